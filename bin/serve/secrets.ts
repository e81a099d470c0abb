/** Owns the secrets the server runs with: given, kept, or made once; must not print one or know their use. */
import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync } from 'node:fs';
import { adminTokenFault } from './admin-token.ts';
import { type DataFolder, errorCode, holdsObjects } from './data-folder.ts';
import { formatMasterKeys, newMasterKeys, parseMasterKeys } from './master-keys.ts';
import { writePrivateFile } from './private-file.ts';
import { StartRefused } from './start-refused.ts';

export interface Secrets {
  adminToken: string;
  masterKeys: string;
  /** The file that holds the admin token; null when the caller gave it. */
  adminTokenPath: string | null;
  /** What the operator should know, without key material. */
  warnings: string[];
}

/**
 * Takes each secret from the caller, else from the data folder, else makes it and keeps it there.
 * @throws StartRefused when stored objects were sealed with keys that are gone, a kept secret is damaged, or the token is easy to guess
 */
export function loadSecrets(
  folder: DataFolder,
  given: { adminToken: string | null; masterKeys: string | null },
): Secrets {
  const keptToken = given.adminToken ?? readKept(folder.adminTokenPath);
  refuseWeak(
    keptToken,
    given.adminToken === null ? `the token in ${folder.adminTokenPath}` : 'JINJIAN_ADMIN_TOKEN',
  );
  const keptKeys = readKeptKeys(folder);
  if (given.masterKeys === null && keptKeys === null && holdsObjects(folder)) {
    throw new StartRefused(
      `${folder.masterKeysPath} is missing, and new keys could not open the leads stored beside it: ` +
        'restore the file or set JINJIAN_MASTER_KEYS',
    );
  }
  const masterKeys = given.masterKeys ?? keptKeys ?? keep(folder.masterKeysPath, newMasterKeys());
  const adminToken = keptToken ?? keep(folder.adminTokenPath, newAdminToken());
  return {
    adminToken,
    masterKeys,
    adminTokenPath: given.adminToken === null ? folder.adminTokenPath : null,
    warnings: missingKeys(folder, keptKeys, masterKeys),
  };
}

function refuseWeak(token: string | null, name: string): void {
  const fault = token === null ? null : adminTokenFault(token);
  if (fault !== null) throw new StartRefused(`${name} ${fault}`);
}

function newAdminToken(): string {
  return `jadmin_${randomBytes(32).toString('base64url')}`;
}

function keep(path: string, secret: string): string {
  writePrivateFile(path, `${secret}\n`);
  return secret;
}

function readKept(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8').trim();
    chmodSync(path, 0o600);
    if (text === '') throw new StartRefused(`${path} is empty: restore it from a backup`);
    return text;
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    if (errorCode(error) === 'ENOENT') return null;
    throw new StartRefused(`${path} can't be read (${errorCode(error)})`);
  }
}

function readKeptKeys(folder: DataFolder): string | null {
  const text = readKept(folder.masterKeysPath);
  if (text === null) return null;
  const parsed = parseMasterKeys(text);
  if ('error' in parsed) throw new StartRefused(`${folder.masterKeysPath} is damaged: ${parsed.error}`);
  return formatMasterKeys(parsed.keys);
}

function missingKeys(folder: DataFolder, kept: string | null, used: string): string[] {
  const all = new Set(used.split(','));
  const missing = (kept ?? '').split(',').filter((key) => key !== '' && !all.has(key));
  return missing.map(
    (key) =>
      `JINJIAN_MASTER_KEYS lacks key ${key.split(':')[0]} of ${folder.masterKeysPath}: ` +
      'leads sealed with it stay unreadable until it is added',
  );
}
