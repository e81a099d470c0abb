/** Owns what of a destination's health is told to whoever may not read leads; must not measure it. */
import type { HealthSummary, HealthView } from '../tenant/delivery/destination-health.ts';
import { inFives } from './told-counts.ts';

/** To the hour: a moment would tell of one lead. */
function hourOf(time: string): string {
  return `${time.slice(0, 13)}:00:00.000Z`;
}

export function roughSummary({ state, backlog, dead, oldestDueAt }: HealthSummary) {
  const told = inFives(backlog);
  return {
    state,
    backlog: told,
    dead: inFives(dead),
    oldestDueAt: told === null || oldestDueAt === null ? null : hourOf(oldestDueAt),
  };
}

/** A share of few attempts is their count again, and so is the latency of a single one. */
export function roughHealth(health: HealthView) {
  const { successRate, attempts, latencyMs, lastSuccessAt, lastFailure } = health;
  const [hour, day] = [inFives(attempts.hour), inFives(attempts.day)];
  const share = (rate: number | null, among: number | null) =>
    rate === null || among === null ? null : Math.round(rate * 10) / 10;
  return {
    ...roughSummary(health),
    successRate: { hour: share(successRate.hour, hour), day: share(successRate.day, day) },
    attempts: { hour, day },
    latencyMs: day === null ? { p50: null, p95: null } : latencyMs,
    lastSuccessAt: lastSuccessAt === null ? null : hourOf(lastSuccessAt),
    lastFailure: lastFailure === null ? null : { ...lastFailure, at: hourOf(lastFailure.at) },
  };
}
