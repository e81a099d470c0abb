/** Owns what follows from an attempt, or from none, for its delivery; must not send anything. */
import { isRefusal } from '../../../contract/problem.ts';
import type { DeliveryState } from '../../../contract/states.ts';
import { nextDelayMs } from '../../delivery/schedule.ts';
import { scrubAnswer } from '../../delivery/scrub-answer.ts';
import { valuesIn } from '../../delivery/still-covered.ts';
import type { Verdict } from '../../delivery/verdict.ts';
import type { TenantContext } from '../context.ts';
import { envelopeOf, type LeadRow } from '../leads.ts';
import { isUnchanged, openLead } from '../rights/clear-lead.ts';
import { noLead } from '../sequence.ts';
import type { DeliveryStore } from './deliveries.ts';
import type { DeliveryKey, DeliveryRow, PendingDelivery } from './delivery-view.ts';
import { dropBody, keepBody, type SealedBody, sealBody } from './kept-bodies.ts';
import { releaseFollowers } from './order.ts';
import type { Outgoing } from './outgoing.ts';
import { tallyAttempts } from './tallies.ts';
import type { Sent } from './targets.ts';

const attemptCells = 'event, destination, number, at, latency_ms, outcome, status, reason, answer';

/** Both are bound to JSON of the cells of an attempt, but its answer: a statement for each would cost several times as much. */
const markDelivered = `
  UPDATE deliveries SET attempts = one.value->>2, state = 'delivered', next_at = NULL, reason = NULL
  FROM json_each(?) AS one WHERE event = one.value->>0 AND destination = one.value->>1`;
const insertDelivered = `
  INSERT INTO attempts (${attemptCells})
  SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, NULL FROM json_each(?)`;

/** Reason of a delivery that the target can't be told of: a person is to do it. */
export const byHand = 'by_hand';

export interface SettleStores {
  deliveries: DeliveryStore;
  leads: { row(seq: number): LeadRow | undefined };
}

export interface Timing {
  atMs: number;
  latencyMs: number;
}

/** A delivery that has arrived. */
export interface Arrived extends Pick<Outgoing, 'key' | 'lead' | 'attempts'>, Timing {
  verdict: Verdict;
}

/**
 * Records that deliveries have arrived, whatever was asked meanwhile, and what follows from it, in one transaction.
 * @param isFollowed whether a later event of its lead waits for it; asked once of each
 */
export function settleArrived(
  context: TenantContext,
  all: readonly Arrived[],
  isFollowed: (one: Arrived) => boolean,
): void {
  context.storage.transactionSync(() => {
    const cells = JSON.stringify(
      all.map(({ key, attempts, atMs, latencyMs, verdict }) => {
        const { outcome, status, reason } = verdict;
        return [key.event, key.destination, attempts + 1, atMs, latencyMs, outcome, status, reason];
      }),
    );
    context.sql.exec(markDelivered, cells);
    context.sql.exec(insertDelivered, cells);
    for (const one of all) {
      // Before the first failure nothing is kept.
      if (one.attempts > 0) dropBody(context, one.key);
      if (isFollowed(one)) releaseFollowers(context, one.lead, one.key.destination);
    }
    for (const destination of new Set(all.map(({ key }) => key.destination))) {
      const attempts = all.filter(({ key }) => key.destination === destination);
      tallyAttempts(context, destination, attempts);
    }
  });
}

/**
 * Records an attempt that did not arrive and what follows from it, in one transaction. The body is kept for the next.
 * One that was blocked meanwhile stays so.
 */
export async function settle(
  context: TenantContext,
  stores: SettleStores,
  one: Outgoing,
  timing: Timing,
  sent: Sent,
): Promise<void> {
  const answer = sent.text === null ? null : await scrubbed(context, stores, one, sent.text, sent.secrets());
  for (;;) {
    const lead = stores.leads.row(one.lead);
    const body = one.isKept || lead === undefined ? null : await seal(context, lead, one);
    const isDone = context.storage.transactionSync(() => {
      const now = stores.leads.row(one.lead);
      // Corrected, erased or resealed meanwhile: what was sealed would not open, or must not be there.
      if (body !== null && (lead === undefined || now === undefined || !isUnchanged(lead, now))) return false;
      const state = record(context, stores, one.key, timing, sent.verdict, answer);
      if (body !== null && (state === 'pending' || state === 'dead')) keepBody(context, body);
      return true;
    });
    if (isDone) return;
  }
}

/** Records that a delivery could not even be built: it must not be tried for ever. */
export function settleUnbuilt(
  context: TenantContext,
  stores: SettleStores,
  key: DeliveryKey,
  timing: Timing,
  reason: string,
): void {
  context.storage.transactionSync(() =>
    record(context, stores, key, timing, { outcome: 'failed', reason }, null),
  );
}

/** Null for a lead that is broken, too: its attempt is to be recorded all the same. */
function seal(context: TenantContext, lead: LeadRow, one: Outgoing): Promise<SealedBody | null> {
  const { key, recipient, message } = one;
  return sealBody(context, lead, envelopeOf(lead), key, recipient, message.text).catch(() => null);
}

/** Without the lead's values in clear nobody can tell what of an answer is personal: nothing is kept then. */
async function scrubbed(
  context: TenantContext,
  { leads }: SettleStores,
  { lead, message }: Outgoing,
  text: string,
  secrets: readonly string[],
): Promise<string | null> {
  if (lead === noLead) return scrubAnswer(text, [], secrets) || null;
  const row = leads.row(lead);
  const content = row === undefined ? null : await openLead(context, row).catch(() => null);
  if (content === null || isRefusal(content)) return null;
  // Those that were sent may have been corrected since.
  return scrubAnswer(text, [content.values, valuesIn(message.event)], secrets) || null;
}

/** Records an attempt that did not arrive; what came of its delivery, or null when that is no longer there. */
function record(
  context: TenantContext,
  { deliveries }: SettleStores,
  key: DeliveryKey,
  { atMs, latencyMs }: Timing,
  verdict: Verdict,
  answer: string | null,
): DeliveryState | null {
  const row = deliveries.row(key);
  if (row === undefined) return null;
  const number = row.attempts + 1;
  insertAttempt(context, key, number, { atMs, latencyMs }, verdict, answer);
  tallyAttempts(context, key.destination, [{ atMs, latencyMs, verdict }]);
  const next = following(context, row, number, verdict);
  context.sql.exec(
    'UPDATE deliveries SET attempts = ?, state = ?, next_at = ?, reason = ? WHERE event = ? AND destination = ?',
    number,
    next.state,
    next.atMs,
    next.reason,
    key.event,
    key.destination,
  );
  if (next.state !== 'pending') releaseFollowers(context, row.lead, key.destination);
  return next.state;
}

function insertAttempt(
  context: TenantContext,
  key: DeliveryKey,
  number: number,
  { atMs, latencyMs }: Timing,
  verdict: Verdict,
  answer: string | null,
): void {
  context.sql.exec(
    `INSERT INTO attempts (${attemptCells}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    key.event,
    key.destination,
    number,
    atMs,
    latencyMs,
    verdict.outcome,
    verdict.status ?? null,
    verdict.reason ?? null,
    answer,
  );
}

function following(
  context: TenantContext,
  row: DeliveryRow,
  number: number,
  verdict: Verdict,
): { state: DeliveryState; atMs: number | null; reason: string | null } {
  if (row.state !== 'pending') return { state: row.state, atMs: null, reason: row.reason };
  const reason = verdict.reason ?? 'failed';
  const delayMs =
    verdict.outcome === 'failed'
      ? nextDelayMs(number - row.attempts_before_replay, Math.random(), verdict.retryAfterMs ?? null)
      : null;
  return delayMs === null
    ? { state: 'dead', atMs: null, reason }
    : { state: 'pending', atMs: context.now() + delayMs, reason };
}

/** Puts a pending delivery off without an attempt: what stops it must not use its schedule up. */
export function postpone(context: TenantContext, key: DeliveryKey, untilMs: number, reason: string): void {
  context.sql.exec(
    "UPDATE deliveries SET next_at = ?, reason = ? WHERE event = ? AND destination = ? AND state = 'pending'",
    untilMs,
    reason,
    key.event,
    key.destination,
  );
}

/** Stops one delivery without an attempt: `blocked` must not go out, `dead` can't. */
export function stop(
  context: TenantContext,
  row: Pick<PendingDelivery, 'event' | 'destination' | 'lead'>,
  state: 'blocked' | 'dead',
  reason: string,
): void {
  context.storage.transactionSync(() => {
    context.sql.exec(
      `UPDATE deliveries SET state = ?, next_at = NULL, reason = ?
       WHERE event = ? AND destination = ? AND state = 'pending'`,
      state,
      reason,
      row.event,
      row.destination,
    );
    dropBody(context, row);
    releaseFollowers(context, row.lead, row.destination);
  });
}
