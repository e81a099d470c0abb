/** Owns where a shared link leads, remembered by an isolate for a moment so that a viral one costs no object; must not count. */
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import type { Env } from '../env.ts';
import { codeParameterOf, withParameters } from '../referral/landing-address.ts';
import { readLinkCode } from '../referral/link-code.ts';
import type { Landing } from '../tenant/link-rows.ts';
import { findTenant } from './tenants.ts';

/** A link revoked in this isolate ends at once, elsewhere within this time; one that expires does so on time. */
const freshMs = 2000;
const mostKept = 5000;

const kept = new Map<string, { found: FoundLanding; untilMs: number }>();

export interface FoundLanding {
  landing: Landing;
  tenant: string;
  code: string;
  /** Where it leads: an address of the campaign's own, or a path below our public address. */
  address: string;
}

/**
 * Where a link leads, as this isolate read it moments ago; null when it has to be read.
 *
 * @param link `tenant/code`, as a link's own address ends
 */
export function rememberedLanding(link: string, nowMs: number): FoundLanding | null {
  const remembered = kept.get(link);
  return remembered === undefined || nowMs >= remembered.untilMs ? null : remembered.found;
}

/** @param asked the code as written in the link */
export async function landingOf(
  env: Env,
  tenant: string,
  asked: string,
  nowMs: number,
): Promise<FoundLanding | Refusal> {
  const code = readLinkCode(asked);
  if (code === null) return refuse('not_found');
  const key = `${tenant}/${code}`;
  const remembered = rememberedLanding(key, nowMs);
  if (remembered !== null) return remembered;
  const stub = await findTenant(env, tenant);
  const landing = stub === null ? refuse('unknown_tenant') : await stub.links.landing(code);
  if (isRefusal(landing)) {
    kept.delete(key);
    return landing;
  }
  if (kept.size >= mostKept) kept.clear();
  const found = { landing, tenant, code, address: addressOf(landing, tenant, code) };
  kept.set(key, { found, untilMs: Math.min(nowMs + freshMs, landing.expiresAtMs ?? Infinity) });
  return found;
}

/** A campaign's own address gets the code in a parameter that pages with a form find. */
function addressOf({ url, codeParameter, form }: Landing, tenant: string, code: string): string {
  if (url === undefined) return `/f/${tenant}/${form}?r=${code}`;
  return withParameters(url, `${codeParameterOf(url, codeParameter)}=${code}`);
}

/** To be called after a link was revoked. */
export function forgetLanding(tenant: string, code: string): void {
  kept.delete(`${tenant}/${code}`);
}
