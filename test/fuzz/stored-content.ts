/** Owns telling whether a running server has stored anything, from its files alone; must not know what. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';

export interface StoredContent {
  /** True when some object has committed anything since the last call. */
  hasCommitted(): boolean;
  /** One text for every row of every table of every object, once nothing is being written. */
  settled(): Promise<string>;
  close(): void;
}

const quietMs = 150;

/** @param dataDir of a server that runs; its objects are those that it has now */
export function storedContent(dataDir: string): StoredContent {
  const databases = globSync('objects/*/*.sqlite', { cwd: dataDir })
    // When to wake an object is no content of it.
    .filter((path) => basename(path) !== 'metadata.sqlite')
    .map((path) => new DatabaseSync(join(dataDir, path), { readOnly: true }));
  // SQLite: "the integer values returned by two invocations of PRAGMA data_version from the same connection will be
  // different if changes were committed to the database by any other connection in the interim".
  const versions = () =>
    databases.map((database) => Number(database.prepare('PRAGMA data_version').get()?.data_version)).join();
  let last = versions();
  const hasCommitted = () => {
    const now = versions();
    const isOther = now !== last;
    last = now;
    return isOther;
  };
  return {
    hasCommitted,
    async settled() {
      do await wait(quietMs);
      while (hasCommitted());
      return databases.map(contentOf).join();
    },
    close() {
      for (const database of databases) database.close();
    },
  };
}

function contentOf(database: DatabaseSync): string {
  const hash = createHash('sha256');
  const tables = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .all()
    .map(({ name }) => String(name))
    .filter((name) => !/^(?:_cf_|sqlite_)/.test(name));
  for (const table of tables) {
    const rows = database.prepare(`SELECT * FROM "${table}"`).all();
    hash.update(`${table} ${rows.length} ${JSON.stringify(rows)}`);
  }
  return hash.digest('hex');
}

/** Processor time that a process has taken so far (proc(5): `utime` and `stime`, in hundredths of a second). */
export function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
