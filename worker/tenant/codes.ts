/** Owns the codes sent by SMS, as keyed digests: sends, tries, spending; must not see a phone or a code in clear. */
import { RpcTarget } from 'cloudflare:workers';
import { type Refusal, refuse } from '../../contract/problem.ts';
import { codeLifeMs, maxTries } from '../sms/code.ts';
import {
  type Asker,
  askerWindowMs,
  countedSends,
  rangeLimits,
  sendMemoryMs,
  sendWaitMs,
  shortestWaitMs,
} from '../sms/send-limits.ts';
import type { CodeBudget } from './code-budget.ts';
import type { TenantContext } from './context.ts';
import { allRows, blobOf, bytesOf, firstRow } from './rows.ts';
import { SlidingWindow } from './sliding-window.ts';
import { type SpendableChallenge, SpentChallenges } from './spent-challenges.ts';

/** What the intake asks for on behalf of a phone. Digests come under every key generation, the active one first. */
export interface CodeRequest {
  phoneKeys: Uint8Array[];
  /** Keyed digest of the range of numbers that the phone lies in. */
  rangeKey: Uint8Array;
  /** Each counted apart; none where nobody is known. */
  askers: Asker[];
  /** The solved challenge that it spends; null where none is asked for. */
  challenge: SpendableChallenge | null;
  /** Null counts as a send and leaves the standing code: what is asked with a stranger's phone must look the same. */
  code: Uint8Array | null;
  atMs: number;
}

/** A code that may be good. One that a new one took the place of comes back when the new one can't be sent. */
export interface StandingCode {
  code: Uint8Array;
  expiresAtMs: number;
  tries: number;
}

/** What a submission offers for a phone that must be proven; no digests when it came without a code. */
export interface CodeProof {
  /** Id of the phone field. */
  field: string;
  phoneKeys: Uint8Array[];
  codes: Uint8Array[];
}

type CodeRow = {
  phone_key: ArrayBuffer;
  code: ArrayBuffer | null;
  expires_at: number;
  tries: number;
  sends: string;
};

export class CodeStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #budget: CodeBudget;
  /** In memory alone, as all that is counted of addresses is: a restart forgives. */
  readonly #askers = new SlidingWindow(undefined, askerWindowMs);
  /** Apart from those that brought a lead: a form's one challenge is good for its code and for its submission. */
  readonly #spentChallenges = new SpentChallenges();

  constructor(context: TenantContext, budget: CodeBudget) {
    super();
    this.#context = context;
    this.#budget = budget;
  }

  /**
   * Notes a code before it is sent, in place of the one before it, or tells when there may be the next one. What is
   * refused is counted nowhere. What has died by then is deleted with it.
   */
  issue(request: CodeRequest): { earlier: StandingCode | null } | Refusal {
    const { phoneKeys, code, challenge, atMs } = request;
    if (challenge !== null && this.#spentChallenges.has(challenge.id)) return refuse('challenge_failed');
    return this.#context.storage.transactionSync(() => {
      const row = this.#row(phoneKeys);
      const sends = row === undefined ? [] : sendsOf(row);
      const waitMs = this.#waitMs(request, sends) || this.#takeAskers(request);
      if (waitMs > 0) return { ...refuse('rate_limited'), retryAfterSeconds: Math.ceil(waitMs / 1000) };
      this.#context.sql.exec('DELETE FROM codes WHERE kept_until <= ?', atMs);
      const earlier = row === undefined ? null : codeOf(row);
      const standing = code === null ? earlier : { code, expiresAtMs: atMs + codeLifeMs, tries: 0 };
      this.#write(row, request, [...countedSends(sends, atMs), atMs], standing);
      if (challenge !== null) this.#spentChallenges.add(challenge, atMs);
      if (code !== null) this.#budget.spend(atMs);
      return { earlier };
    });
  }

  /** By the phone, its range, the day's budget: the same for whoever's phone it is. */
  #waitMs({ rangeKey, atMs }: CodeRequest, sends: readonly number[]): number {
    const inRange = allRows<{ sends: string }>(
      this.#context.sql,
      'SELECT sends FROM codes WHERE range_key = ?',
      blobOf(rangeKey),
    ).flatMap(sendsOf);
    return Math.max(
      sendWaitMs(sends, atMs),
      sendWaitMs(inRange, atMs, rangeLimits),
      this.#budget.waitMs(atMs),
    );
  }

  /** 0 once every asker is counted; else the wait, and none is. */
  #takeAskers({ askers, atMs }: CodeRequest): number {
    for (const [at, { key, perHour }] of askers.entries()) {
      const waitMs = this.#askers.take(key, perHour, atMs);
      if (waitMs === 0) continue;
      for (const counted of askers.slice(0, at)) this.#askers.giveBack(counted.key);
      return waitMs;
    }
    return 0;
  }

  /** A vendor refused what was sent: the tenant's day has it back. Phone and askers wait all the same, see `takeBack`. */
  giveBackCost(atMs: number): void {
    this.#context.storage.transactionSync(() => this.#budget.giveBack(atMs));
  }

  /**
   * A send that went wrong: phone, askers and the day's budget have it back, and the code before it if there was one. When the message may
   * still arrive, only the minute's wait is given back: the code stays good, and the send goes on counting for the hour
   * and the day, or a slow vendor would let anyone flood a phone.
   */
  takeBack(request: CodeRequest, earlier: StandingCode | null, mayArrive: boolean): void {
    const { phoneKeys, code, atMs } = request;
    this.#context.storage.transactionSync(() => {
      if (!mayArrive) {
        for (const { key } of request.askers) this.#askers.giveBack(key);
        this.#budget.giveBack(atMs);
      }
      const row = this.#row(phoneKeys);
      // Another code may have been sent meanwhile: it stays as it is.
      const current = row === undefined ? null : codeOf(row);
      if (row === undefined || current === null || code === null || !isSame(current.code, code)) return;
      const others = sendsOf(row).filter((sentMs) => sentMs !== atMs);
      const sends = mayArrive ? [...others, atMs - shortestWaitMs] : others;
      this.#write(row, request, sends, mayArrive ? current : earlier);
    });
  }

  /**
   * Null when the proof holds: the code is then spent, by the transaction that this is part of. A wrong try is counted
   * by the same transaction, which must commit although the submission is refused.
   */
  spend(proof: CodeProof, nowMs: number): Refusal | null {
    const { field, phoneKeys, codes } = proof;
    const refusal = (code: string) => refuse('invalid_values', [{ path: field, code }]);
    if (codes.length === 0) return refusal('code_required');
    const row = this.#row(phoneKeys);
    if (row?.code == null || nowMs >= row.expires_at || row.tries >= maxTries) return refusal('code_expired');
    const expected = bytesOf(row.code);
    const isRight = codes.some((code) => isSame(code, expected));
    this.#context.sql.exec(
      isRight
        ? 'UPDATE codes SET code = NULL WHERE phone_key = ?'
        : 'UPDATE codes SET tries = tries + 1 WHERE phone_key = ?',
      row.phone_key,
    );
    return isRight ? null : refusal('invalid_code');
  }

  #row(phoneKeys: readonly Uint8Array[]): CodeRow | undefined {
    for (const key of phoneKeys) {
      const row = firstRow<CodeRow>(
        this.#context.sql,
        'SELECT phone_key, code, expires_at, tries, sends FROM codes WHERE phone_key = ?',
        blobOf(key),
      );
      if (row !== undefined) return row;
    }
    return undefined;
  }

  /** The row as it shall be; without a send and a code there is none. It stays under the key that it was made under. */
  #write(
    row: CodeRow | undefined,
    { phoneKeys, rangeKey }: Pick<CodeRequest, 'phoneKeys' | 'rangeKey'>,
    sends: number[],
    code: StandingCode | null,
  ): void {
    const { sql } = this.#context;
    const key = row?.phone_key ?? blobOf(phoneKeys[0] ?? new Uint8Array());
    sql.exec('DELETE FROM codes WHERE phone_key = ?', key);
    if (sends.length === 0) return;
    sql.exec(
      `INSERT INTO codes (phone_key, code, expires_at, tries, sends, kept_until, range_key)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      key,
      code === null ? null : blobOf(code.code),
      code?.expiresAtMs ?? 0,
      code?.tries ?? 0,
      JSON.stringify(sends),
      Math.max(...sends) + sendMemoryMs,
      blobOf(rangeKey),
    );
  }
}

function codeOf(row: CodeRow): StandingCode | null {
  return row.code === null
    ? null
    : { code: bytesOf(row.code), expiresAtMs: row.expires_at, tries: row.tries };
}

function sendsOf(row: Pick<CodeRow, 'sends'>): number[] {
  return JSON.parse(row.sends);
}

/** Keyed digests: how long the comparison takes tells nothing that would help to find the code. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
