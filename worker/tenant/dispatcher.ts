/** Owns the sending of due deliveries, a few at a time and fair between destinations; must not know what a lead is. */
import { type OutgoingRequest, send } from '../delivery/send.ts';
import type { TenantContext } from './context.ts';
import type { DeliveryKey } from './delivery-view.ts';
import type { DestinationRow } from './destinations.ts';
import { type OutgoingStores, outgoing, type Withheld } from './outgoing.ts';

/**
 * Attempts under way at once for one destination: several while it answers, one until it first did and after a failure,
 * so that bad ones hold one place each (Cloudflare gives an invocation six connections, 2026-08).
 */
const healthyLanes = 4;
const unprovenLanes = 1;
/** One alarm may run for 15 minutes on Cloudflare (2026-08): a busy one hands over to the next well before. */
const longestRunMs = 10 * 60_000;

export class Dispatcher {
  readonly #context: TenantContext;
  readonly #stores: OutgoingStores;
  /** Attempts under way, by event/destination. Memory only: after a crash whatever was due is due again. */
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #lanes = new Map<number, number>();
  readonly #healthy = new Set<number>();
  #isRunning = false;
  #poke: () => void = () => {};

  constructor(context: TenantContext, stores: OutgoingStores) {
    this.#context = context;
    this.#stores = stores;
  }

  /** Tells that something may have become due: wakes the run that is on, or sets the alarm for one. */
  wake(): void {
    if (!this.#isRunning) this.arm();
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

  /** Sets the alarm for the next delivery that is due or authorisation that ends, if there is one. Part of the transaction under way (DESIGN §5). */
  arm(): void {
    const { deliveries, authorisations } = this.#stores;
    const dues = [deliveries.nextDueMs(), authorisations.nextDueMs()].filter((dueMs) => dueMs !== null);
    const dueMs = Math.min(...dues);
    // Not awaited: the write is ordered with, and commits together with, the ones before it.
    if (dues.length > 0) void this.#context.storage.setAlarm(Math.max(dueMs, this.#context.now()));
  }

  /**
   * One alarm: sends what is due until nothing is under way. Deliveries that become due meanwhile join in, so that
   * one slow destination holds up nobody else.
   */
  async run(): Promise<void> {
    this.#isRunning = true;
    const endMs = this.#context.now() + longestRunMs;
    try {
      for (;;) {
        if (this.#context.now() < endMs) this.#startDue();
        if (this.#underWay.size === 0) break;
        await this.#somethingHappens();
      }
    } finally {
      this.#isRunning = false;
      this.arm();
    }
  }

  /** Resolves when an attempt ends, when poked, or when the next delivery is due. */
  async #somethingHappens(): Promise<void> {
    // Whatever is due already is under way or waits for a place: only what comes next needs a timer.
    const dueMs = this.#stores.deliveries.nextDueMs(this.#context.now());
    const poked = new Promise<void>((resolve) => {
      this.#poke = resolve;
    });
    const waits: Promise<unknown>[] = [poked, ...this.#underWay.values()];
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
    if (typeof request === 'string' && request !== 'broken') return deliveries.stop(key, request);
    const verdict =
      request === 'broken'
        ? ({ outcome: 'failed', reason: 'unsealable' } as const)
        : await send(request, () => this.#context.now());
    const latencyMs = this.#context.now() - startedMs;
    deliveries.record(key, startedMs, latencyMs, verdict, Math.random());
    if (verdict.outcome === 'gone') destinations.disable(destination.number, 'gone');
    if (verdict.outcome === 'delivered') this.#healthy.add(destination.number);
    else this.#healthy.delete(destination.number);
  }

  async #build(
    key: DeliveryKey,
    destination: DestinationRow,
  ): Promise<OutgoingRequest | Withheld | 'nothing' | 'broken'> {
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
