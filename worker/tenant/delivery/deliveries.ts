/** Owns deliveries (event × destination) and their attempts as rows; must not send anything. */
import { RpcTarget } from 'cloudflare:workers';
import { type Refusal, refuse } from '../../../contract/problem.ts';
import { nextDelayMs } from '../../delivery/schedule.ts';
import type { Verdict } from '../../delivery/verdict.ts';
import type { TenantContext } from '../context.ts';
import { allRows, firstRow } from '../rows.ts';
import {
  type AttemptRow,
  type AttemptView,
  attemptView,
  type DeliveryDetail,
  type DeliveryKey,
  type DeliveryRow,
  type DeliveryState,
  type DeliveryView,
  deliveryId,
  deliveryKey,
  deliveryView,
} from './delivery-view.ts';
import { carriesValues, mayYetGo } from './held-deliveries.ts';

export interface DeliveryFilter {
  state?: DeliveryState | undefined;
  lead?: string | undefined;
  destination?: string | undefined;
}

const selectDelivery = `
  SELECT deliveries.*, destinations.id AS destination_id, destinations.recipient AS recipient, events.type AS type
  FROM deliveries
  JOIN destinations ON destinations.number = deliveries.destination
  LEFT JOIN events ON events.seq = deliveries.event`;

export class DeliveryStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #onDue: () => void;

  constructor(context: TenantContext, onDue: () => void) {
    super();
    this.#context = context;
    this.#onDue = onDue;
  }

  idOf(key: DeliveryKey): string {
    return deliveryId(this.#context, key);
  }

  /** Adds a delivery that is due at once, or at the time given. */
  add(key: DeliveryKey, lead: number, dueMs = this.#context.now()): void {
    this.#context.sql.exec(
      "INSERT INTO deliveries (event, destination, lead, state, attempts, next_at) VALUES (?, ?, ?, 'pending', 0, ?)",
      key.event,
      key.destination,
      lead,
      dueMs,
    );
  }

  /** Adds a delivery that goes out only when it is replayed. */
  addDead(key: DeliveryKey, lead: number, reason: string): void {
    this.#context.sql.exec(
      "INSERT INTO deliveries (event, destination, lead, state, attempts, reason) VALUES (?, ?, ?, 'dead', 0, ?)",
      key.event,
      key.destination,
      lead,
      reason,
    );
  }

  /** Adds the delivery of a lead that went elsewhere before; one that was only waiting to be allowed goes out instead. */
  addLead(lead: number, destination: number, dueMs = this.#context.now()): void {
    this.#context.sql.exec(
      `INSERT INTO deliveries (event, destination, lead, state, attempts, next_at) VALUES (?1, ?2, ?1, 'pending', 0, ?3)
       ON CONFLICT (event, destination) DO UPDATE SET state = 'pending', next_at = ?3, reason = NULL
       WHERE state = 'blocked' AND reason IN ('not_consented', 'withdrawn', 'authorisation_expired')`,
      lead,
      destination,
      dueMs,
    );
  }

  /** The oldest due deliveries of one destination. */
  due(destination: number, nowMs: number, limit: number): DeliveryKey[] {
    return allRows<DeliveryKey>(
      this.#context.sql,
      `SELECT event, destination FROM deliveries INDEXED BY deliveries_due
       WHERE state = 'pending' AND destination = ? AND next_at <= ? ORDER BY next_at, event LIMIT ?`,
      destination,
      nowMs,
      limit,
    );
  }

  /** When the next delivery of an enabled destination is due, of those due after a time; null when none is. */
  nextDueMs(afterMs = 0): number | null {
    return (
      firstRow<{ at: number | null }>(
        this.#context.sql,
        `SELECT MIN((SELECT next_at FROM deliveries INDEXED BY deliveries_due
                     WHERE state = 'pending' AND destination = destinations.number AND next_at > ?
                     ORDER BY next_at LIMIT 1)) AS at
         FROM destinations WHERE enabled = 1`,
        afterMs,
      )?.at ?? null
    );
  }

  row(key: DeliveryKey): DeliveryRow | undefined {
    return firstRow<DeliveryRow>(
      this.#context.sql,
      `${selectDelivery} WHERE deliveries.event = ? AND deliveries.destination = ?`,
      key.event,
      key.destination,
    );
  }

  /** Records an attempt and what follows from it, in one transaction. One that was blocked meanwhile stays so, unless it has arrived all the same. */
  record(key: DeliveryKey, atMs: number, latencyMs: number, verdict: Verdict, random: number): void {
    this.#context.storage.transactionSync(() => {
      const row = this.row(key);
      if (row === undefined) return;
      const number = row.attempts + 1;
      this.#context.sql.exec(
        `INSERT INTO attempts (event, destination, number, at, latency_ms, outcome, status, reason)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        key.event,
        key.destination,
        number,
        atMs,
        latencyMs,
        verdict.outcome,
        verdict.status ?? null,
        verdict.reason ?? null,
      );
      const nextMs = this.#next(row, number, verdict, random);
      this.#context.sql.exec(
        'UPDATE deliveries SET attempts = ?, state = ?, next_at = ?, reason = ? WHERE event = ? AND destination = ?',
        number,
        nextMs.state,
        nextMs.atMs,
        nextMs.reason,
        key.event,
        key.destination,
      );
    });
  }

  #next(row: DeliveryRow, number: number, verdict: Verdict, random: number) {
    if (verdict.outcome === 'delivered') return { state: 'delivered', atMs: null, reason: null };
    if (row.state !== 'pending') return { state: row.state, atMs: null, reason: row.reason };
    const reason = verdict.reason ?? 'failed';
    const delayMs =
      verdict.outcome === 'gone'
        ? null
        : nextDelayMs(number - row.attempts_before_replay, random, verdict.retryAfterMs ?? null);
    return delayMs === null
      ? { state: 'dead', atMs: null, reason }
      : { state: 'pending', atMs: this.#context.now() + delayMs, reason };
  }

  /**
   * Stops what carries a lead's values and has not arrived: to every destination, or to this one. What was only held
   * is stopped for good.
   */
  block(lead: number, reason: string, destination: number | null = null): void {
    this.#context.sql.exec(
      `UPDATE deliveries SET state = 'blocked', next_at = NULL, reason = ?1
       WHERE ${carriesValues} AND (?3 IS NULL OR destination = ?3)
         AND (state IN ('pending', 'dead') OR (state = 'blocked' AND reason IN (${mayYetGo})))`,
      reason,
      lead,
      destination,
    );
  }

  /** Puts a pending delivery off without an attempt: what stops it is ours to mend, and must not use its schedule up. */
  postpone(key: DeliveryKey, untilMs: number, reason: string): void {
    this.#context.sql.exec(
      "UPDATE deliveries SET next_at = ?, reason = ? WHERE event = ? AND destination = ? AND state = 'pending'",
      untilMs,
      reason,
      key.event,
      key.destination,
    );
  }

  /** Stops one delivery that must not go out. */
  stop(key: DeliveryKey, reason: string): void {
    this.#context.sql.exec(
      `UPDATE deliveries SET state = 'blocked', next_at = NULL, reason = ?
       WHERE event = ? AND destination = ? AND state = 'pending'`,
      reason,
      key.event,
      key.destination,
    );
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
    const key = deliveryKey(this.#context, id);
    const row = key === null ? undefined : this.row(key);
    return row === undefined ? null : { ...this.#view(row), attempts: this.#attempts(row) };
  }

  /** Newest event first, below a cursor of event and destination. */
  list(filter: DeliveryFilter, limit: number, before: DeliveryKey): DeliveryView[] {
    const lead = filter.lead === undefined ? null : (this.#context.readId('lead', filter.lead) ?? -1);
    return allRows<DeliveryRow>(
      this.#context.sql,
      `${selectDelivery}
       WHERE (deliveries.event, deliveries.destination) < (?1, ?2)
         AND (?3 IS NULL OR deliveries.state = ?3)
         AND ${filter.lead === undefined ? '?4 IS NULL' : 'deliveries.event IN (SELECT ?4 UNION ALL SELECT seq FROM events WHERE events.lead = ?4)'}
         AND (?5 IS NULL OR destinations.id = ?5)
       ORDER BY deliveries.event DESC, deliveries.destination DESC LIMIT ?6`,
      before.event,
      before.destination,
      filter.state ?? null,
      lead,
      filter.destination ?? null,
      limit,
    ).map((row) => this.#view(row));
  }

  /** Where a listing goes on after this delivery. */
  cursorOf(id: string): DeliveryKey | null {
    return deliveryKey(this.#context, id);
  }

  /** Makes a delivery due again with a fresh schedule. A blocked one must not go out, whatever anyone asks. */
  replay(id: string): { replayed: true } | Refusal {
    const key = deliveryKey(this.#context, id);
    const row = key === null ? undefined : this.row(key);
    if (row === undefined) return refuse('not_found');
    if (row.state === 'blocked') {
      return refuse('invalid_request', [{ path: 'id', code: 'delivery_blocked' }]);
    }
    // What arrived stays told as it is: there is nothing left to send again.
    if (row.type === null && this.#isPurged(row.lead)) return refuse('lead_purged');
    this.#context.sql.exec(
      "UPDATE deliveries SET state = 'pending', next_at = ?, reason = NULL, attempts_before_replay = attempts WHERE event = ? AND destination = ?",
      this.#context.now(),
      row.event,
      row.destination,
    );
    this.#onDue();
    return { replayed: true };
  }

  #isPurged(lead: number): boolean {
    const row = firstRow(
      this.#context.sql,
      'SELECT 1 FROM leads WHERE seq = ? AND purged_at IS NOT NULL AND erased_at IS NULL',
      lead,
    );
    return row !== undefined;
  }

  #attempts(key: DeliveryKey): AttemptView[] {
    return allRows<AttemptRow>(
      this.#context.sql,
      'SELECT * FROM attempts WHERE event = ? AND destination = ? ORDER BY number',
      key.event,
      key.destination,
    ).map(attemptView);
  }

  #view(row: DeliveryRow): DeliveryView {
    return deliveryView(this.#context, row, this.#attempts(row).at(-1));
  }
}
