/** Owns how each destination fares, for its tenant and for the operator; must not change a delivery. */
import { RpcTarget } from 'cloudflare:workers';
import {
  countedUpTo,
  type HealthState,
  latencyWithin,
  recently,
  stateOf,
  type Tally,
} from '../../delivery/health.ts';
import type { TenantContext } from '../context.ts';
import type { DestinationRow, DestinationStore } from '../destinations.ts';
import { firstRow, timeText } from '../rows.ts';
import { tallyOf } from './tallies.ts';

/** Why a pending delivery waits although no attempt at it has failed. */
const heldBack: ReadonlySet<string | null> = new Set(['key_missing']);

export interface DestinationMeasures {
  id: string;
  isEnabled: boolean;
  isHeldBack: boolean;
  /** Both at most `countedUpTo`. */
  backlog: number;
  dead: number;
  /** Since when the longest waiting delivery has been due; null when none is. */
  oldestDueMs: number | null;
  tally: Tally;
}

export interface HealthSummary {
  state: HealthState;
  backlog: number;
  dead: number;
  oldestDueAt: string | null;
}

export interface HealthView extends HealthSummary {
  /** Share of attempts that arrived; null where there was none. */
  successRate: { hour: number | null; day: number | null };
  attempts: { hour: number; day: number };
  /** Of the newest hundred attempts. */
  latencyMs: { p50: number | null; p95: number | null };
  lastSuccessAt: string | null;
  lastFailure: { at: string; reason: string; status?: number } | null;
}

export class DestinationHealth extends RpcTarget {
  readonly #context: TenantContext;
  readonly #destinations: DestinationStore;

  constructor(context: TenantContext, destinations: DestinationStore) {
    super();
    this.#context = context;
    this.#destinations = destinations;
  }

  /** One destination's; null when there is none of this id. */
  view(id: string): HealthView | null {
    const row = this.#destinations.row(id);
    if (row === undefined) return null;
    const measures = this.#measure(row);
    const nowMs = this.#context.now();
    const { tally } = measures;
    const [hour, day] = [recently(tally, 'hour', nowMs), recently(tally, 'day', nowMs)];
    const { lastFailure } = tally;
    return {
      ...this.#summary(measures, nowMs),
      successRate: { hour: hour.rate, day: day.rate },
      attempts: { hour: hour.attempts, day: day.attempts },
      latencyMs: { p50: latencyWithin(tally, 0.5), p95: latencyWithin(tally, 0.95) },
      lastSuccessAt: tally.lastSuccessAtMs === null ? null : timeText(tally.lastSuccessAtMs),
      lastFailure:
        lastFailure === null
          ? null
          : {
              at: timeText(lastFailure.atMs),
              reason: lastFailure.reason,
              ...(lastFailure.status === null ? {} : { status: lastFailure.status }),
            },
    };
  }

  /** By destination. */
  summaries(): Record<string, HealthSummary> {
    const nowMs = this.#context.now();
    return Object.fromEntries(this.measures().map((one) => [one.id, this.#summary(one, nowMs)]));
  }

  measures(): DestinationMeasures[] {
    return this.#destinations.rows().map((row) => this.#measure(row));
  }

  #summary(measures: DestinationMeasures, nowMs: number): HealthSummary {
    return {
      state: stateOf(measures, measures.tally, nowMs),
      backlog: measures.backlog,
      dead: measures.dead,
      oldestDueAt: measures.oldestDueMs === null ? null : timeText(measures.oldestDueMs),
    };
  }

  #measure({ number, id, enabled }: DestinationRow): DestinationMeasures {
    const next = firstRow<{ next_at: number | null; reason: string | null }>(
      this.#context.sql,
      `SELECT next_at, reason FROM deliveries INDEXED BY deliveries_due
       WHERE state = 'pending' AND destination = ? ORDER BY next_at LIMIT 1`,
      number,
    );
    const nextMs = next?.next_at ?? null;
    return {
      id,
      isEnabled: enabled === 1,
      isHeldBack: next !== undefined && heldBack.has(next.reason),
      backlog: this.#count('deliveries_due', 'pending', number),
      dead: this.#count('deliveries_dead_by_destination', 'dead', number),
      oldestDueMs: nextMs !== null && nextMs <= this.#context.now() ? nextMs : null,
      tally: tallyOf(this.#context, number),
    };
  }

  /** Along an index that holds deliveries of this state alone. */
  #count(index: string, state: 'pending' | 'dead', destination: number): number {
    return (
      firstRow<{ count: number }>(
        this.#context.sql,
        `SELECT COUNT(*) AS count FROM (
           SELECT 1 FROM deliveries INDEXED BY ${index}
           WHERE state = '${state}' AND destination = ? LIMIT ${countedUpTo})`,
        destination,
      )?.count ?? 0
    );
  }
}
