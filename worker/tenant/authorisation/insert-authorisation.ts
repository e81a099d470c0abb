/** Owns the row of an authorisation that is asked for; must not know whether it may be. */
import type { PublishedNotice } from '../../../contract/notice.ts';
import type { TenantContext } from '../context.ts';
import { firstRow } from '../rows.ts';

export interface AuthorisationAsked {
  lead: number;
  notice: PublishedNotice;
  recipient: string;
  /** Id of the key that asks. */
  key: string;
  nowMs: number;
  expiresMs: number;
}

/** Its number. */
export function insertAuthorisation(context: TenantContext, asked: AuthorisationAsked): number {
  const inserted = firstRow<{ number: number }>(
    context.sql,
    `INSERT INTO authorisations (nonce, lead, notice, version, recipient, state, requested_by, created_at, expires_at,
       due_at, flags)
     VALUES (?1, ?2, ?3, ?4, ?5, 'open', ?6, ?7, ?8, ?8, '[]') RETURNING number`,
    context.nonce(),
    asked.lead,
    asked.notice.id,
    asked.notice.version,
    asked.recipient,
    asked.key,
    asked.nowMs,
    asked.expiresMs,
  );
  if (inserted === undefined) throw new Error('an insert answered nothing');
  return inserted.number;
}
