/** Owns making a lead's wrapped keys unreadable in the file that holds them; must not know why they die. */

/**
 * Writes zeros over a lead's wrapped keys, in the caller's transaction and before the row is changed in any other way.
 * SQLite frees the bytes of a changed row without clearing them (workerd has no `secure_delete`, 2026-11), but an update
 * to the same length goes over the very same bytes: so that what is freed afterwards are zeros.
 */
export function shredKeys(sql: SqlStorage, lead: number, which: 'data' | 'evidence' | 'both'): void {
  const columns = {
    data: ['wrapped_key'],
    evidence: ['evidence_key'],
    both: ['wrapped_key', 'evidence_key'],
  };
  const zeros = columns[which].map((column) => `${column} = zeroblob(length(${column}))`).join(', ');
  sql.exec(`UPDATE leads SET ${zeros} WHERE seq = ?`, lead);
}

/** The same for the keys of later decisions' records: of one entry, or of a lead. */
export function shredDecisionKeys(sql: SqlStorage, by: 'entry' | 'lead', number: number): void {
  sql.exec(`UPDATE decisions SET wrapped_key = zeroblob(length(wrapped_key)) WHERE ${by} = ?`, number);
}
