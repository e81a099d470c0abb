/** Owns which tenant a request says it is for, before anyone has looked whether that is so; must not decide anything. */
import { bearerOf } from './authorise.ts';

const inPath =
  /^\/(?:(?:v1\/t|log|[cfilpsw])\/|(?:r|v1\/receipts)\/rc_|(?:a|v1\/authorisations)\/au_)([a-z][a-z0-9-]{2,30})(?:[/_]|$)/;
const inKey = /^jk_([a-z][a-z0-9-]{2,30})_/;

/** Null where it names none. */
export function claimedTenant(request: Request, pathname: string): string | null {
  return inPath.exec(pathname)?.[1] ?? inKey.exec(bearerOf(request) ?? '')?.[1] ?? null;
}
