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

/** Counters as one decision reads and changes them; what it read first, and what it leaves, can be told apart. */
export class Tally {
  readonly #stored: (scope: string) => Counter | undefined;
  readonly #read = new Map<string, Counter>();
  readonly #changed = new Map<string, Counter>();

  constructor(stored: (scope: string) => Counter | undefined) {
    this.#stored = stored;
  }

  of(scope: string): Counter {
    const changed = this.#changed.get(scope);
    if (changed !== undefined) return changed;
    const known = this.#read.get(scope);
    if (known !== undefined) return known;
    const counter = this.#stored(scope) ?? {};
    this.#read.set(scope, counter);
    return counter;
  }

  set(scope: string, counter: Counter): void {
    this.of(scope);
    this.#changed.set(scope, counter);
  }

  /** As they stood before the decision; those at nothing are left out. */
  get before(): Record<string, Counter> {
    return Object.fromEntries([...this.#read].filter(([, counter]) => Object.keys(counter).length > 0));
  }

  get changed(): ReadonlyMap<string, Counter> {
    return this.#changed;
  }
}
