/** Owns where a shared link leads, remembered by an isolate for a moment so that a viral one costs no object; must not count. */
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import type { Env } from '../env.ts';
import { isLinkCode } from '../referral/link-code.ts';
import type { Landing } from '../tenant/links.ts';
import { findTenant } from './tenants.ts';

/** A link revoked in this isolate ends at once, elsewhere within this time; one that expires does so on time. */
const freshMs = 2000;
const mostKept = 5000;

const kept = new Map<string, { landing: Landing; untilMs: number }>();

/**
 * @param code as written in the link: lower-case letters are read as their capitals, since people retype them; 0, 1, I
 * and O are in no code, and mean none
 */
export async function landingOf(
  env: Env,
  tenant: string,
  code: string,
  nowMs: number,
): Promise<{ landing: Landing; code: string } | Refusal> {
  const known = code.toUpperCase();
  if (!isLinkCode(known)) return refuse('not_found');
  const key = `${tenant}/${known}`;
  const remembered = kept.get(key);
  if (remembered !== undefined && nowMs < remembered.untilMs)
    return { landing: remembered.landing, code: known };
  const stub = await findTenant(env, tenant);
  const landing = stub === null ? refuse('unknown_tenant') : await stub.links.landing(known);
  if (isRefusal(landing)) {
    kept.delete(key);
    return landing;
  }
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, { landing, untilMs: Math.min(nowMs + freshMs, landing.expiresAtMs ?? Infinity) });
  return { landing, code: known };
}

/** To be called after a link was revoked. */
export function forgetLanding(tenant: string, code: string): void {
  kept.delete(`${tenant}/${code}`);
}
