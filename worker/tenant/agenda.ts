/** Owns the object's one alarm, set for whatever is due first; must not know what that is. */
import type { TenantContext } from './context.ts';

/** When something is next due, in milliseconds since 1970; null when nothing is. */
export type NextDue = () => number | null;

export class Agenda {
  readonly #context: TenantContext;
  readonly #dues: readonly NextDue[];
  /** What the alarm is known to be set for: setting it is a billed write, and an earlier one will look again anyway. */
  #armedMs: number | null = null;

  constructor(context: TenantContext, dues: readonly NextDue[]) {
    this.#context = context;
    this.#dues = dues;
  }

  /** Sets the alarm for what is due first. Part of the transaction under way (DESIGN §5). */
  arm(): void {
    const dues = this.#dues.map((due) => due()).filter((due) => due !== null);
    if (dues.length === 0) return;
    const atMs = Math.max(Math.min(...dues), this.#context.now());
    if (this.#armedMs !== null && this.#armedMs <= atMs) return;
    this.#armedMs = atMs;
    // Not awaited: the write is ordered with, and commits together with, the ones before it.
    void this.#context.storage.setAlarm(atMs);
  }

  /** To be called as the alarm goes off: from then on none is set. */
  wentOff(): void {
    this.#armedMs = null;
  }
}
