/** Owns what an operator should know of a data folder before it is used: who else may read it, what else lies in it. */
import { readdirSync, type Stats, statSync } from 'node:fs';
import { basename } from 'node:path';
import { durableObjects } from './workerd-config.ts';

/** Names told at most. */
const told = 3;
/** What file systems and this server's own half-written files leave. */
const passing = /^lost\+found$|\.tmp$|^lock\./;

interface Folder {
  root: string;
  objectsDir: string;
  /** Every path in it that is the server's. */
  ownPaths: readonly string[];
}

/** To be asked before the folder is closed to others, or anything is put into it. */
export function folderWarnings(folder: Folder): string[] {
  const held = readdirSync(folder.root);
  // Nothing has been in it that anyone could have read.
  if (held.length === 0) return [];
  return [...openness(folder), ...foreignFiles(folder, held)];
}

function openness({ root }: Folder): string[] {
  const stats = statSync(root);
  const warnings: string[] = [];
  if ((stats.mode & 0o077) !== 0) {
    warnings.push(
      `the data folder ${root} is open to other users (mode ${modeOf(stats)}), who may have read keys and leads: ` +
        'it should be 0700, and is made so unless it belongs to someone else or holds other files alone',
    );
  }
  const own = process.getuid?.();
  if (own !== undefined && stats.uid !== own) {
    warnings.push(
      `the data folder ${root} belongs to user ${stats.uid}, who can read all of it, not to this server's ${own}`,
    );
  }
  return warnings;
}

function foreignFiles({ root, objectsDir, ownPaths }: Folder, held: readonly string[]): string[] {
  const ours = new Set(ownPaths.map((path) => basename(path)));
  const keys = new Set<string>(durableObjects.map(({ uniqueKey }) => uniqueKey));
  const stored = held.includes(basename(objectsDir)) ? readdirSync(objectsDir) : [];
  const foreign = [
    ...held.filter((name) => !ours.has(name) && !passing.test(name)),
    ...stored.filter((name) => !keys.has(name)).map((name) => `${basename(objectsDir)}/${name}`),
  ];
  if (foreign.length === 0) return [];
  const names = foreign.slice(0, told).map((name) => JSON.stringify(name));
  const more = foreign.length > told ? ` and ${foreign.length - told} more` : '';
  return [
    `the data folder ${root} holds what is not this server's (${names.join(', ')}${more}): keep other files elsewhere, ` +
      'since the folder is kept, copied and restored as a whole',
  ];
}

function modeOf(stats: Stats): string {
  return (stats.mode & 0o7777).toString(8).padStart(4, '0');
}
