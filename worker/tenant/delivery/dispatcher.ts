/** Owns the sending of due deliveries, a few at a time and fair between destinations; must not know what a lead is. */
import { isRefusal, type Refusal } from '../../../contract/problem.ts';
import type { OutgoingRequest } from '../../delivery/adapter.ts';
import { adapterOf } from '../../delivery/adapters.ts';
import type { TenantContext } from '../context.ts';
import type { DestinationRow } from '../destinations.ts';
import { attempt } from './attempt.ts';
import type { DeliveryKey } from './delivery-view.ts';
import { type OutgoingStores, outgoing, type Withheld } from './outgoing.ts';

/**
 * Attempts under way at once for one destination: several while it answers, one until it first did and after a failure,
 * so that bad ones hold one place each (Cloudflare gives an invocation six connections, 2026-08).
 */
const healthyLanes = 4;
const unprovenLanes = 1;
/** One alarm may run for 15 minutes on Cloudflare (2026-08): a busy one hands over to the next well before. */
const longestRunMs = 10 * 60_000;
/** How long a delivery waits for a master key that is not configured. */
const keyWaitMs = 5 * 60_000;

export class Dispatcher {
  readonly #context: TenantContext;
  readonly #stores: OutgoingStores;
  readonly #arm: () => void;
  /** Attempts under way, by event/destination. Memory only: after a crash whatever was due is due again. */
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #lanes = new Map<number, number>();
  readonly #healthy = new Set<number>();
  #isRunning = false;
  #poke: () => void = () => {};

  /** @param arm sets the object's alarm for what is due next */
  constructor(context: TenantContext, stores: OutgoingStores, arm: () => void) {
    this.#context = context;
    this.#stores = stores;
    this.#arm = arm;
  }

  /** Tells that something may have become due: wakes the run that is on, or sets the alarm for one. */
  wake(): void {
    if (!this.#isRunning) this.#arm();
    // With every place taken there is nothing to start: the run looks again by itself when one is free.
    else if (this.#stores.destinations.rows().some((row) => row.enabled === 1 && this.#freeLanes(row) > 0)) {
      this.#poke();
    }
  }

  #freeLanes({ number }: DestinationRow): number {
    const lanes = this.#healthy.has(number) ? healthyLanes : unprovenLanes;
    return lanes - (this.#lanes.get(number) ?? 0);
  }

  /** Destinations that an event is on its way to at this moment. */
  underWay(event: number): number[] {
    return this.#stores.destinations
      .rows()
      .map((row) => row.number)
      .filter((destination) => this.#underWay.has(nameOf({ event, destination })));
  }

  /**
   * One alarm: sends what is due until nothing is under way. Deliveries that become due meanwhile join in, so that
   * one slow destination holds up nobody else.
   * @param beside other work of the same alarm: until it ends no other alarm can go off, so that this run stays on
   */
  async run(beside: Promise<void>): Promise<void> {
    this.#isRunning = true;
    const endMs = this.#context.now() + longestRunMs;
    let isAlone = false;
    const alone = beside.finally(() => {
      isAlone = true;
    });
    try {
      for (;;) {
        if (this.#context.now() < endMs) this.#startDue();
        if (this.#underWay.size === 0 && isAlone) break;
        await this.#somethingHappens(isAlone ? [] : [alone]);
      }
    } finally {
      this.#isRunning = false;
    }
  }

  /** Resolves when an attempt or one of `others` ends, when poked, or when the next delivery is due. */
  async #somethingHappens(others: readonly Promise<void>[]): Promise<void> {
    // Whatever is due already is under way or waits for a place: only what comes next needs a timer.
    const dueMs = this.#stores.deliveries.nextDueMs(this.#context.now());
    const poked = new Promise<void>((resolve) => {
      this.#poke = resolve;
    });
    const waits: Promise<unknown>[] = [poked, ...others, ...this.#underWay.values()];
    const untilDueMs = dueMs === null ? 0 : dueMs - this.#context.now();
    let timer: ReturnType<typeof setTimeout> | null = null;
    if (untilDueMs > 0) {
      waits.push(
        new Promise<void>((resolve) => {
          timer = setTimeout(resolve, untilDueMs);
        }),
      );
    }
    await Promise.race(waits);
    clearTimeout(timer);
  }

  #startDue(): void {
    for (const destination of this.#stores.destinations.rows()) {
      if (destination.enabled !== 1) continue;
      const busy = this.#lanes.get(destination.number) ?? 0;
      const lanes = this.#healthy.has(destination.number) ? healthyLanes : unprovenLanes;
      if (busy >= lanes) continue;
      // Those under way are still due in the table, so that as many more rows are read.
      const due = this.#stores.deliveries.due(destination.number, this.#context.now(), lanes + busy);
      const idle = due.filter((key) => !this.#underWay.has(nameOf(key)));
      for (const key of idle.slice(0, lanes - busy)) this.#start(key, destination);
    }
  }

  #start(key: DeliveryKey, destination: DestinationRow): void {
    const { number } = destination;
    this.#lanes.set(number, (this.#lanes.get(number) ?? 0) + 1);
    const attempt = this.#attempt(key, destination).finally(() => {
      this.#underWay.delete(nameOf(key));
      this.#lanes.set(number, (this.#lanes.get(number) ?? 1) - 1);
    });
    this.#underWay.set(nameOf(key), attempt);
  }

  /** One attempt, always recorded: a delivery that can't even be built must not be tried for ever. */
  async #attempt(key: DeliveryKey, destination: DestinationRow): Promise<void> {
    const { deliveries, destinations } = this.#stores;
    const startedMs = this.#context.now();
    const request = await this.#build(key, destination);
    if (request === 'nothing') return;
    if (isRefusal(request)) return deliveries.postpone(key, startedMs + keyWaitMs, request.refused);
    if (typeof request === 'string' && request !== 'broken') return deliveries.stop(key, request);
    const verdict =
      request === 'broken'
        ? ({ outcome: 'failed', reason: 'unsealable' } as const)
        : await attempt(adapterOf(destination.kind), request, () => this.#context.now());
    const latencyMs = this.#context.now() - startedMs;
    deliveries.record(key, startedMs, latencyMs, verdict, Math.random());
    if (verdict.outcome === 'gone') destinations.disable(destination.number, 'gone');
    if (verdict.outcome === 'delivered') this.#healthy.add(destination.number);
    else this.#healthy.delete(destination.number);
  }

  async #build(
    key: DeliveryKey,
    destination: DestinationRow,
  ): Promise<OutgoingRequest | Withheld | Refusal | 'nothing' | 'broken'> {
    const row = this.#stores.deliveries.row(key);
    if (row === undefined || row.state !== 'pending') return 'nothing';
    try {
      return await outgoing(this.#context, this.#stores, row, destination);
    } catch (error) {
      console.error('a delivery could not be built', error instanceof Error ? error.name : 'unknown');
      return 'broken';
    }
  }
}

function nameOf(key: DeliveryKey): string {
  return `${key.event}/${key.destination}`;
}
