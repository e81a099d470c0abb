/** Owns who wants no marketing by which channel, by keyed phone digest and without their lead; must not see a phone. */
import { RpcTarget } from 'cloudflare:workers';
import type { MarketingChannel } from '../../contract/notice.ts';
import type { Decision } from '../../contract/submission.ts';
import type { Suppression } from '../delivery/marketing-channels.ts';
import type { TenantContext } from './context.ts';
import { allRows, blobOf, firstRow } from './rows.ts';
import type { Sql } from './sql.ts';

/** A decision that comes with a submission. */
export interface DecidedAtFirst {
  notice: string;
  version: number;
  decision: Decision;
  /** On marketing: the ways of being reached that the applicant named. */
  channels?: readonly MarketingChannel[] | undefined;
}

type SuppressionRow = { channel: MarketingChannel; since: number; lifted_at: number | null };

export class SuppressionStore extends RpcTarget {
  readonly #context: TenantContext;

  constructor(context: TenantContext) {
    super();
    this.#context = context;
  }

  /** Of the person behind a digest; none for a lead without a phone. */
  of(phoneKey: ArrayBuffer | null): Suppression[] {
    if (phoneKey === null) return [];
    return allRows<SuppressionRow>(
      this.#context.sql,
      'SELECT channel, since, lifted_at FROM suppressions WHERE phone_key = ?',
      phoneKey,
    ).map(({ channel, since, lifted_at }) => ({ channel, sinceMs: since, liftedAtMs: lifted_at }));
  }

  /** In the caller's transaction. */
  add(phoneKey: ArrayBuffer, keyId: string, channels: readonly MarketingChannel[]): void {
    for (const channel of channels) {
      this.#context.sql.exec(
        `INSERT INTO suppressions (phone_key, channel, key_id, since) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (phone_key, channel) DO UPDATE SET since = ?4, lifted_at = NULL, lifted_entry = NULL`,
        phoneKey,
        channel,
        keyId,
        this.#context.now(),
      );
    }
  }

  /**
   * In the transaction that stores a lead. What the phone's people said before holds for this lead too, but for channels
   * that they agree to by name now: who has opted out of messages and ticks a box for marketing as a whole has not asked
   * for messages again.
   * @param phoneKeys the digests of one phone, the active key's first
   */
  heed(
    [phoneKey]: readonly Uint8Array[],
    decisions: readonly DecidedAtFirst[],
    { atMs, firstEntry }: { atMs: number; firstEntry: number },
  ): void {
    if (phoneKey === undefined) return;
    for (const [at, { decision, channels }] of decisions.entries()) {
      if (decision !== 'granted') continue;
      for (const channel of channels ?? []) {
        this.#context.sql.exec(
          `UPDATE suppressions SET lifted_at = ?, lifted_entry = ?
           WHERE phone_key = ? AND channel = ? AND lifted_at IS NULL`,
          atMs,
          firstEntry + at,
          blobOf(phoneKey),
          channel,
        );
      }
    }
  }

  /** How many people have opted out, by channel. Nobody can be read from it. */
  counts(): Record<MarketingChannel, number> {
    const rows = allRows<{ channel: MarketingChannel; people: number }>(
      this.#context.sql,
      'SELECT channel, COUNT(*) AS people FROM suppressions WHERE lifted_at IS NULL GROUP BY channel',
    );
    const counted = (channel: MarketingChannel) => rows.find((row) => row.channel === channel)?.people ?? 0;
    return {
      sms: counted('sms'),
      phone: counted('phone'),
      wechat: counted('wechat'),
      email: counted('email'),
    };
  }
}

/**
 * Puts what is kept of a phone under the digest of another master key, in the caller's transaction. Where both are there
 * the later word holds.
 */
export function moveSuppressions(
  { sql, activeKeyId }: { sql: Sql; activeKeyId: string },
  from: ArrayBuffer,
  to: ArrayBuffer,
): void {
  if (firstRow(sql, 'SELECT 1 FROM suppressions WHERE phone_key = ? LIMIT 1', from) === undefined) return;
  sql.exec(
    `INSERT INTO suppressions (phone_key, channel, key_id, since, lifted_at, lifted_entry)
       SELECT ?2, channel, ?3, since, lifted_at, lifted_entry FROM suppressions WHERE phone_key = ?1
     ON CONFLICT (phone_key, channel) DO UPDATE SET since = excluded.since, lifted_at = excluded.lifted_at,
       lifted_entry = excluded.lifted_entry WHERE excluded.since > suppressions.since`,
    from,
    to,
    activeKeyId,
  );
  sql.exec('DELETE FROM suppressions WHERE phone_key = ?', from);
}

/** Ids of the master keys that some of them can only be found under. */
export function keysOfSuppressions(sql: Sql): string[] {
  return allRows<{ key_id: string }>(sql, 'SELECT DISTINCT key_id FROM suppressions').map(
    ({ key_id: id }) => id,
  );
}

/** The channels that a lead's applicant named, by notice, as `leads.channels` keeps them. */
export type ChosenChannels = Readonly<Record<string, readonly MarketingChannel[]>>;

export function chosenIn(stored: string | null): ChosenChannels {
  return stored === null ? {} : JSON.parse(stored);
}

/** Null where none was named. */
export function chosenText(decisions: readonly DecidedAtFirst[]): string | null {
  const chosen: ChosenChannels = Object.fromEntries(
    decisions.flatMap(({ notice, channels }) => (channels === undefined ? [] : [[notice, channels]])),
  );
  return Object.keys(chosen).length === 0 ? null : JSON.stringify(chosen);
}
