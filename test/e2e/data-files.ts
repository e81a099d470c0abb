/** Owns reading and changing a stopped server's files, past the server; must not know what a test looks for. */
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The database of the folder's only tenant. */
export function tenantDatabase(dataDir: string): DatabaseSync {
  const files = globSync('objects/tenant/*.sqlite', { cwd: dataDir }).filter((path) => {
    const database = new DatabaseSync(join(dataDir, path), { readOnly: true });
    const isTenant = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'leads'").get() !== undefined;
    database.close();
    return isTenant;
  });
  const [file] = files;
  if (file === undefined || files.length > 1) throw new Error(`${files.length} tenants in ${dataDir}`);
  return new DatabaseSync(join(dataDir, file));
}

/** Which of these are anywhere in any file of the folder, as bytes. */
export function foundInFiles(dataDir: string, wanted: readonly Uint8Array[]): number {
  const files = globSync('**/*', { cwd: dataDir })
    .map((path) => join(dataDir, path))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path));
  return wanted.filter((bytes) => files.some((file) => file.includes(Buffer.from(bytes)))).length;
}
