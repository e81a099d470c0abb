/** Owns under which name and keys a tenant's log signs, and the notes that lead from one key to the next; must not sign trees. */
import { concatBytes, utf8 } from '../../encoding/bytes.ts';
import { formatRollover } from '../../ledger/rollover-note.ts';
import { formatNote } from '../../ledger/signed-note.ts';
import {
  formatVerifierKey,
  parseVerifierKey,
  type VerifierKey,
  verifierKey,
} from '../../ledger/verifier-key.ts';
import type { LogKey, LogKeys } from '../../sealing/log-keys.ts';
import type { TenantContext } from '../context.ts';
import { allRows } from '../rows.ts';

/** C2SP signed-note: what every verifier accepts. */
const maxSigners = 16;

/** A key of the log under one of its names. */
export interface LogSigner {
  key: VerifierKey;
  /** The verifier key line. */
  line: string;
  master: string;
  sign: LogKey['sign'];
}

/** The active one first. */
export type LogSigners = readonly [LogSigner, ...LogSigner[]];

type KeyRow = { key: string; master: string; rollover: string | null };

/** The text as a note, signed by all of them. */
export function signNote(text: string, signers: readonly LogSigner[]): string {
  const message = concatBytes(utf8.encode(text));
  return formatNote(
    text,
    signers.map(({ key, sign }) => ({ name: key.name, keyId: key.id, signature: sign(message) })),
  );
}

/**
 * Who signs: the active key of the log's name, the key of every other master key, and under former names the keys that
 * bore them, so that who trusts an older key can still verify. A change of the active key is recorded with a note by
 * the old one. To be called inside a transaction.
 * @param origin the server's origin as configured; null when none is, and then the log keeps the name it has
 * @param askedOrigin the origin of the request, which names a log that has no name yet
 */
export function logSigners(
  context: TenantContext,
  keys: LogKeys,
  origin: string | null,
  askedOrigin: string,
): LogSigners {
  const rows = allRows<KeyRow>(
    context.sql,
    'SELECT key, master, rollover FROM log_keys ORDER BY number DESC LIMIT ?',
    maxSigners,
  );
  const [last] = rows;
  const kept = origin === null && last !== undefined ? parseVerifierKey(last.key)?.name : undefined;
  const name = kept ?? `${new URL(origin ?? askedOrigin).host}/log/${context.profile().id}`;
  const [activeKey, ...others] = keys;
  const active = signerOf(name, activeKey);
  const generations = others.map((key) => signerOf(name, key));
  const former = rows.flatMap((row) => formerSigner(row, keys) ?? []);
  if (last?.key !== active.line) {
    const successor = last === undefined ? undefined : former.find((signer) => signer.line === last.key);
    recordActive(context, active, last?.key, successor);
  }
  const rest = [...generations, ...former].filter(
    (one, at, all) => one.line !== active.line && all.findIndex((other) => other.line === one.line) === at,
  );
  return [active, ...rest.slice(0, maxSigners - 1)];
}

/** The note by which this key named its successor, or null. */
export function rolloverOf(context: TenantContext, keyId: string): string | null {
  const rows = allRows<KeyRow>(
    context.sql,
    'SELECT key, master, rollover FROM log_keys ORDER BY number DESC',
  );
  return rows.find((row) => parseVerifierKey(row.key)?.id === keyId)?.rollover ?? null;
}

function signerOf(name: string, key: LogKey): LogSigner {
  const verifier = verifierKey(name, key.publicKey);
  return { key: verifier, line: formatVerifierKey(verifier), master: key.master, sign: key.sign };
}

/** A key that was active before, if its master key is still configured. */
function formerSigner(row: KeyRow, keys: LogKeys): LogSigner | null {
  const key = keys.find((one) => one.master === row.master);
  const name = parseVerifierKey(row.key)?.name;
  if (key === undefined || name === undefined) return null;
  const signer = signerOf(name, key);
  return signer.line === row.key ? signer : null;
}

function recordActive(
  context: TenantContext,
  active: LogSigner,
  oldLine: string | undefined,
  old: LogSigner | undefined,
): void {
  context.sql.exec(
    `INSERT INTO log_keys (key, master, number, active_at, rollover)
       VALUES (?, ?, (SELECT COALESCE(MAX(number), 0) + 1 FROM log_keys), ?, NULL)
       ON CONFLICT (key) DO UPDATE SET number = excluded.number, active_at = excluded.active_at, rollover = NULL`,
    active.line,
    active.master,
    context.now(),
  );
  if (oldLine === undefined) return;
  const note = old === undefined ? null : signNote(formatRollover(old.key, active.key), [old, active]);
  context.sql.exec('UPDATE log_keys SET rollover = ? WHERE key = ?', note, oldLine);
}

/** The notes that lead to this key from the keys before it, the oldest first, as far back as they connect. */
export function rolloversTo(context: TenantContext, line: string): string[] {
  const rows = allRows<KeyRow>(context.sql, 'SELECT key, master, rollover FROM log_keys ORDER BY number');
  const notes: string[] = [];
  for (const { key, rollover } of rows) {
    if (key === line) break;
    // Without a note nothing leads on: the key was gone when its successor came.
    if (rollover === null) notes.length = 0;
    else notes.push(rollover);
  }
  return notes;
}
