/** Owns that one phone stands under one digest everywhere, while a master key is being rotated too; must not take a digest. */
import type { Sql } from './sql.ts';
import { moveSuppressions } from './suppressions.ts';

/**
 * Brings everything that stands under an earlier digest of a phone under its new one, in the caller's transaction: all its
 * leads with what its people said about marketing. Were one of them moved alone, the others would be found without it. A
 * lead's sealed cells stay as they are; taken anew later, its digest is this one.
 */
export function movePhone(
  context: { sql: Sql; activeKeyId: string },
  from: ArrayBuffer,
  to: ArrayBuffer,
): void {
  context.sql.exec('UPDATE leads SET phone_key = ? WHERE phone_key = ?', to, from);
  moveSuppressions(context, from, to);
}
