/** Owns when requests to each destination were started, so that its rate is kept; must not know what is sent. */
import type { Adapter } from '../../delivery/adapter.ts';
import { freeAtMs, windowMs, withinWindow } from '../../delivery/pace.ts';
import type { TenantContext } from '../context.ts';
import { allRows } from '../rows.ts';

/** In memory, and begun with the last minute's recorded attempts: a restart is no reason to send more than is allowed. */
export class Rates {
  readonly #context: TenantContext;
  readonly #started = new Map<number, number[]>();

  constructor(context: TenantContext) {
    this.#context = context;
  }

  /** When another request to a destination may start; not later than now when it may at once. */
  freeAtMs(destination: number, adapter: Adapter): number {
    const { perMinute } = adapter.pace;
    if (perMinute === null) return 0;
    return freeAtMs(this.#times(destination, adapter), perMinute, this.#context.now());
  }

  /** Notes a request that is about to start; the answer takes it back when it did not. */
  start(destination: number, adapter: Adapter): () => void {
    if (adapter.pace.perMinute === null) return () => {};
    const atMs = this.#context.now();
    this.#started.set(destination, [...withinWindow(this.#times(destination, adapter), atMs), atMs]);
    return () => {
      const times = this.#times(destination, adapter);
      const at = times.lastIndexOf(atMs);
      if (at >= 0) this.#started.set(destination, times.toSpliced(at, 1));
    };
  }

  #times(destination: number, adapter: Adapter): readonly number[] {
    const known = this.#started.get(destination);
    if (known !== undefined) return known;
    const recorded = this.#recorded(destination, adapter.coalesces > 1);
    this.#started.set(destination, recorded);
    return recorded;
  }

  /** Messages that shared a request were recorded with the same time. */
  #recorded(destination: number, mayShare: boolean): number[] {
    const sinceMs = this.#context.now() - windowMs;
    return allRows<{ at: number }>(
      this.#context.sql,
      `SELECT at FROM attempts INDEXED BY attempts_delivered WHERE outcome = 'delivered' AND at > ?1 AND destination = ?2
       UNION ${mayShare ? '' : 'ALL'}
       SELECT at FROM attempts INDEXED BY attempts_failed WHERE outcome <> 'delivered' AND at > ?1 AND destination = ?2
       ORDER BY at`,
      sinceMs,
      destination,
    ).map(({ at }) => at);
  }
}
