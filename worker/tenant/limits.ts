/** Owns how often one address and one phone may come; must not know addresses or phones, only their keyed digests. */
import { RpcTarget } from 'cloudflare:workers';
import { type Refusal, refuse } from '../../contract/problem.ts';
import type { TenantContext } from './context.ts';
import { allRows, blobOf } from './rows.ts';
import { SlidingWindow } from './sliding-window.ts';

/**
 * What is counted apart. What was refused anyway has a count of its own: it costs its sender no work, and must not use
 * up the attempts of the other people behind the same carrier's address.
 */
export type LimitKind = 'submission' | 'refused' | 'code';

const dayMs = 86_400_000;
/** How many addresses' worth a wider IPv6 network may use: a household has a few networks, its carrier's phones one each. */
const addressesPerNetwork = 4;

function limited(retryAfterSeconds: number): Refusal {
  return { ...refuse('rate_limited'), retryAfterSeconds };
}

/** Attempts are kept in memory alone: nothing is stored or logged of an address, and a restart forgives. */
export class LimitStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #attempts = new SlidingWindow();

  constructor(context: TenantContext) {
    super();
    this.#context = context;
  }

  /**
   * Counts an attempt against `limits.perIpPerMinute`: null, or `rate_limited` with the seconds until another may be
   * made. An attempt turned away is not counted.
   * @param address keyed digest of a client's address
   * @param network the same of the wider network that it lies in, if it has one
   */
  take(kind: LimitKind, address: string, network: string | null = null): Refusal | null {
    const { perIpPerMinute } = this.#context.profile().settings.limits;
    if (perIpPerMinute === 0) return null;
    const counted = [{ key: `${kind} ${address}`, limit: perIpPerMinute }];
    if (network !== null) {
      counted.push({ key: `${kind} ${network}`, limit: perIpPerMinute * addressesPerNetwork });
    }
    const waitMs = this.#attempts.takeAll(counted, this.#context.now());
    return waitMs === 0 ? null : limited(Math.ceil(waitMs / 1000));
  }

  /**
   * `rate_limited` once a phone has brought `limits.perPhonePerDay` leads in the last 24 hours; else null. It always
   * says a whole day: a truer wait would tell anyone when this number's owner applied. Erased leads are not counted,
   * since they have no phone any more.
   * @param phoneKeys keyed digests of the phone, under every key generation
   */
  judgePhone(phoneKeys: readonly Uint8Array[]): Refusal | null {
    const { perPhonePerDay } = this.#context.profile().settings.limits;
    if (perPhonePerDay === 0) return null;
    const sinceMs = this.#context.now() - dayMs;
    const leads = phoneKeys.reduce((sum, key) => sum + this.#leadsOf(key, sinceMs, perPhonePerDay), 0);
    return leads < perPhonePerDay ? null : limited(dayMs / 1000);
  }

  /** How many leads a phone brought since a time, counted up to `most`. */
  #leadsOf(phoneKey: Uint8Array, sinceMs: number, most: number): number {
    return allRows(
      this.#context.sql,
      'SELECT 1 FROM leads WHERE phone_key = ? AND created_at > ? LIMIT ?',
      blobOf(phoneKey),
      sinceMs,
      most,
    ).length;
  }
}
