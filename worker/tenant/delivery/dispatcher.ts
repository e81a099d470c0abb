/** Owns the sending of due deliveries, a few at a time and fair between destinations; must not know what a lead is. */
import { isRefusal, type Refusal } from '../../../contract/problem.ts';
import { adapterOf } from '../../delivery/adapters.ts';
import { isHopeless } from '../../delivery/breaker.ts';
import type { Verdict } from '../../delivery/verdict.ts';
import type { TenantContext } from '../context.ts';
import type { DestinationRow } from '../destinations.ts';
import { Arrivals } from './arrivals.ts';
import { type DeliveryKey, keyText, type PendingDelivery } from './delivery-view.ts';
import { endDestination } from './destination-end.ts';
import { type Due, DueQueue } from './due-queue.ts';
import { FailingStreaks } from './failing-streaks.ts';
import { Lanes } from './lanes.ts';
import { MadeAhead } from './made-ahead.ts';
import { NextLook } from './next-look.ts';
import { inOrder, waitsUntilMs } from './order.ts';
import { type Outgoing, type OutgoingStores, outgoing } from './outgoing.ts';
import { type Arrived, byHand, postpone, settle, settleArrived, settleUnbuilt, stop } from './settle.ts';
import type { Sent, Targets } from './targets.ts';

/** One alarm may run for 15 minutes on Cloudflare (2026-08): a busy one hands over to the next well before. */
const longestRunMs = 10 * 60_000;
/** How long a delivery waits for a master key that is not configured. */
const keyWaitMs = 5 * 60_000;

export class Dispatcher {
  readonly #context: TenantContext;
  readonly #stores: OutgoingStores;
  readonly #targets: Targets;
  readonly #arm: () => void;
  readonly #streaks: FailingStreaks;
  readonly #lanes: Lanes;
  readonly #due: DueQueue;
  readonly #ahead: MadeAhead;
  readonly #arrivals: Arrivals<Arrived>;
  readonly #nextLook = new NextLook();
  /** Leads, each at a destination, of which a later event waits. What was put off before a restart looks again by itself. */
  readonly #followed = new Set<string>();
  /** Whose turn it is first: places that are shared go round. */
  #turn = 0;
  #isRunning = false;

  /** @param arm sets the object's alarm for what is due next */
  constructor(context: TenantContext, stores: OutgoingStores, targets: Targets, arm: () => void) {
    this.#context = context;
    this.#stores = stores;
    this.#targets = targets;
    this.#arm = arm;
    this.#streaks = new FailingStreaks(context);
    this.#lanes = new Lanes(context, this.#streaks, () => this.#nextLook.poke());
    this.#ahead = new MadeAhead(context, stores, targets);
    this.#due = new DueQueue(stores.deliveries);
    this.#arrivals = new Arrivals((all) => {
      const isFollowed = ({ lead, key }: Arrived) =>
        this.#followed.size > 0 &&
        this.#followed.delete(keyText({ event: lead, destination: key.destination }));
      this.#ahead.across(() => settleArrived(context, all, isFollowed));
      this.#due.lookAgain();
      this.#nextLook.poke();
    });
  }

  /** Tells that something may have become due: wakes the run that is on, or sets the alarm for one. */
  wake(): void {
    this.#due.lookAgain();
    if (!this.#isRunning) this.#arm();
    // With every place taken there is nothing to start: the run looks again by itself when one is free.
    else if (this.#enabled().some((row) => this.#lanes.mayHaveRoom(row))) this.#nextLook.poke();
  }

  /** A destination that was saved is tried at once: what made it fail may be mended. */
  saved(destination: number): void {
    this.#streaks.endRest(destination);
    this.wake();
  }

  #enabled(): DestinationRow[] {
    return this.#stores.destinations.rows().filter((row) => row.enabled === 1);
  }

  /** Destinations that an event is on its way to at this moment. */
  underWay(event: number): number[] {
    return this.#stores.destinations
      .rows()
      .map((row) => row.number)
      .filter((destination) => this.#isTaken({ event, destination }));
  }

  /**
   * When something can next be sent: a destination that is left alone, or whose rate is used up, counts from when it
   * may be sent to again.
   */
  nextDueMs(): number | null {
    const restUntilMs = this.#lanes.restingUntil();
    const dues = this.#enabled().flatMap((row) => {
      const dueMs = this.#stores.deliveries.nextDueMs(row.number, 0);
      return dueMs === null ? [] : [Math.max(dueMs, restUntilMs(row))];
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
    // What an earlier run knew is old.
    this.#due.clear();
    this.#streaks.readAgain();
    this.#nextLook.begin();
    const endMs = this.#context.now() + longestRunMs;
    let isAlone = false;
    void beside.then(
      () => {
        isAlone = true;
        this.#nextLook.poke();
      },
      (error: unknown) => this.#nextLook.fail(error),
    );
    try {
      for (;;) {
        this.#nextLook.check();
        if (this.#context.now() < endMs) this.#startDue();
        // With nothing else to wait for, what has arrived is recorded at once; what follows it may be due.
        if (this.#lanes.areIdle && this.#arrivals.record()) continue;
        if (this.#lanes.areIdle && isAlone) break;
        await this.#nextLook.wait(this.#untilDueMs());
      }
    } finally {
      // First, since recording may fail: who wakes a run that has ended must set the alarm.
      this.#isRunning = false;
      this.#ahead.clear();
      this.#arrivals.record();
    }
  }

  /** How long until time alone makes something due. What is due already is under way, or waits for a place: it needs no timer. */
  #untilDueMs(): number | null {
    const nowMs = this.#context.now();
    const restUntilMs = this.#lanes.restingUntil();
    const looks = this.#enabled().flatMap((row) => {
      const nextMs = this.#due.nextMs(row.number);
      const atMs = nextMs === null ? 0 : Math.max(nextMs ?? 0, restUntilMs(row));
      return atMs > nowMs ? [atMs] : [];
    });
    return looks.length === 0 ? null : Math.min(...looks) - nowMs;
  }

  #isTaken(key: DeliveryKey): boolean {
    return this.#lanes.isUnderWay(key) || this.#arrivals.has(key);
  }

  #startDue(): void {
    const rows = this.#enabled();
    const first = rows.length === 0 ? 0 : this.#turn++ % rows.length;
    const room = this.#lanes.room(rows);
    for (const row of [...rows.slice(first), ...rows.slice(0, first)]) {
      const { coalesces } = adapterOf(row.kind);
      const places = room(row);
      const due = places === 0 ? [] : this.#pick(row.number, places * coalesces);
      // Only of new leads, which every kind takes.
      this.#ahead.make(row, due, (count) => this.#due.peek(row.number, count));
      for (let at = 0; at < due.length; at += coalesces) {
        // The rate may be used up before the places are.
        if (at > 0 && room(row) === 0) break;
        const keys = due.slice(at, at + coalesces);
        this.#lanes.start(row, keys, (giveBack) =>
          this.#attempt(keys, row, giveBack).catch((error: unknown) => this.#nextLook.fail(error)),
        );
      }
    }
  }

  /** Due deliveries that are not under way and follow no other, the oldest first. */
  #pick(destination: number, wanted: number): Due[] {
    const ready: Due[] = [];
    while (ready.length < wanted) {
      const taken = () => {
        this.#arrivals.recordMany();
        return this.#lanes.deliveriesTo(destination) + this.#arrivals.countTo(destination) + ready.length;
      };
      const isTaken = (key: DeliveryKey) =>
        this.#isTaken(key) || ready.some(({ event }) => event === key.event);
      const due = this.#due.take(destination, wanted - ready.length, this.#context.now(), taken, isTaken);
      if (due.length === 0) break;
      for (const one of due) {
        const untilMs = waitsUntilMs(this.#context, one);
        if (untilMs === null) ready.push(one);
        else {
          this.#followed.add(keyText({ event: one.lead, destination }));
          this.#putOff(one, untilMs, inOrder);
        }
      }
    }
    return ready;
  }

  /** One request, always recorded for each of its deliveries. */
  async #attempt(keys: readonly Due[], row: DestinationRow, giveBack: () => void): Promise<void> {
    const atMs = this.#context.now();
    const timing = () => ({ atMs, latencyMs: this.#context.now() - atMs });
    const prepared: Outgoing[] = [];
    for (const key of keys) {
      const one = await this.#prepare(key, row);
      if (one === 'unsealable') {
        settleUnbuilt(this.#context, this.#stores, key, timing(), one);
        this.#due.lookAgain();
      } else if (one !== null) prepared.push(one);
    }
    const sent = await this.#send(row, prepared);
    // Nothing was sent, so that nothing of the rate was used.
    if (sent === null || isRefusal(sent)) giveBack();
    if (sent === null) return;
    if (isRefusal(sent)) {
      for (const { key } of prepared) this.#putOff(key, atMs + keyWaitMs, sent.refused);
      return;
    }
    const took = timing();
    if (sent.verdict.outcome === 'delivered') {
      for (const { key, lead, attempts } of prepared) {
        this.#arrivals.add({ key, lead, attempts, ...took, verdict: sent.verdict });
      }
    } else {
      for (const one of prepared) await settle(this.#context, this.#stores, one, took, sent);
      this.#due.lookAgain();
    }
    this.#judged(row, sent.verdict, took.latencyMs);
  }

  /** Null for a delivery that is not to be sent now; why not is noted with it. */
  async #prepare(key: Due, destination: DestinationRow): Promise<Outgoing | null | 'unsealable'> {
    const context = this.#context;
    const made = await this.#ahead.take(key);
    if (made !== null) return made;
    const row = this.#stores.deliveries.stillDue(key, context.now());
    if (row === undefined) return null;
    const { takes } = adapterOf(destination.kind);
    if (takes !== 'all' && !takes.includes(row.type ?? 'lead.created')) {
      this.#stop(row, 'dead', byHand);
      return null;
    }
    try {
      const one = await outgoing(context, this.#stores, row, destination);
      if (isRefusal(one)) this.#putOff(key, context.now() + keyWaitMs, one.refused);
      else if (typeof one === 'string') this.#stop(row, 'blocked', one);
      else return one;
      return null;
    } catch (error) {
      console.error('a delivery could not be built', error instanceof Error ? error.name : 'unknown');
      return 'unsealable';
    }
  }

  #putOff(key: DeliveryKey, untilMs: number, reason: string): void {
    postpone(this.#context, key, untilMs, reason);
    this.#due.lookAgain();
  }

  #stop(row: PendingDelivery, state: 'blocked' | 'dead', reason: string): void {
    stop(this.#context, row, state, reason);
    this.#due.lookAgain();
  }

  async #send(row: DestinationRow, prepared: readonly Outgoing[]): Promise<Sent | Refusal | null> {
    const [first, ...rest] = prepared;
    if (first === undefined) return null;
    try {
      const messages = rest.map(({ message }) => message);
      return await this.#targets.send(row, [first.message, ...messages], first.request);
    } catch (error) {
      console.error('a request could not be made', error instanceof Error ? error.name : 'unknown');
      const unbuilt: Sent = {
        verdict: { outcome: 'failed', reason: 'unbuildable' },
        text: null,
        secrets: () => [],
      };
      return unbuilt;
    }
  }

  /** What the destination is to expect next. */
  #judged({ number }: DestinationRow, verdict: Verdict, latencyMs: number): void {
    const context = this.#context;
    this.#lanes.judged(number, verdict, latencyMs);
    if (verdict.outcome === 'delivered') {
      this.#streaks.noteSuccess(number);
      return;
    }
    const streak = this.#streaks.noteFailure(number, verdict);
    const sinceMs = streak.failing_since;
    if (verdict.outcome === 'gone')
      endDestination(context, { ...this.#stores, streaks: this.#streaks }, number, 'gone');
    else if (isHopeless(sinceMs, streak.attempts, context.now()))
      endDestination(context, { ...this.#stores, streaks: this.#streaks }, number, 'failing', sinceMs);
  }
}
