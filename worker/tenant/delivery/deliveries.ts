/** Owns deliveries (event × destination) and their attempts as rows; must not send anything. */
import { RpcTarget } from 'cloudflare:workers';
import type { EventType } from '../../../contract/event.ts';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import type { AccessLog } from '../access-log.ts';
import type { TenantContext } from '../context.ts';
import type { Actor } from '../keys.ts';
import { type DeliveredLead, deliveredCells } from '../leads.ts';
import { seqOfLead } from '../public-ids.ts';
import { allRows, firstRow } from '../rows.ts';
import { confirm } from './confirm.ts';
import { type DeliveryFilter, indexFor, stateSql } from './delivery-filter.ts';
import {
  type AttemptRow,
  type AttemptView,
  attemptView,
  type DeliveryDetail,
  type DeliveryKey,
  type DeliveryRow,
  type DeliveryView,
  deliveryKey,
  deliveryView,
  type PendingDelivery,
  type PendingLead,
} from './delivery-view.ts';
import { type DropFilter, type DroppedSome, dropped, dropSome } from './drop.ts';
import type { Due } from './due-queue.ts';
import { carriesValues, held, mayYetGo } from './held-deliveries.ts';
import { dropBodies } from './kept-bodies.ts';
import { releaseFollowers } from './order.ts';
import { type ReplayedSome, type ReplayFilter, replayOne, replaySome } from './replay.ts';

const selectDelivery = (index: string) => `
  SELECT deliveries.*, destinations.id AS destination_id, destinations.recipient AS recipient,
    destinations.enabled AS destination_enabled, events.type AS type,
    events.nonce AS event_nonce, leads.nonce AS lead_nonce
  FROM deliveries ${index}
  JOIN destinations ON destinations.number = deliveries.destination
  LEFT JOIN events ON events.seq = deliveries.event
  LEFT JOIN leads ON leads.seq = deliveries.lead`;

/** A text of its own: comparing one that was just made costs more than the query. */
const selectOne = `${selectDelivery('')} WHERE deliveries.event = ? AND deliveries.destination = ?`;

/** Bound to JSON of the leads. */
const selectDueLeads = `
  SELECT attempts, deliveries.nonce AS delivery_nonce, ${deliveredCells} FROM json_each(?1) AS asked
  CROSS JOIN deliveries ON event = asked.value AND destination = ?2
  CROSS JOIN leads ON leads.seq = event
  WHERE state = 'pending' AND next_at <= ?3`;

export class DeliveryStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #accessLog: AccessLog;
  readonly #onDue: () => void;

  constructor(context: TenantContext, accessLog: AccessLog, onDue: () => void) {
    super();
    this.#context = context;
    this.#accessLog = accessLog;
    this.#onDue = onDue;
  }

  /** Adds a delivery that is due at once, or at the time given. */
  add(key: DeliveryKey, lead: number, dueMs = this.#context.now()): void {
    this.#context.sql.exec(
      "INSERT INTO deliveries (event, destination, nonce, lead, state, attempts, next_at) VALUES (?, ?, ?, ?, 'pending', 0, ?)",
      key.event,
      key.destination,
      this.#context.nonce(),
      lead,
      dueMs,
    );
  }

  /** Adds a delivery that goes out only when someone lets it. */
  addBlocked(key: DeliveryKey, lead: number, reason: string): void {
    this.#context.sql.exec(
      "INSERT INTO deliveries (event, destination, nonce, lead, state, attempts, reason) VALUES (?, ?, ?, ?, 'blocked', 0, ?)",
      key.event,
      key.destination,
      this.#context.nonce(),
      lead,
      reason,
    );
  }

  /** Adds the delivery of a lead that went elsewhere before; one that was only waiting to be allowed goes out instead, on a fresh schedule. */
  addLead(lead: number, destination: number, dueMs = this.#context.now()): void {
    this.#context.sql.exec(
      `INSERT INTO deliveries (event, destination, nonce, lead, state, attempts, next_at)
       VALUES (?1, ?2, ?4, ?1, 'pending', 0, ?3)
       ON CONFLICT (event, destination) DO UPDATE
         SET state = 'pending', next_at = ?3, reason = NULL, attempts_before_replay = attempts
       WHERE state = 'blocked' AND reason IN ('not_consented', 'withdrawn', 'authorisation_expired', '${dropped}')`,
      lead,
      destination,
      dueMs,
      this.#context.nonce(),
    );
  }

  /** The oldest due deliveries of one destination. */
  due(destination: number, nowMs: number, limit: number): Due[] {
    return allRows(
      this.#context.sql,
      `SELECT event, destination, lead FROM deliveries INDEXED BY deliveries_due
       WHERE state = 'pending' AND destination = ? AND next_at <= ? ORDER BY next_at, event LIMIT ?`,
      destination,
      nowMs,
      limit,
    );
  }

  /** When the next delivery to a destination is due, of those due after a time; null when none is. */
  nextDueMs(destination: number, afterMs: number): number | null {
    return (
      firstRow<{ at: number }>(
        this.#context.sql,
        `SELECT next_at AS at FROM deliveries INDEXED BY deliveries_due
         WHERE state = 'pending' AND destination = ? AND next_at > ? ORDER BY next_at LIMIT 1`,
        destination,
        afterMs,
      )?.at ?? null
    );
  }

  /** What is due now of what was read a while ago; undefined when it was stopped, sent or put off since. */
  stillDue({ event, destination, lead }: Due, nowMs: number): PendingDelivery | undefined {
    // A lead is its own first event.
    if (event === lead) return this.stillDueLeads([lead], destination, nowMs)[0];
    const row = firstRow<{ nonce: number; attempts: number; type: EventType }>(
      this.#context.sql,
      `SELECT deliveries.nonce AS nonce, attempts, type FROM deliveries JOIN events ON events.seq = deliveries.event
       WHERE event = ? AND destination = ? AND state = 'pending' AND next_at <= ?`,
      event,
      destination,
      nowMs,
    );
    return row && { event, destination, lead, ...row };
  }

  /** Of some new leads that were due a while ago those that are due now, each with its row. */
  stillDueLeads(leads: readonly number[], destination: number, nowMs: number): PendingLead[] {
    return allRows<DeliveredLead & { attempts: number; delivery_nonce: number }>(
      this.#context.sql,
      selectDueLeads,
      JSON.stringify(leads),
      destination,
      nowMs,
    ).map((row) => ({
      event: row.seq,
      destination,
      nonce: row.delivery_nonce,
      lead: row.seq,
      attempts: row.attempts,
      type: null,
      row,
    }));
  }

  row(key: DeliveryKey): DeliveryRow | undefined {
    return firstRow<DeliveryRow>(this.#context.sql, selectOne, key.event, key.destination);
  }

  #named(id: string): DeliveryRow | undefined {
    const key = deliveryKey(this.#context, id);
    const row = key === null ? undefined : this.row(key);
    return row?.nonce === key?.nonce ? row : undefined;
  }

  /**
   * Stops what carries a lead's values and has not arrived: to every destination, and what was only held for good; or to
   * this one, where what waits for a person goes on waiting, so that a later grant does not take it past them.
   */
  block(lead: number, reason: string, destination: number | null = null): void {
    this.#context.sql.exec(
      `UPDATE deliveries SET state = 'blocked', next_at = NULL, reason = ?1
       WHERE ${carriesValues} AND (?3 IS NULL OR destination = ?3)
         AND (state IN ('pending', 'dead')
           OR (state = 'blocked' AND reason IN (${destination === null ? mayYetGo : `'${held}'`})))`,
      reason,
      lead,
      destination,
    );
    dropBodies(this.#context, lead, destination);
    releaseFollowers(this.#context, lead, destination);
  }

  /** Destinations that have, or may have, received a lead: any attempt may have arrived without our knowing. */
  reached(lead: number): number[] {
    return allRows<{ destination: number }>(
      this.#context.sql,
      'SELECT destination FROM deliveries WHERE event = ? AND attempts > 0',
      lead,
    ).map((row) => row.destination);
  }

  /** One delivery with each of its attempts. */
  get(id: string): DeliveryDetail | null {
    const row = this.#named(id);
    if (row === undefined) return null;
    const attempts = this.#attempts(row);
    return { ...deliveryView(this.#context, row, attempts.at(-1)), attempts };
  }

  /** Newest event first, below a cursor of event and destination. */
  list(filter: DeliveryFilter, limit: number, before: DeliveryKey): DeliveryView[] {
    const lead = filter.lead === undefined ? null : (seqOfLead(this.#context, filter.lead) ?? -1);
    return allRows<DeliveryRow>(
      this.#context.sql,
      `${selectDelivery(indexFor(filter))}
       WHERE (deliveries.event, deliveries.destination) < (?1, ?2)
         AND ${stateSql(filter.state)}
         AND ${filter.lead === undefined ? '?4 IS NULL' : 'deliveries.event IN (SELECT ?4 UNION ALL SELECT seq FROM events WHERE events.lead = ?4)'}
         AND ${filter.destination === undefined ? '?5 IS NULL' : 'deliveries.destination = (SELECT number FROM destinations WHERE id = ?5)'}
       ORDER BY deliveries.event DESC, deliveries.destination DESC LIMIT ?6`,
      before.event,
      before.destination,
      filter.state ?? null,
      lead,
      filter.destination ?? null,
      limit,
    ).map((row) => deliveryView(this.#context, row, this.#lastAttempt(row)));
  }

  /** Where a listing goes on after this delivery. */
  cursorOf(id: string): DeliveryKey | null {
    return deliveryKey(this.#context, id);
  }

  /** Makes a delivery due again with a fresh schedule. A blocked one must not go out, whatever anyone asks. */
  replay(id: string): { replayed: true } | Refusal {
    const row = this.#named(id);
    if (row === undefined) return refuse('not_found');
    const outcome = replayOne(this.#context, row);
    if (!isRefusal(outcome)) this.#onDue();
    return outcome;
  }

  /** Makes due again the next of those that a filter names, a bounded number of them; `through` is where to go on. */
  replaySome(filter: ReplayFilter, after: DeliveryKey): ReplayedSome {
    const outcome = replaySome(this.#context, filter, after);
    if (outcome.replayed > 0) this.#onDue();
    return outcome;
  }

  /** Stops the next of those that wait for a destination that is off, a bounded number of them. */
  dropSome(filter: DropFilter): DroppedSome | Refusal {
    return dropSome(this.#context, filter);
  }

  /** Notes that a person has told the recipient what could not be delivered. */
  confirm(id: string, actor: Actor, note: string): { confirmed: true } | Refusal {
    const row = this.#named(id);
    if (row === undefined) return refuse('not_found');
    const outcome = confirm(this.#context, this.#accessLog, row, actor, note);
    if (!isRefusal(outcome)) this.#onDue();
    return outcome;
  }

  #attempts(key: DeliveryKey): AttemptView[] {
    return allRows<AttemptRow>(
      this.#context.sql,
      'SELECT * FROM attempts WHERE event = ? AND destination = ? ORDER BY number',
      key.event,
      key.destination,
    ).map(attemptView);
  }

  #lastAttempt(key: DeliveryKey): AttemptView | undefined {
    const row = firstRow<AttemptRow>(
      this.#context.sql,
      'SELECT * FROM attempts WHERE event = ? AND destination = ? ORDER BY number DESC LIMIT 1',
      key.event,
      key.destination,
    );
    return row && attemptView(row);
  }
}
