/** Owns the uses of granted authorisations: who may be handed one, and how often; must not know who asks or sends. */

import type { TenantContext } from '../context.ts';
import { firstRow } from '../rows.ts';
import type { AuthorisationRow } from './authorisation-view.ts';

/** Why there is no use to be had. */
export type UseRefused = 'authorisation_expired' | 'authorisation_used' | 'not_consented';

export interface UseTaken {
  /** Its number, from 1. */
  use: number;
  isReplay: boolean;
}

/** A use is one hand-over of the authorisation for one query. What the server forwards itself takes one as well. */
export class UseLedger {
  readonly #context: TenantContext;
  /** Called inside the transaction that took the last one. */
  readonly #onUsedUp: (number: number) => void;

  constructor(context: TenantContext, onUsedUp: (number: number) => void) {
    this.#context = context;
    this.#onUsedUp = onUsedUp;
  }

  count(number: number): number {
    return (
      firstRow<{ total: number }>(
        this.#context.sql,
        'SELECT COUNT(*) AS total FROM authorisation_uses WHERE authorisation = ?',
        number,
      )?.total ?? 0
    );
  }

  /**
   * Takes a use inside the caller's transaction, or answers the one that this id took before.
   * @param key id of the tenant's key that asked; null for a forwarding by the server
   */
  take(row: AuthorisationRow, id: string, key: string | null, nowMs: number): UseTaken | UseRefused {
    const isGranted = row.state === 'granted' || (row.state === 'lapsed' && row.reason !== 'lead_erased');
    if (!isGranted || row.entry === null) return 'not_consented';
    if (row.valid_until !== null && nowMs >= row.valid_until) return 'authorisation_expired';
    const known = firstRow<{ number: number }>(
      this.#context.sql,
      'SELECT number FROM authorisation_uses WHERE authorisation = ? AND id = ?',
      row.number,
      id,
    );
    if (known !== undefined) return { use: known.number, isReplay: true };
    const use = this.count(row.number) + 1;
    if (row.max_queries !== null && use > row.max_queries) return 'authorisation_used';
    this.#context.sql.exec(
      'INSERT INTO authorisation_uses (authorisation, id, number, at, key) VALUES (?, ?, ?, ?, ?)',
      row.number,
      id,
      use,
      nowMs,
      key,
    );
    if (use === row.max_queries) this.#onUsedUp(row.number);
    return { use, isReplay: false };
  }
}

/** The id of the use that a forwarding takes: every try and replay of one event is one use. Keys can't pick such an id. */
export function forwardingId(event: number): string {
  return `event/${event}`;
}
