/** Owns what a destination's attempts add up to, and what that says of it; must not know storage or a clock. */
import type { Outcome, Verdict } from './verdict.ts';

/** Upper bounds by which latencies are counted; an attempt is given up after 20 s. */
export const latencyBoundsMs: readonly number[] = [50, 100, 250, 500, 1000, 2500, 5000, 10_000, 20_000];

/** Waiting and dead deliveries are counted so far: reading more rows than that tells nobody more. */
export const countedUpTo = 10_000;

const minuteMs = 60_000;

/** A span of time as so many slots, the one that is under way among them. */
const spans = {
  hour: { slotMs: 5 * minuteMs, slots: 12 },
  day: { slotMs: 60 * minuteMs, slots: 24 },
} as const;

export type Span = keyof typeof spans;

/** Attempts that began in one slot. */
interface Slot {
  startMs: number;
  delivered: number;
  failed: number;
}

const newestKept = 100;

/** No part of it is about a person. `outcomes` and `latencies` count from the first attempt on and never fall. */
export interface Tally {
  outcomes: Partial<Record<Outcome, number>>;
  /** One count for each bound and one for what took longer than the last; none is in two. */
  latencies: number[];
  latencySumMs: number;
  /** Of the newest attempts, the last one last. */
  newestLatenciesMs: number[];
  recent: Record<Span, Slot[]>;
  lastOutcome: Outcome | null;
  lastSuccessAtMs: number | null;
  lastFailure: { atMs: number; reason: string; status: number | null } | null;
}

export const emptyTally: Tally = {
  outcomes: {},
  latencies: Array.from({ length: latencyBoundsMs.length + 1 }, () => 0),
  latencySumMs: 0,
  newestLatenciesMs: [],
  recent: { hour: [], day: [] },
  lastOutcome: null,
  lastSuccessAtMs: null,
  lastFailure: null,
};

export interface TalliedAttempt {
  atMs: number;
  latencyMs: number;
  verdict: Verdict;
}

/** The tally with more attempts, in their order. */
export function withAttempts(tally: Tally, attempts: readonly TalliedAttempt[]): Tally {
  const sum: Tally = {
    ...tally,
    outcomes: { ...tally.outcomes },
    latencies: [...tally.latencies],
    newestLatenciesMs: [...tally.newestLatenciesMs],
    recent: {
      hour: tally.recent.hour.map((slot) => ({ ...slot })),
      day: tally.recent.day.map((slot) => ({ ...slot })),
    },
  };
  for (const { atMs, latencyMs, verdict } of attempts) {
    const { outcome } = verdict;
    const isDelivered = outcome === 'delivered';
    sum.outcomes[outcome] = (sum.outcomes[outcome] ?? 0) + 1;
    const bound = latencyBoundsMs.findIndex((boundMs) => latencyMs <= boundMs);
    const place = bound < 0 ? latencyBoundsMs.length : bound;
    sum.latencies[place] = (sum.latencies[place] ?? 0) + 1;
    sum.latencySumMs += latencyMs;
    sum.newestLatenciesMs.push(latencyMs);
    for (const span of ['hour', 'day'] as const) count(span, sum.recent[span], atMs, isDelivered);
    sum.lastOutcome = outcome;
    if (isDelivered) sum.lastSuccessAtMs = atMs;
    else sum.lastFailure = { atMs, reason: verdict.reason ?? 'failed', status: verdict.status ?? null };
  }
  sum.newestLatenciesMs = sum.newestLatenciesMs.slice(-newestKept);
  for (const span of ['hour', 'day'] as const) {
    const newestMs = Math.max(...sum.recent[span].map((slot) => slot.startMs));
    sum.recent[span] = within(span, sum.recent[span], newestMs);
  }
  return sum;
}

function count(span: Span, slots: Slot[], atMs: number, isDelivered: boolean): void {
  const { slotMs } = spans[span];
  const startMs = Math.floor(atMs / slotMs) * slotMs;
  let slot = slots.find((one) => one.startMs === startMs);
  if (slot === undefined) {
    slot = { startMs, delivered: 0, failed: 0 };
    slots.push(slot);
  }
  if (isDelivered) slot.delivered += 1;
  else slot.failed += 1;
}

function within(span: Span, slots: readonly Slot[], nowMs: number): Slot[] {
  const { slotMs, slots: kept } = spans[span];
  return slots.filter(({ startMs }) => startMs > nowMs - slotMs * kept);
}

/** Attempts within a span, and the share of them that arrived; null when there was none. */
export function recently(tally: Tally, span: Span, nowMs: number): { attempts: number; rate: number | null } {
  const slots = within(span, tally.recent[span], nowMs);
  const delivered = slots.reduce((sum, slot) => sum + slot.delivered, 0);
  const attempts = slots.reduce((sum, slot) => sum + slot.failed, delivered);
  return { attempts, rate: attempts === 0 ? null : delivered / attempts };
}

/** The latency that a share of the newest attempts stayed within (nearest rank); null when there was none. */
export function latencyWithin(tally: Tally, share: number): number | null {
  const sorted = tally.newestLatenciesMs.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

export type HealthState = 'healthy' | 'failing' | 'paused' | 'disabled' | 'idle';

/** Below this share of an hour's attempts a destination fails, even when the newest one arrived. */
const healthyRate = 0.9;

/**
 * `disabled`: nothing is sent until someone enables it. `paused`: what waits is held back without attempts. `idle`:
 * nothing waits and nothing was sent for a day. `failing`: the newest attempt failed, or too many of the last hour.
 */
export function stateOf(
  destination: { isEnabled: boolean; isHeldBack: boolean; backlog: number },
  tally: Tally,
  nowMs: number,
): HealthState {
  if (!destination.isEnabled) return 'disabled';
  if (destination.isHeldBack) return 'paused';
  if (destination.backlog === 0 && recently(tally, 'day', nowMs).attempts === 0) return 'idle';
  const hasFailed = tally.lastOutcome !== null && tally.lastOutcome !== 'delivered';
  return hasFailed || (recently(tally, 'hour', nowMs).rate ?? 1) < healthyRate ? 'failing' : 'healthy';
}
