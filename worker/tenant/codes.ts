/** Owns the codes sent by SMS, as keyed digests: sends, tries, spending; must not see a phone or a code in clear. */
import { RpcTarget } from 'cloudflare:workers';
import { type Refusal, refuse } from '../../contract/problem.ts';
import { codeLifeMs, maxTries } from '../sms/code.ts';
import { countedSends, sendMemoryMs, sendWaitMs, shortestWaitMs } from '../sms/send-limits.ts';
import type { TenantContext } from './context.ts';
import { blobOf, bytesOf, firstRow } from './rows.ts';

/** What the intake asks for on behalf of a phone. Digests come under every key generation, the active one first. */
export interface CodeRequest {
  phoneKeys: Uint8Array[];
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

  constructor(context: TenantContext) {
    super();
    this.#context = context;
  }

  /**
   * Notes a code before it is sent, in place of the one before it, or tells when the phone may have the next one.
   * What has died by then is deleted with it.
   */
  issue(request: CodeRequest): { earlier: StandingCode | null } | Refusal {
    const { phoneKeys, code, atMs } = request;
    return this.#context.storage.transactionSync(() => {
      const row = this.#row(phoneKeys);
      const sends = row === undefined ? [] : sendsOf(row);
      const waitMs = sendWaitMs(sends, atMs);
      if (waitMs > 0) return { ...refuse('rate_limited'), retryAfterSeconds: Math.ceil(waitMs / 1000) };
      this.#context.sql.exec('DELETE FROM codes WHERE kept_until <= ?', atMs);
      const earlier = row === undefined ? null : codeOf(row);
      const standing = code === null ? earlier : { code, expiresAtMs: atMs + codeLifeMs, tries: 0 };
      this.#write(row, phoneKeys, [...countedSends(sends, atMs), atMs], standing);
      return { earlier };
    });
  }

  /**
   * A send that went wrong: the phone has its wait back, and the code before it if there was one. When the message may
   * still arrive, only the minute's wait is given back: the code stays good, and the send goes on counting for the hour
   * and the day, or a slow vendor would let anyone flood a phone.
   */
  takeBack(request: CodeRequest, earlier: StandingCode | null, mayArrive: boolean): void {
    const { phoneKeys, code, atMs } = request;
    this.#context.storage.transactionSync(() => {
      const row = this.#row(phoneKeys);
      // Another code may have been sent meanwhile: it stays as it is.
      const current = row === undefined ? null : codeOf(row);
      if (row === undefined || current === null || code === null || !isSame(current.code, code)) return;
      const others = sendsOf(row).filter((sentMs) => sentMs !== atMs);
      const sends = mayArrive ? [...others, atMs - shortestWaitMs] : others;
      this.#write(row, phoneKeys, sends, mayArrive ? current : earlier);
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
    phoneKeys: readonly Uint8Array[],
    sends: number[],
    code: StandingCode | null,
  ): void {
    const { sql } = this.#context;
    const key = row?.phone_key ?? blobOf(phoneKeys[0] ?? new Uint8Array());
    sql.exec('DELETE FROM codes WHERE phone_key = ?', key);
    if (sends.length === 0) return;
    sql.exec(
      'INSERT INTO codes (phone_key, code, expires_at, tries, sends, kept_until) VALUES (?, ?, ?, ?, ?, ?)',
      key,
      code === null ? null : blobOf(code.code),
      code?.expiresAtMs ?? 0,
      code?.tries ?? 0,
      JSON.stringify(sends),
      Math.max(...sends) + sendMemoryMs,
    );
  }
}

function codeOf(row: CodeRow): StandingCode | null {
  return row.code === null
    ? null
    : { code: bytesOf(row.code), expiresAtMs: row.expires_at, tries: row.tries };
}

function sendsOf(row: CodeRow): number[] {
  return JSON.parse(row.sends);
}

/** Keyed digests: how long the comparison takes tells nothing that would help to find the code. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
