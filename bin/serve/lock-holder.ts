/** Owns the note of who holds a data folder: its form, and how it is told to whoever comes second; must not lock. */
import type { ProcessIdentity } from './process-identity.ts';

export interface Holder {
  serve: ProcessIdentity;
  workerd: ProcessIdentity | null;
  /** Where and since when, for whoever finds it held; null in the lock of an older version. */
  host: string | null;
  since: string | null;
}

/** Why the start is refused, with all that is known of who has the folder. */
export function heldBy(holder: Holder | null, isInSight: boolean, root: string): string {
  const since = holder?.since == null ? '' : `, since ${holder.since}`;
  const host = holder?.host == null ? '' : ` on the host ${holder.host}`;
  const unseen = isInSight ? '' : ', where this process does not see it (another container?)';
  return (
    `another server (process ${holder?.serve.pid ?? 'unknown'}) runs on the data folder ${root}` +
    `${since}${host}${unseen}: stop it first, or set JINJIAN_DATA_DIR to another folder`
  );
}

/** null for a lock that says nothing sensible: it holds the folder for nobody. */
export function parseHolder(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('serve' in value) || !isIdentity(value.serve))
      return null;
    return {
      serve: value.serve,
      workerd: 'workerd' in value && isIdentity(value.workerd) ? value.workerd : null,
      host: 'host' in value && typeof value.host === 'string' ? value.host : null,
      since: 'since' in value && typeof value.since === 'string' ? value.since : null,
    };
  } catch {
    return null;
  }
}

function isIdentity(value: unknown): value is ProcessIdentity {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    Number.isInteger(value.pid) &&
    'startedAs' in value &&
    typeof value.startedAs === 'string'
  );
}
