/** Owns messages made before their turn, many in a row; each good while nothing is written; must not send or record. */
import { isRefusal } from '../../../contract/problem.ts';
import type { TenantContext } from '../context.ts';
import type { DestinationRow } from '../destinations.ts';
import { type DeliveryKey, keyText } from './delivery-view.ts';
import type { Due } from './due-queue.ts';
import { type Outgoing, type OutgoingStores, outgoing } from './outgoing.ts';

/** Made in one go, so many cost about half of what they cost one by one between requests (seen 2026-11, workerd). */
const mostAhead = 64;
/** After so many sent with nothing else written, no other work is likely to come between the next ones. */
const calm = 8;

interface Made {
  message: Promise<Outgoing | null>;
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
  /** By event/destination. */
  readonly #made = new Map<string, Made>();
  /** What `sql.changes` was when they were made. */
  #changes = 0;
  /** Deliveries asked for since anything was last changed. */
  #calmFor = 0;

  constructor(context: TenantContext, stores: OutgoingStores) {
    this.#context = context;
    this.#stores = stores;
  }

  /**
   * Makes the messages of deliveries that are about to be asked for, once those made before have been.
   * @param next answers with so many of those due after them, the oldest first
   */
  make(row: DestinationRow, due: readonly Due[], next: (count: number) => readonly Due[]): void {
    this.#forgetChanged();
    const [first] = due;
    if (first === undefined || this.#calmFor < calm || this.#made.has(keyText(first))) return;
    const nowMs = this.#context.now();
    const created = [...due, ...next(Math.min(this.#calmFor, mostAhead))].filter(
      ({ event, lead }) => event === lead,
    );
    const { deliveries, decisions, authorisations } = this.#stores;
    const pending = deliveries.stillDueLeads(created, nowMs);
    const decided = decisions.currentOfEach(pending.map((one) => one.row));
    for (const [at, delivery] of pending.entries()) {
      const made = outgoing(this.#context, this.#stores, { ...delivery, decided: decided[at] ?? [] }, row);
      this.#made.set(keyText(delivery), {
        // Whatever stands in its way is told when it is made in its turn.
        message: made
          .then((one) => (typeof one === 'string' || isRefusal(one) ? null : one))
          .catch(() => null),
        untilMs: authorisations.nextLapseMs(delivery.lead, nowMs) ?? Number.POSITIVE_INFINITY,
      });
    }
  }

  /** The message of a delivery that is still due, as it would be made now; null where it is to be made in its turn. */
  async take(key: DeliveryKey): Promise<Outgoing | null> {
    this.#forgetChanged();
    this.#calmFor += 1;
    const name = keyText(key);
    const made = this.#made.get(name);
    if (made === undefined) return null;
    this.#made.delete(name);
    const message = await made.message;
    return this.#context.sql.changes === this.#changes && this.#context.now() < made.untilMs ? message : null;
  }

  /** Runs what changes rows that no message made here depends on: those of deliveries taken before. */
  across(write: () => void): void {
    this.#forgetChanged();
    write();
    this.#changes = this.#context.sql.changes;
  }

  #forgetChanged(): void {
    const { changes } = this.#context.sql;
    if (changes === this.#changes) return;
    this.#changes = changes;
    this.#calmFor = 0;
    this.#made.clear();
  }
}
