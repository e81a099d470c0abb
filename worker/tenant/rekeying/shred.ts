/** Owns making sealed content and its keys unreadable in the file that holds them; must not know why they die. */
import type { Sql } from '../sql.ts';

/**
 * Writes zeros over a part of a lead and the key that opens it, in the caller's transaction and before the row is
 * changed in any other way. SQLite frees the bytes of a changed row without clearing them (workerd has no
 * `secure_delete`, 2026-11), but an update to the same length goes over the very same bytes: so that what is freed
 * afterwards are zeros.
 */
export function shred(sql: Sql, lead: number, which: 'data' | 'evidence' | 'both'): void {
  const data = ['wrapped_key', 'sealed'];
  const evidence = ['evidence_key', 'evidence'];
  const columns = { data, evidence, both: [...data, ...evidence] }[which];
  sql.exec(`UPDATE leads SET ${columns.map(zeros).join(', ')} WHERE seq = ?`, lead);
}

/** The same for the records of a lead's later decisions. */
export function shredDecisions(sql: Sql, lead: number): void {
  sql.exec(`UPDATE decisions SET ${zeros('wrapped_key')}, ${zeros('sealed')} WHERE lead = ?`, lead);
}

/** The same for the key of one such record, whose content stays. */
export function shredDecisionKey(sql: Sql, entry: number): void {
  sql.exec(`UPDATE decisions SET ${zeros('wrapped_key')} WHERE entry = ?`, entry);
}

function zeros(column: string): string {
  return `${column} = zeroblob(length(${column}))`;
}
