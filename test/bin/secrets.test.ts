/** Owns the check of secrets on disk: made once, private, never replaced while something depends on them. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DataFolder, openDataFolder } from '../../bin/serve/data-folder.ts';
import { parseMasterKeys } from '../../bin/serve/master-keys.ts';
import { loadSecrets } from '../../bin/serve/secrets.ts';
import { newDataDir } from './serve-process.ts';

const nothing = { adminToken: null, masterKeys: null };
/** 32 random bytes as people make them. */
const strong = '8f1d0c5be7a94263b0d27c91e6f38a4d5512ce70f9a84b36d1e0947cb8235fa6';
const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

function storeSomething(folder: DataFolder): void {
  mkdirSync(join(folder.objectsDir, 'tenant'));
}

describe('secrets that nobody gave', () => {
  it('are made on first start and kept, readable by the owner alone', () => {
    const folder = openDataFolder(newDataDir());
    const first = loadSecrets(folder, nothing);
    expect(first.adminToken.length).toBeGreaterThanOrEqual(40);
    expect(parseMasterKeys(first.masterKeys)).toEqual({ keys: [{ id: 'k1', base64: expect.any(String) }] });
    expect(first.adminTokenPath).toBe(folder.adminTokenPath);
    expect([mode(folder.root), mode(folder.objectsDir)]).toEqual(['700', '700']);
    expect([mode(folder.adminTokenPath), mode(folder.masterKeysPath)]).toEqual(['600', '600']);
    expect(readdirSync(folder.root).sort()).toEqual(['admin-token', 'master-keys', 'objects']);
    storeSomething(folder);
    expect(loadSecrets(folder, nothing)).toEqual(first);
  });
  it('differ between folders', () => {
    const [a, b] = [newDataDir(), newDataDir()].map((dir) => loadSecrets(openDataFolder(dir), nothing));
    expect(a?.adminToken).not.toBe(b?.adminToken);
    expect(a?.masterKeys).not.toBe(b?.masterKeys);
  });
  it('are closed to others again when their files were opened', () => {
    const folder = openDataFolder(newDataDir());
    loadSecrets(folder, nothing);
    chmodSync(folder.masterKeysPath, 0o644);
    loadSecrets(folder, nothing);
    expect(mode(folder.masterKeysPath)).toBe('600');
  });
});

describe('an admin token that is easy to guess', () => {
  it('is refused with the place that it stands in, and nothing is made beside it', () => {
    const folder = openDataFolder(newDataDir());
    const given = () => loadSecrets(folder, { adminToken: 'stand-in-admin', masterKeys: null });
    expect(given).toThrow(/^JINJIAN_ADMIN_TOKEN is too easy to guess/);
    expect(readdirSync(folder.root)).toEqual(['objects']);
    writeFileSync(folder.adminTokenPath, 'changeme\n');
    expect(() => loadSecrets(folder, nothing)).toThrow(`the token in ${folder.adminTokenPath} is too easy`);
    expect(readdirSync(folder.root).sort()).toEqual(['admin-token', 'objects']);
  });
  it('is also one that looks like a tenant’s key', () => {
    const folder = openDataFolder(newDataDir());
    const adminToken = `jk_acme_${strong}`;
    expect(() => loadSecrets(folder, { adminToken, masterKeys: null })).toThrow('must not begin with jk_');
  });
});

describe('secrets that were given', () => {
  it('are used and not written anywhere', () => {
    const folder = openDataFolder(newDataDir());
    const secrets = loadSecrets(folder, { adminToken: strong, masterKeys: key('k9', 9) });
    expect(secrets).toEqual({
      adminToken: strong,
      masterKeys: key('k9', 9),
      adminTokenPath: null,
      warnings: [],
    });
    expect(readdirSync(folder.root)).toEqual(['objects']);
  });
  it('bring a warning, without key material, when they lack a kept key', () => {
    const folder = openDataFolder(newDataDir());
    const kept = loadSecrets(folder, nothing).masterKeys;
    const { warnings } = loadSecrets(folder, { adminToken: null, masterKeys: key('k2', 2) });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('key k1');
    expect(warnings[0]).not.toContain(kept.slice(3, 12));
    const rotated = `${key('k2', 2)},${kept}`;
    expect(loadSecrets(folder, { adminToken: null, masterKeys: rotated }).warnings).toEqual([]);
  });
});

describe('a start is refused', () => {
  it('when leads are stored and their keys are gone', () => {
    const folder = openDataFolder(newDataDir());
    loadSecrets(folder, nothing);
    storeSomething(folder);
    rmSync(folder.masterKeysPath);
    expect(() => loadSecrets(folder, nothing)).toThrow(/master-keys is missing.*JINJIAN_MASTER_KEYS/);
    expect(readdirSync(folder.root)).not.toContain('master-keys');
    expect(loadSecrets(folder, { adminToken: null, masterKeys: key('k1', 1) }).masterKeys).toBe(key('k1', 1));
  });
  it.each(['', 'k1:short', 'nonsense'])('when the kept keys are damaged: %j', (text) => {
    const folder = openDataFolder(newDataDir());
    writeFileSync(folder.masterKeysPath, text);
    expect(() => loadSecrets(folder, nothing)).toThrow(/master-keys is (?:damaged|empty)/);
    expect(readFileSync(folder.masterKeysPath, 'utf8')).toBe(text);
  });
  it('when the data folder can not be made', () => {
    expect(() => openDataFolder('/dev/null/data')).toThrow(/data folder \/dev\/null\/data can't be written/);
  });
});

describe('a folder that holds other files', () => {
  it('is not closed to their readers, while ours are', () => {
    const dir = newDataDir();
    mkdirSync(dir, { recursive: true, mode: 0o755 });
    writeFileSync(join(dir, 'notes.txt'), 'a neighbour');
    const folder = openDataFolder(dir);
    expect([mode(dir), mode(folder.objectsDir)]).toEqual(['755', '700']);
  });
});
