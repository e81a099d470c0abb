/** Owns which files the evidence vectors consist of, and what is expected of each; must not touch the disk. */
import { fileURLToPath } from 'node:url';
import { bad } from './bad-files.ts';
import { keys } from './fixed-log.ts';
import { good } from './good-files.ts';

export const vectorFolder = fileURLToPath(new URL('../../../vectors/evidence', import.meta.url));

/** The moment of verification; only `time-in-future` depends on it. */
export const verifiedAt = '2026-03-10T00:00:00.000Z';

/** By path below the folder. */
export function vectorFiles(): Record<string, string> {
  const goodFiles = Object.entries(good).map(([name, file]) => [
    `good/${name}.json`,
    `${JSON.stringify(file, null, 2)}\n`,
  ]);
  const badFiles = Object.entries(bad).map(([name, { text }]) => [`bad/${name}.json`, text]);
  const expected = {
    verifiedAt,
    /** Had from elsewhere: the key that a verifier brings. */
    key: keys.first.line,
    files: Object.fromEntries([
      ...Object.keys(good).map((name) => [`good/${name}.json`, { outcome: 'proven', faults: [] }]),
      ...Object.entries(bad).map(([name, { faults }]) => [
        `bad/${name}.json`,
        { outcome: 'failed', faults: faults.map(faultOf) },
      ]),
    ]),
  };
  return Object.fromEntries([
    ...goodFiles,
    ...badFiles,
    ['expected.json', `${JSON.stringify(expected, null, 2)}\n`],
  ]);
}

function faultOf(text: string) {
  const [, check, code, at] = /^([a-z]+)\/([a-z_]+) (.*)$/.exec(text) ?? [];
  if (check === undefined || code === undefined || at === undefined) throw new Error(`not a fault: ${text}`);
  return { check, code, at };
}
