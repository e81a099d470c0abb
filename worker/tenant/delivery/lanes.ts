/** Owns what is under way to each destination, and how much more may be; must not know what is sent. */
import type { Adapter } from '../../delivery/adapter.ts';
import { adapterOf } from '../../delivery/adapters.ts';
import { freePlaces, type Standing, type Taken } from '../../delivery/places.ts';
import type { Verdict } from '../../delivery/verdict.ts';
import type { TenantContext } from '../context.ts';
import type { DestinationRow } from '../destinations.ts';
import { type DeliveryKey, keyText } from './delivery-view.ts';
import type { FailingStreak, FailingStreaks } from './failing-streaks.ts';
import { Rates } from './rates.ts';

/** A target that takes so long holds its places nearly as long as one that never answers. */
const longMs = 5000;

const nobody: Taken = { failing: 0, unproven: 0 };

/** In memory only: after a crash whatever was due is due again, and which destinations answer is seen anew. */
export class Lanes {
  readonly #context: TenantContext;
  readonly #streaks: FailingStreaks;
  readonly #rates: Rates;
  readonly #onEnd: () => void;
  /** By event/destination. */
  readonly #underWay = new Set<string>();
  readonly #requests = new Map<number, number>();
  readonly #deliveries = new Map<number, number>();
  readonly #proven = new Set<number>();

  /** @param onEnd called whenever a request has ended: its place is free */
  constructor(context: TenantContext, streaks: FailingStreaks, onEnd: () => void) {
    this.#context = context;
    this.#streaks = streaks;
    this.#rates = new Rates(context);
    this.#onEnd = onEnd;
  }

  get areIdle(): boolean {
    return this.#underWay.size === 0;
  }

  isUnderWay(key: DeliveryKey): boolean {
    return this.#underWay.has(keyText(key));
  }

  deliveriesTo(destination: number): number {
    return this.#deliveries.get(destination) ?? 0;
  }

  /** A quick look, without the table: true where a place may be free. */
  mayHaveRoom({ number, kind }: DestinationRow): boolean {
    const places = this.#proven.has(number) ? adapterOf(kind).pace.atOnce : 1;
    return this.#busy(number) < places;
  }

  /** Answers for each destination how many requests may be started now, those counted that are started meanwhile. */
  room(rows: readonly DestinationRow[]): (row: DestinationRow) => number {
    const ill = this.#streaks.unwell();
    return (row) => {
      const adapter = adapterOf(row.kind);
      if (this.#restsUntilMs(row.number, adapter, ill) > this.#context.now()) return 0;
      const standing = this.#standing(row.number, ill);
      const taken = standing === 'proven' ? nobody : this.#taken(rows, ill);
      return freePlaces(standing, adapter.pace.atOnce, this.#busy(row.number), taken);
    };
  }

  /** Answers until when a destination is not sent to, whatever is due: it keeps failing, or its rate is used up. */
  restingUntil(): (row: DestinationRow) => number {
    const ill = this.#streaks.unwell();
    return ({ number, kind }) => this.#restsUntilMs(number, adapterOf(kind), ill);
  }

  /** Starts a request for deliveries; what it is given takes the request back out of the rate. It must not reject. */
  start(
    { number, kind }: DestinationRow,
    keys: readonly DeliveryKey[],
    request: (giveBack: () => void) => Promise<void>,
  ): void {
    const giveBack = this.#rates.start(number, adapterOf(kind));
    this.#requests.set(number, this.#busy(number) + 1);
    this.#deliveries.set(number, this.deliveriesTo(number) + keys.length);
    for (const key of keys) this.#underWay.add(keyText(key));
    void request(giveBack).finally(() => {
      for (const key of keys) this.#underWay.delete(keyText(key));
      this.#requests.set(number, this.#busy(number) - 1);
      this.#deliveries.set(number, this.deliveriesTo(number) - keys.length);
      this.#onEnd();
    });
  }

  /** Several lanes are for destinations that answer before long; one that would not take a request does answer. */
  judged(destination: number, { outcome }: Verdict, latencyMs: number): void {
    const answers = outcome === 'delivered' || outcome === 'rejected';
    if (answers && latencyMs < longMs) this.#proven.add(destination);
    else this.#proven.delete(destination);
  }

  #busy(destination: number): number {
    return this.#requests.get(destination) ?? 0;
  }

  #standing(destination: number, ill: ReadonlyMap<number, FailingStreak>): Standing {
    if ((ill.get(destination)?.failures ?? 0) > 0) return 'failing';
    return this.#proven.has(destination) ? 'proven' : 'unproven';
  }

  #taken(rows: readonly DestinationRow[], ill: ReadonlyMap<number, FailingStreak>): Taken {
    const taken = { proven: 0, unproven: 0, failing: 0 };
    for (const { number } of rows) taken[this.#standing(number, ill)] += this.#busy(number);
    return taken;
  }

  #restsUntilMs(destination: number, adapter: Adapter, ill: ReadonlyMap<number, FailingStreak>): number {
    return Math.max(ill.get(destination)?.open_until ?? 0, this.#rates.freeAtMs(destination, adapter));
  }
}
