/** Owns the layout of the data folder and who may read it; must not know what its files say. */
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { folderWarnings } from './folder-warnings.ts';
import { StartRefused } from './start-refused.ts';

export interface DataFolder {
  root: string;
  objectsDir: string;
  adminTokenPath: string;
  masterKeysPath: string;
  lockPath: string;
  /** Empty; what counts is that it is held open. */
  kernelLockPath: string;
  configPath: string;
}

export function dataFolderAt(root: string): DataFolder {
  return {
    root,
    objectsDir: join(root, 'objects'),
    adminTokenPath: join(root, 'admin-token'),
    masterKeysPath: join(root, 'master-keys'),
    lockPath: join(root, 'lock'),
    kernelLockPath: join(root, 'lock.held'),
    configPath: join(root, 'workerd.capnp'),
  };
}

/**
 * Makes the folder and its parts, readable by the owner alone.
 * @throws StartRefused when it can't be made or written
 */
export function openDataFolder(root: string): DataFolder & { warnings: string[] } {
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 });
    // One name for a folder that links lead to: a lock left under another name would not be understood.
    const folder = dataFolderAt(realpathSync(root));
    const warnings = folderWarnings({ ...folder, ownPaths: Object.values(folder) });
    // A folder that holds other people's files is not ours to close to them.
    if (existsSync(folder.objectsDir) || readdirSync(root).length === 0) closeToOthers(root);
    mkdirSync(folder.objectsDir, { recursive: true, mode: 0o700 });
    for (const path of [root, folder.objectsDir]) {
      accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    }
    return { ...folder, warnings };
  } catch (error) {
    throw new StartRefused(`the data folder ${root} can't be written (${errorCode(error)})`);
  }
}

/** True once any object was stored: from then on the keys that sealed it must be there. */
export function holdsObjects(folder: DataFolder): boolean {
  return readdirSync(folder.objectsDir).length > 0;
}

/** `EACCES` and the like; the message itself would repeat paths and calls. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

function closeToOthers(path: string): void {
  try {
    chmodSync(path, 0o700);
  } catch (error) {
    // A mounted volume may belong to another user; the files in it are 0600 all the same.
    if (errorCode(error) !== 'EPERM') throw error;
  }
}
