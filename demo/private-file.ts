/** Owns files that only the demo's user may read (keys, leads); must not know what they hold. */
import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The file's text, or undefined when there is no such file. */
export async function readPrivate(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Replaces the file in one step, mode 0600: a crash leaves the old text or the new one. */
export async function writePrivate(path: string, text: string): Promise<void> {
  await makePrivateFolder(dirname(path));
  const next = `${path}.next`;
  await writeFile(next, text, { mode: 0o600 });
  await rename(next, path);
}

/** Adds to the end of the file, made with mode 0600 when it is not there. */
export async function appendPrivate(path: string, text: string): Promise<void> {
  await makePrivateFolder(dirname(path));
  await appendFile(path, text, { mode: 0o600 });
}

/** Makes a folder that only this user may enter, with its parents. */
export async function makePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
}
