/** Owns the one door to being chosen: a destination whose recipient may have the lead; must not know rules. */
import { type DecidedNotice, mayReceive, type Receiver } from './recipients.ts';

/** A destination as rules see it. */
export interface Place extends Receiver {
  number: number;
  id: string;
  isEnabled: boolean;
}

/**
 * A destination that a lead may go to. There is no other way to one of these than `of`, and nothing else is ever chosen,
 * so that no rule can send a lead past what its applicant agreed to.
 */
export class Permitted {
  readonly #place: Place;

  private constructor(place: Place) {
    this.#place = place;
  }

  static of(place: Place, decided: readonly DecidedNotice[]): Permitted | null {
    return mayReceive(place, decided) ? new Permitted(place) : null;
  }

  get number(): number {
    return this.#place.number;
  }

  get id(): string {
    return this.#place.id;
  }

  get isEnabled(): boolean {
    return this.#place.isEnabled;
  }
}
