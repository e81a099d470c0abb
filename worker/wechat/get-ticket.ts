/** Owns the way to a ticket: token, then ticket, each tried once more where that helps; must not keep either. */
import { borrow, type Lent } from './call-wechat.ts';
import type { Trouble } from './trouble.ts';

export interface WechatAccess {
  appId: string;
  appSecret: string;
  /** Origin; WeChat's public one when unset. */
  endpoint: string | undefined;
}

/** The ticket that signatures are made with, and the token that it was asked with. */
export interface Tickets {
  token: Lent;
  ticket: Lent;
}

const publicEndpoint = 'https://api.weixin.qq.com';

export function isTrouble(outcome: Tickets | Lent | Trouble): outcome is Trouble {
  return 'trouble' in outcome;
}

/**
 * A fresh ticket. The token is a stable one: it is apart from those of `cgi-bin/token`, so that the tenant's other
 * systems on the same account go on working, and its secret goes in the body, not in an address. Never throws.
 * @param kept the token from before, asked anew when WeChat no longer takes it
 */
export async function getTicket(
  access: WechatAccess,
  kept: Lent | null,
  nowMs: number,
): Promise<Tickets | Trouble> {
  const isKept = kept !== null && nowMs < kept.refreshAtMs;
  const first = isKept ? await withToken(access, kept, nowMs) : await withFreshToken(access, nowMs);
  const isStale = isTrouble(first) && first.trouble === 'stale_token';
  return isStale ? withFreshToken(access, nowMs) : first;
}

async function withFreshToken(access: WechatAccess, nowMs: number): Promise<Tickets | Trouble> {
  const token = await askToken(access, nowMs);
  if (isTrouble(token)) {
    // Asked for a token, 40001 says that the secret is not this account's.
    return token.trouble === 'stale_token' ? { ...token, trouble: 'secret_rejected' } : token;
  }
  return withToken(access, token, nowMs);
}

async function withToken(access: WechatAccess, token: Lent, nowMs: number): Promise<Tickets | Trouble> {
  const ticket = await askTicket(access, token.value, nowMs);
  return isTrouble(ticket) ? ticket : { token, ticket };
}

function askToken({ appId, appSecret, endpoint }: WechatAccess, nowMs: number): Promise<Lent | Trouble> {
  const body = JSON.stringify({ grant_type: 'client_credential', appid: appId, secret: appSecret });
  return twiceWhenBusy(() => borrow(`${base(endpoint)}/cgi-bin/stable_token`, body, 'access_token', nowMs));
}

/** The token has its place in the address: nothing of ours logs the URL of this call. */
function askTicket({ endpoint }: WechatAccess, token: string, nowMs: number): Promise<Lent | Trouble> {
  const query = new URLSearchParams({ access_token: token, type: 'jsapi' });
  return twiceWhenBusy(() =>
    borrow(`${base(endpoint)}/cgi-bin/ticket/getticket?${query}`, null, 'ticket', nowMs),
  );
}

function base(endpoint: string | undefined): string {
  return new URL(endpoint ?? publicEndpoint).origin;
}

async function twiceWhenBusy(ask: () => Promise<Lent | Trouble>): Promise<Lent | Trouble> {
  const first = await ask();
  return isTrouble(first) && first.trouble === 'busy' ? ask() : first;
}
