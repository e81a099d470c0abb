/** Owns the tenant's ticket of WeChat's JS-SDK: one for everybody, refreshed ahead, never shown; must not judge addresses. */
import { RpcTarget } from 'cloudflare:workers';
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import { toHex } from '../encoding/bytes.ts';
import { sealSecret, unsealSecret } from '../sealing/envelope.ts';
import type { Lent } from '../wechat/call-wechat.ts';
import { getTicket, isTrouble, type Tickets, type WechatAccess } from '../wechat/get-ticket.ts';
import { signatureOf, type WechatSignature } from '../wechat/signature.ts';
import { restMs, type Trouble, type TroubleKind } from '../wechat/trouble.ts';
import type { TenantContext } from './context.ts';
import { type ProfileStore, secretContext } from './profile.ts';
import { firstRow, timeText } from './rows.ts';

/** What a tenant is told of an account that works. */
export interface WechatCheck {
  appId: string;
  /** Until when the ticket at hand is good; another is got before that. */
  ticketUntil: string;
}

type Outcome = { ticket: Lent } | Trouble | Refusal;

const ticketSecret = 'wechat.ticket';

/**
 * The ticket is kept sealed, since WeChat gives few; the token, which can do all that the account can, in memory only.
 * Failures are kept in memory for as long as asking again is of no use.
 */
export class WechatStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #profile: ProfileStore;
  #token: Lent | null = null;
  #kept: Promise<Lent | null> | null = null;
  #failed: { trouble: Trouble; untilMs: number } | null = null;
  #asking: Promise<Outcome> | null = null;
  /** Counts set-ups: what was asked for under an earlier one is not kept. */
  #setUp = 0;

  constructor(context: TenantContext, profile: ProfileStore) {
    super();
    this.#context = context;
    this.#profile = profile;
  }

  /** Signs an address that may be signed. A visitor learns that WeChat can't be used, not why. */
  async sign(url: string): Promise<WechatSignature | Refusal> {
    const appId = this.#appId();
    if (appId === null) return refuse('wechat_not_configured');
    const outcome = await this.#ticket();
    if (isRefusal(outcome)) return outcome;
    if ('trouble' in outcome) return this.#unavailable(outcome);
    const timestamp = Math.floor(this.#context.now() / 1000);
    const nonceStr = toHex(this.#context.random(8));
    return {
      appId,
      timestamp,
      nonceStr,
      signature: await signatureOf(outcome.ticket.value, nonceStr, timestamp, url),
    };
  }

  /** Asks WeChat now, whatever failed before: for the tenant, who is told what to change. */
  async check(): Promise<WechatCheck | Refusal> {
    const appId = this.#appId();
    if (appId === null) return refuse('wechat_not_configured');
    const outcome = await this.#ask();
    if (isRefusal(outcome)) return outcome;
    if (!('trouble' in outcome)) return { appId, ticketUntil: timeText(outcome.ticket.expiresAtMs) };
    return { ...this.#unavailable(outcome), errors: [findingOf(outcome)] };
  }

  /** To be called when the account was set up anew, or taken away. */
  forget(): void {
    this.#setUp++;
    this.#token = null;
    this.#kept = null;
    this.#failed = null;
    this.#asking = null;
    this.#context.sql.exec('DELETE FROM wechat_ticket');
  }

  #appId(): string | null {
    const { settings, secrets } = this.#context.profile();
    return secrets['wechat.appSecret'] === undefined ? null : (settings.wechat?.appId ?? null);
  }

  async #ticket(): Promise<Outcome> {
    this.#kept ??= this.#read();
    const kept = await this.#kept;
    const nowMs = this.#context.now();
    if (kept !== null && nowMs < kept.refreshAtMs) return { ticket: kept };
    const isResting = this.#failed !== null && nowMs < this.#failed.untilMs;
    const outcome = isResting && this.#failed !== null ? this.#failed.trouble : await this.#ask();
    // One that WeChat still takes is better than none.
    return 'trouble' in outcome && kept !== null && nowMs < kept.expiresAtMs ? { ticket: kept } : outcome;
  }

  /** Whoever asks while WeChat is being asked waits for the same answer. */
  #ask(): Promise<Outcome> {
    this.#asking ??= this.#getTicket();
    return this.#asking;
  }

  async #getTicket(): Promise<Outcome> {
    const setUp = this.#setUp;
    try {
      const access = await this.#access();
      if (isRefusal(access)) return access;
      const nowMs = this.#context.now();
      const got = await getTicket(access, this.#token, nowMs);
      if (setUp === this.#setUp) await this.#keep(got, nowMs);
      return got;
    } finally {
      if (setUp === this.#setUp) this.#asking = null;
    }
  }

  async #keep(got: Tickets | Trouble, nowMs: number): Promise<void> {
    if (isTrouble(got)) {
      this.#token = null;
      this.#failed = { trouble: got, untilMs: nowMs + restMs(got.trouble, nowMs) };
      // For the operator: WeChat's code, nothing of the account.
      console.error('WeChat gave no ticket', this.#context.profile().id, got.trouble, got.errcode ?? '');
      return;
    }
    this.#token = got.token;
    this.#failed = null;
    this.#kept = Promise.resolve(got.ticket);
    await this.#write(got.ticket, this.#setUp);
  }

  async #access(): Promise<WechatAccess | Refusal> {
    const appSecret: string | null | Refusal = await this.#profile.secret('wechat.appSecret');
    if (isRefusal(appSecret)) return appSecret;
    const { appId, endpoint } = this.#context.profile().settings.wechat ?? {};
    if (appSecret === null || appId === undefined) return refuse('wechat_not_configured');
    return { appId, appSecret, endpoint: this.#context.targets === 'any' ? endpoint : undefined };
  }

  /** One that can't be opened, its master key being gone, is no loss: another is asked for. */
  async #read(): Promise<Lent | null> {
    const row = firstRow<{ sealed: string; refresh_at: number; expires_at: number }>(
      this.#context.sql,
      'SELECT sealed, refresh_at, expires_at FROM wechat_ticket',
    );
    if (row === undefined || this.#context.now() >= row.expires_at) return null;
    const keys = await this.#context.keys();
    const value = await unsealSecret(keys, this.#secretContext(), row.sealed).catch(() => null);
    return value === null || isRefusal(value)
      ? null
      : { value, refreshAtMs: row.refresh_at, expiresAtMs: row.expires_at };
  }

  async #write({ value, refreshAtMs, expiresAtMs }: Lent, setUp: number): Promise<void> {
    const sealed = await sealSecret(await this.#context.keys(), this.#secretContext(), value);
    if (setUp !== this.#setUp) return;
    this.#context.sql.exec(
      'INSERT OR REPLACE INTO wechat_ticket (one, sealed, refresh_at, expires_at) VALUES (1, ?, ?, ?)',
      sealed,
      refreshAtMs,
      expiresAtMs,
    );
  }

  #secretContext(): string {
    return secretContext(this.#context.profile().id, ticketSecret);
  }

  #unavailable({ trouble }: Trouble): Refusal {
    const nowMs = this.#context.now();
    const untilMs = this.#failed?.untilMs ?? nowMs + restMs(trouble, nowMs);
    return {
      ...refuse('wechat_unavailable'),
      retryAfterSeconds: Math.max(1, Math.ceil((untilMs - nowMs) / 1000)),
    };
  }
}

/** Troubles that the tenant can do something about have words of their own. */
const told: Partial<Record<TroubleKind, string>> = {
  app_rejected: 'wechat_app_rejected',
  secret_rejected: 'wechat_secret_rejected',
  ip_not_listed: 'wechat_ip_not_listed',
  no_permission: 'wechat_no_permission',
  quota_used: 'wechat_quota_used',
  too_frequent: 'wechat_too_frequent',
  refused: 'wechat_refused',
  stale_token: 'wechat_refused',
};

function findingOf({ trouble, errcode, ip }: Trouble) {
  return {
    path: 'settings.wechat',
    code: told[trouble] ?? 'wechat_no_answer',
    params: { errcode: errcode ?? 0, ip: ip === undefined ? '' : `${ip} ` },
  };
}
