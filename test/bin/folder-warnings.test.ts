/** Owns the check of what an operator is told of a data folder; must not start a server. */
import { chmodSync, chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataFolder } from '../../bin/serve/data-folder.ts';
import { newDataDir } from './serve-process.ts';

/** A folder as an earlier run left it. */
function usedFolder(): string {
  const root = newDataDir();
  const { objectsDir, adminTokenPath, masterKeysPath, kernelLockPath, lockPath, configPath } =
    openDataFolder(root);
  for (const path of [adminTokenPath, masterKeysPath, kernelLockPath, lockPath, configPath]) {
    writeFileSync(path, '', { mode: 0o600 });
  }
  for (const key of ['directory', 'tenant', 'traffic']) mkdirSync(join(objectsDir, key));
  return root;
}

describe('a data folder', () => {
  it('of this server alone, closed to others, is nothing to warn of', () => {
    const root = usedFolder();
    expect(openDataFolder(root).warnings).toEqual([]);
  });
  it('that is new or empty is nothing to warn of, and closed', () => {
    const root = newDataDir();
    mkdirSync(root, { mode: 0o755 });
    chmodSync(root, 0o755);
    expect(openDataFolder(root).warnings).toEqual([]);
    expect(statSync(root).mode & 0o777).toBe(0o700);
  });
  it.each([
    ['0755', 0o755],
    ['0750', 0o750],
    ['0701', 0o701],
    ['0777', 0o777],
  ])('that others may enter by mode %s is told of once: it is closed', (mode, bits) => {
    const root = usedFolder();
    chmodSync(root, bits);
    const { warnings } = openDataFolder(root);
    expect(warnings).toEqual([expect.stringContaining(`is open to other users (mode ${mode})`)]);
    expect(warnings[0]).toContain(root);
    expect(openDataFolder(root).warnings).toEqual([]);
  });
  it.runIf(process.getuid?.() === 0)('that belongs to someone else is told of', () => {
    const root = usedFolder();
    chownSync(root, 12_345, 12_345);
    expect(openDataFolder(root).warnings).toEqual([
      expect.stringContaining("belongs to user 12345, who can read all of it, not to this server's 0"),
    ]);
  });
  it('with files of others is told of, by three names at most', () => {
    const root = usedFolder();
    for (const name of ['a "b"\n', 'b', 'c', 'd']) writeFileSync(join(root, name), '');
    mkdirSync(join(root, 'objects', 'elsewhere'));
    const { warnings } = openDataFolder(root);
    expect(warnings).toEqual([expect.stringMatching(/holds what is not this server's \(.* and 2 more\)/)]);
    expect(warnings[0]).not.toContain('\n');
  });
  it('with what a file system or a write that was cut off leaves is not', () => {
    const root = usedFolder();
    mkdirSync(join(root, 'lost+found'));
    for (const name of ['lock.123', 'master-keys.12.tmp']) writeFileSync(join(root, name), '');
    expect(openDataFolder(root).warnings).toEqual([]);
  });
});
