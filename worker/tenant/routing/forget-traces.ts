/** Owns the death of what tells how it was decided where a lead goes; must not know when that is. */
import type { Sql } from '../sql.ts';

/** In the caller's transaction. Which conditions held says something of the answers: it goes with the lead's evidence. */
export function forgetTraces(sql: Sql, lead: number): void {
  sql.exec('UPDATE leads SET route = NULL WHERE seq = ?', lead);
  sql.exec('DELETE FROM reroutes WHERE lead = ?', lead);
}
