/** Owns messages made before their turn, many in a row; each good while nothing is written; must not send or record. */
import { isRefusal } from '../../../contract/problem.ts';
import type { TenantContext } from '../context.ts';
import type { DestinationRow } from '../destinations.ts';
import { type DeliveryKey, keyText, type PendingDelivery } from './delivery-view.ts';
import type { Due } from './due-queue.ts';
import { type Outgoing, type OutgoingStores, outgoing } from './outgoing.ts';
import type { Targets } from './targets.ts';

/** Made in one go, so many cost about half of what they cost one by one between requests (seen 2026-11, workerd). */
const mostAhead = 16;
/** So many asked for within one window, and nothing else written meanwhile: as many are about to be asked for. */
const fewest = 8;
const windowMs = 250;
/** Nothing personal is held in clear for longer, and no signature's time is further from its sending. */
const longestMs = 1000;

interface Made {
  /** Null once taken: a map's table that was outgrown holds on to what was in it until a full collection (V8, 2026-11). */
  message: Promise<Outgoing | null> | null;
  /** When it is good no more by time alone. */
  untilMs: number;
}

/**
 * A delivery goes out by what its lead and its decisions say at that moment. What was made ahead says the same while
 * not one row has been changed since, by whomever.
 */
export class MadeAhead {
  readonly #context: TenantContext;
  readonly #stores: OutgoingStores;
  readonly #targets: Pick<Targets, 'requestAhead'>;
  /** By event/destination. */
  readonly #made = new Map<string, Made>();
  /** What `sql.changes` was when they were made. */
  #changes = 0;
  /** Deliveries asked for since the window began. */
  #asked = 0;
  #windowBeganMs = 0;
  #end: ReturnType<typeof setTimeout> | null = null;

  constructor(context: TenantContext, stores: OutgoingStores, targets: Pick<Targets, 'requestAhead'>) {
    this.#context = context;
    this.#stores = stores;
    this.#targets = targets;
  }

  /**
   * Makes the messages of new leads that are about to be asked for, once those made before have been.
   * @param next answers with so many of those due after these, the oldest first
   */
  make(row: DestinationRow, due: readonly Due[], next: (count: number) => readonly Due[]): void {
    const nowMs = this.#context.now();
    this.#forgetOld(nowMs);
    if (this.#asked < fewest) return;
    const isToMake = (one: Due) => one.event === one.lead && !this.#made.has(keyText(one));
    if (!due.some(isToMake)) return;
    const leads = [...due, ...next(Math.min(this.#asked, mostAhead))]
      .filter(isToMake)
      .map(({ lead }) => lead);
    this.#end ??= setTimeout(() => this.clear(), longestMs);
    for (const delivery of this.#read(leads, row.number, nowMs)) {
      const message = this.#outgoing(delivery, row);
      const lapseMs =
        this.#stores.authorisations.nextLapseMs(delivery.lead, nowMs) ?? Number.POSITIVE_INFINITY;
      this.#made.set(keyText(delivery), { message, untilMs: Math.min(nowMs + longestMs, lapseMs) });
    }
  }

  /** The message of a delivery that is still due, as it would be made now; null where it is to be made in its turn. */
  async take(key: DeliveryKey): Promise<Outgoing | null> {
    this.#forgetOld(this.#context.now());
    this.#asked += 1;
    const name = keyText(key);
    const made = this.#made.get(name);
    if (made === undefined) return null;
    this.#made.delete(name);
    const { message: making } = made;
    made.message = null;
    const message = await making;
    return this.#context.sql.changes === this.#changes && this.#context.now() < made.untilMs ? message : null;
  }

  /** Runs what changes rows that none of these messages depends on: those of deliveries that were taken. */
  across(write: () => void): void {
    this.#forgetOld(this.#context.now());
    write();
    this.#changes = this.#context.sql.changes;
  }

  /** To be called once nothing more is sent, too. */
  clear(): void {
    this.#made.clear();
    if (this.#end !== null) clearTimeout(this.#end);
    this.#end = null;
  }

  #read(leads: readonly number[], destination: number, nowMs: number): PendingDelivery[] {
    const { deliveries, decisions } = this.#stores;
    const pending = deliveries.stillDueLeads(leads, destination, nowMs);
    try {
      const decided = decisions.currentOfEach(pending.map((one) => one.row));
      return pending.map((one, at) => ({ ...one, decided: decided[at] ?? [] }));
    } catch {
      // One of them is broken: each is made in its turn, which tells the broken one apart.
      return [];
    }
  }

  /** Null for whatever stands in its way: it is told when the message is made in its turn. */
  async #outgoing(delivery: PendingDelivery, row: DestinationRow): Promise<Outgoing | null> {
    try {
      const one = await outgoing(this.#context, this.#stores, delivery, row);
      if (typeof one === 'string' || isRefusal(one)) return null;
      return { ...one, request: await this.#targets.requestAhead(row, one.message) };
    } catch {
      return null;
    }
  }

  #forgetOld(nowMs: number): void {
    const { changes } = this.#context.sql;
    const isChanged = changes !== this.#changes;
    if (isChanged) this.clear();
    this.#changes = changes;
    if (!isChanged && nowMs - this.#windowBeganMs <= windowMs) return;
    this.#windowBeganMs = nowMs;
    this.#asked = 0;
  }
}
