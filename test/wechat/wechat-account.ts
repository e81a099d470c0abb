/** Owns a WeChat account as its documentation describes the API (2026-11): tokens, tickets, ends, return codes; no network. */

/** What a call is answered with once, or from now on: a return code, or an answer as it stands, or none. */
export type Fault =
  | { errcode: number; errmsg?: string }
  | { status: number; text: string }
  | 'unreachable'
  | 'hang';

export interface WechatCall {
  method: string;
  /** Path and query. */
  target: string;
  body: string;
}

type Kind = 'token' | 'ticket';
type Held = { value: string; endsAtMs: number };

const lifeMs = 7_200_000;
/** A stable token is the same until then. */
const renewedAheadMs = 300_000;

const words: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40013: 'invalid appid',
  40125: 'invalid appsecret',
  40164: 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist',
  42001: 'access_token expired',
  43002: 'require POST method',
  45009: 'reach max api daily quota limit',
  48001: 'api unauthorized',
};

export class WechatAccount {
  readonly appId = 'wx0123456789abcdef';
  secret = 'SECRET-OF-THE-ACCOUNT-0123456789';
  readonly calls: WechatCall[] = [];
  /** Faults of the next calls, in order, by kind. */
  readonly next: Record<Kind, Fault[]> = { token: [], ticket: [] };
  /** A fault of every call from now on. */
  readonly lasting: Partial<Record<Kind, Fault>> = {};
  private token: Held | null = null;
  private ticket: Held | null = null;
  private made = 0;
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  count(kind: Kind): number {
    return this.calls.filter((call) => kindOf(call) === kind).length;
  }

  /** The ticket that signatures are checked with; empty when there is none. */
  get liveTicket(): string {
    return this.ticket !== null && this.now() < this.ticket.endsAtMs ? this.ticket.value : '';
  }

  /** Ends the token before its time, as a forced renewal by another system does. */
  revokeToken(): void {
    this.token = null;
  }

  /** Ends the ticket before its time. */
  revokeTicket(): void {
    this.ticket = null;
  }

  answer(call: WechatCall): Exclude<Fault, { errcode: number }> {
    this.calls.push(call);
    const kind = kindOf(call);
    if (kind === null) return { status: 404, text: 'not found' };
    const fault = this.next[kind].shift() ?? this.lasting[kind];
    if (fault === undefined) return said(kind === 'token' ? this.giveToken(call) : this.giveTicket(call));
    return typeof fault === 'object' && 'errcode' in fault ? said(fault) : fault;
  }

  private giveToken({ method, body }: WechatCall): Record<string, unknown> {
    if (method !== 'POST') return { errcode: 43002 };
    const asked: Record<string, unknown> = JSON.parse(body);
    if (asked.grant_type !== 'client_credential') return { errcode: 40002 };
    if (asked.appid !== this.appId) return { errcode: 40013 };
    if (asked.secret !== this.secret) return { errcode: 40125 };
    if (this.token === null || this.now() >= this.token.endsAtMs - renewedAheadMs)
      this.token = this.lend('TOKEN');
    return { access_token: this.token.value, expires_in: this.secondsLeft(this.token) };
  }

  private giveTicket({ target }: WechatCall): Record<string, unknown> {
    const query = new URLSearchParams(target.split('?')[1]);
    if (query.get('type') !== 'jsapi') return { errcode: 40097 };
    const token = query.get('access_token');
    if (this.token === null || token !== this.token.value) return { errcode: 40001 };
    if (this.now() >= this.token.endsAtMs) return { errcode: 42001 };
    if (this.liveTicket === '') this.ticket = this.lend('TICKET');
    if (this.ticket === null) throw new Error('no ticket');
    return {
      errcode: 0,
      errmsg: 'ok',
      ticket: this.ticket.value,
      expires_in: this.secondsLeft(this.ticket),
    };
  }

  private lend(what: string): Held {
    return { value: `${what}-${++this.made}-SM4AOVdWfPE4DxkXGEs8VMCP`, endsAtMs: this.now() + lifeMs };
  }

  private secondsLeft({ endsAtMs }: Held): number {
    return Math.floor((endsAtMs - this.now()) / 1000);
  }
}

function kindOf({ target }: WechatCall): Kind | null {
  const path = target.split('?')[0];
  if (path === '/cgi-bin/stable_token') return 'token';
  return path === '/cgi-bin/ticket/getticket' ? 'ticket' : null;
}

/** WeChat answers 200 to refusals too. */
function said(body: Record<string, unknown>): { status: number; text: string } {
  const { errcode } = body;
  const message = typeof errcode === 'number' && errcode !== 0 ? { errmsg: words[errcode] ?? 'refused' } : {};
  return { status: 200, text: JSON.stringify({ ...message, ...body }) };
}

/** What the client checks: the text of appendix 1, hashed by whoever checks. */
export function signedText(
  ticket: string,
  { nonceStr, timestamp }: { nonceStr: string; timestamp: number },
  url: string,
): string {
  return `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url.split('#')[0]}`;
}
