/** Owns the judgement of how long a server has not answered; a rule over ticks, which must not ask or act. */

export interface StandstillLimits {
  tellMs: number;
  restartMs: number;
}

export type Standing = 'runs' | 'stands' | 'still stands' | 'runs again' | 'to be restarted';

/** So much of a gap between two ticks counts: this process may have stood itself, or the machine have slept. */
const longestTickMs = 2000;

export class Standstill {
  readonly #limits: StandstillLimits;
  #silentMs = 0;

  constructor(limits: StandstillLimits) {
    this.#limits = limits;
  }

  /** How long it has given no answer. */
  get silentMs(): number {
    return this.#silentMs;
  }

  /** @param sinceMs time since the tick before @param hasAnswered whether what was asked before has been answered */
  tick(sinceMs: number, hasAnswered: boolean): Standing {
    const { tellMs, restartMs } = this.#limits;
    const beforeMs = this.#silentMs;
    const stood = beforeMs > tellMs;
    if (hasAnswered) {
      this.#silentMs = 0;
      return stood ? 'runs again' : 'runs';
    }
    this.#silentMs += Math.min(sinceMs, longestTickMs);
    if (this.#silentMs > restartMs) return 'to be restarted';
    if (this.#silentMs <= tellMs) return 'runs';
    return stood ? 'still stands' : 'stands';
  }

  /** To be called for a new process. */
  begin(): void {
    this.#silentMs = 0;
  }
}
