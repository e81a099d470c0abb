/** Owns the sending of due deliveries, a few at a time and fair between destinations; must not know what a lead is. */
import { isRefusal, type Refusal } from '../../../contract/problem.ts';
import { adapterOf } from '../../delivery/adapters.ts';
import { isHopeless } from '../../delivery/breaker.ts';
import type { Verdict } from '../../delivery/verdict.ts';
import type { TenantContext } from '../context.ts';
import type { DestinationRow } from '../destinations.ts';
import type { DeliveryKey } from './delivery-view.ts';
import { endDestination } from './destination-end.ts';
import { noteFailure, noteSuccess } from './health.ts';
import { Lanes } from './lanes.ts';
import { inOrder, waitsUntilMs } from './order.ts';
import { type Outgoing, type OutgoingStores, outgoing } from './outgoing.ts';
import { byHand, postpone, settle, settleUnbuilt, stop } from './settle.ts';
import type { Sent, Targets } from './targets.ts';

/** One alarm may run for 15 minutes on Cloudflare (2026-08): a busy one hands over to the next well before. */
const longestRunMs = 10 * 60_000;
/** How long a delivery waits for a master key that is not configured. */
const keyWaitMs = 5 * 60_000;

type Unwell = ReturnType<Lanes['unwell']>;

export class Dispatcher {
  readonly #context: TenantContext;
  readonly #stores: OutgoingStores;
  readonly #targets: Targets;
  readonly #arm: () => void;
  readonly #lanes: Lanes;
  /** Whose turn it is first: places that are shared go round. */
  #turn = 0;
  #isRunning = false;
  #poke: () => void = () => {};

  /** @param arm sets the object's alarm for what is due next */
  constructor(context: TenantContext, stores: OutgoingStores, targets: Targets, arm: () => void) {
    this.#context = context;
    this.#stores = stores;
    this.#targets = targets;
    this.#arm = arm;
    this.#lanes = new Lanes(context);
  }

  /** Tells that something may have become due: wakes the run that is on, or sets the alarm for one. */
  wake(): void {
    if (!this.#isRunning) this.#arm();
    // With every place taken there is nothing to start: the run looks again by itself when one is free.
    else if (this.#enabled().some((row) => this.#lanes.mayHaveRoom(row))) this.#poke();
  }

  #enabled(): DestinationRow[] {
    return this.#stores.destinations.rows().filter((row) => row.enabled === 1);
  }

  /** Destinations that an event is on its way to at this moment. */
  underWay(event: number): number[] {
    return this.#stores.destinations
      .rows()
      .map((row) => row.number)
      .filter((destination) => this.#lanes.isUnderWay({ event, destination }));
  }

  /**
   * When something can next be sent, of what is due after a time: a destination that is left alone, or whose rate is
   * used up, counts from when it may be sent to again.
   */
  nextDueMs(afterMs = 0, ill = this.#lanes.unwell()): number | null {
    const dues = this.#enabled().flatMap((row) => {
      const untilMs = this.#lanes.restsUntilMs(row, ill);
      const dueMs = this.#stores.deliveries.nextDueMs(row.number, untilMs > afterMs ? 0 : afterMs);
      return dueMs === null ? [] : [Math.max(dueMs, untilMs)];
    });
    return dues.length === 0 ? null : Math.min(...dues);
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
        const ill = this.#lanes.unwell();
        if (this.#context.now() < endMs) this.#startDue(ill);
        if (this.#lanes.areIdle && isAlone) break;
        await this.#somethingHappens(ill, isAlone ? [] : [alone]);
      }
    } finally {
      this.#isRunning = false;
    }
  }

  /** Resolves when an attempt or one of `others` ends, when poked, or when the next delivery is due. */
  async #somethingHappens(ill: Unwell, others: readonly Promise<void>[]): Promise<void> {
    // Whatever is due already is under way or waits for a place: only what comes next needs a timer.
    const dueMs = this.nextDueMs(this.#context.now(), ill);
    const poked = new Promise<void>((resolve) => {
      this.#poke = resolve;
    });
    const waits: Promise<unknown>[] = [poked, ...others, ...this.#lanes.underWay()];
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

  #startDue(ill: Unwell): void {
    const rows = this.#enabled();
    const first = rows.length === 0 ? 0 : this.#turn++ % rows.length;
    const room = this.#lanes.room(rows, ill);
    for (const row of [...rows.slice(first), ...rows.slice(0, first)]) {
      const { coalesces } = adapterOf(row.kind);
      const places = room(row);
      const due = places === 0 ? [] : this.#pick(row.number, places * coalesces);
      for (let at = 0; at < due.length; at += coalesces) {
        // The rate may be used up before the places are.
        if (at > 0 && room(row) === 0) break;
        const keys = due.slice(at, at + coalesces);
        this.#lanes.start(row, keys, (giveBack) => this.#attempt(keys, row, giveBack));
      }
    }
  }

  /** Due deliveries that are not under way and follow no other, the oldest first. */
  #pick(destination: number, wanted: number): DeliveryKey[] {
    for (;;) {
      // Those under way are still due in the table, so that as many more rows are read.
      const limit = wanted + this.#lanes.deliveriesTo(destination);
      const due = this.#stores.deliveries.due(destination, this.#context.now(), limit);
      const ready: DeliveryKey[] = [];
      let isPutOff = false;
      for (const { lead, ...key } of due) {
        if (this.#lanes.isUnderWay(key)) continue;
        const untilMs = waitsUntilMs(this.#context, key, lead);
        if (untilMs === null) ready.push(key);
        else {
          postpone(this.#context, key, untilMs, inOrder);
          isPutOff = true;
        }
      }
      if (ready.length > 0 || !isPutOff) return ready.slice(0, wanted);
    }
  }

  /** One request, always recorded for each of its deliveries. */
  async #attempt(keys: readonly DeliveryKey[], row: DestinationRow, giveBack: () => void): Promise<void> {
    const atMs = this.#context.now();
    const timing = () => ({ atMs, latencyMs: this.#context.now() - atMs });
    const prepared: Outgoing[] = [];
    for (const key of keys) {
      const one = await this.#prepare(key, row);
      if (one === 'unsealable') settleUnbuilt(this.#context, this.#stores, key, timing(), one);
      else if (one !== null) prepared.push(one);
    }
    const sent = await this.#send(row, prepared);
    // Nothing was sent, so that nothing of the rate was used.
    if (sent === null || isRefusal(sent)) giveBack();
    if (sent === null) return;
    if (isRefusal(sent)) {
      for (const { key } of prepared) postpone(this.#context, key, atMs + keyWaitMs, sent.refused);
      return;
    }
    const took = timing();
    for (const one of prepared) await settle(this.#context, this.#stores, one, took, sent);
    this.#judged(row, sent.verdict, took.latencyMs);
  }

  /** Null for a delivery that is not to be sent now; why not is noted with it. */
  async #prepare(key: DeliveryKey, destination: DestinationRow): Promise<Outgoing | null | 'unsealable'> {
    const context = this.#context;
    const row = this.#stores.deliveries.row(key);
    if (row === undefined || row.state !== 'pending') return null;
    const { takes } = adapterOf(destination.kind);
    if (takes !== 'all' && !takes.includes(row.type ?? 'lead.created')) {
      stop(context, row, 'dead', byHand);
      return null;
    }
    try {
      const one = await outgoing(context, this.#stores, row, destination);
      if (isRefusal(one)) postpone(context, key, context.now() + keyWaitMs, one.refused);
      else if (typeof one === 'string') stop(context, row, 'blocked', one);
      else return one;
      return null;
    } catch (error) {
      console.error('a delivery could not be built', error instanceof Error ? error.name : 'unknown');
      return 'unsealable';
    }
  }

  async #send(row: DestinationRow, prepared: readonly Outgoing[]): Promise<Sent | Refusal | null> {
    const [first, ...rest] = prepared.map(({ message }) => message);
    if (first === undefined) return null;
    try {
      return await this.#targets.send(row, [first, ...rest]);
    } catch (error) {
      console.error('a request could not be made', error instanceof Error ? error.name : 'unknown');
      const unbuilt: Sent = {
        verdict: { outcome: 'failed', reason: 'unbuildable' },
        text: null,
        secrets: [],
      };
      return unbuilt;
    }
  }

  /** What the destination is to expect next. */
  #judged({ number }: DestinationRow, verdict: Verdict, latencyMs: number): void {
    const context = this.#context;
    this.#lanes.judged(number, verdict, latencyMs);
    if (verdict.outcome === 'delivered') {
      noteSuccess(context, number);
      return;
    }
    const health = noteFailure(context, number, verdict);
    const sinceMs = health.failing_since;
    if (verdict.outcome === 'gone') endDestination(context, this.#stores, number, 'gone');
    else if (isHopeless(sinceMs, health.attempts, context.now()))
      endDestination(context, this.#stores, number, 'failing', sinceMs);
  }
}
