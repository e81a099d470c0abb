/** Owns what is counted of a rule or a destination, and under which name; must not know where counters are kept. */
import type { Taken } from './caps.ts';
import type { Credits } from './weighted.ts';

export interface Counter {
  taken?: Taken;
  /** Of a rule that shares leads out. */
  credits?: Credits;
  /** The weights that the credits stand for: with others, sharing out begins anew. */
  weights?: string;
}

export function ruleScope(id: string): string {
  return `rule/${id}`;
}

export function placeScope(id: string): string {
  return `destination/${id}`;
}

/** Counters of one kind as one decision reads and changes them, by the id of what is counted. */
class Counters {
  readonly #read: (id: string) => Counter | undefined;
  readonly #known = new Map<string, Counter>();
  readonly changed = new Map<string, Counter>();

  constructor(read: (id: string) => Counter | undefined) {
    this.#read = read;
  }

  of(id: string): Counter {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const counter = this.#read(id) ?? {};
    this.#known.set(id, counter);
    return counter;
  }

  set(id: string, counter: Counter): void {
    this.#known.set(id, counter);
    this.changed.set(id, counter);
  }
}

/** Every counter of one decision. */
export class Tally {
  readonly rules: Counters;
  readonly places: Counters;

  constructor(stored: (scope: string) => Counter | undefined) {
    this.rules = new Counters((id) => stored(ruleScope(id)));
    this.places = new Counters((id) => stored(placeScope(id)));
  }

  /** What is to be stored, by scope. */
  get changed(): ReadonlyMap<string, Counter> {
    const changed = new Map<string, Counter>();
    for (const [id, counter] of this.rules.changed) changed.set(ruleScope(id), counter);
    for (const [id, counter] of this.places.changed) changed.set(placeScope(id), counter);
    return changed;
  }
}
