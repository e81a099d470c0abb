/** Owns the property that nothing of an evidence file changes unseen, but for the members told here; must not know the checks. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyEvidence } from '../../../worker/ledger/verify-evidence.ts';
import { keys } from './evidence/fixed-log.ts';
import { good } from './evidence/good-files.ts';
import { verifiedAt } from './evidence/vector-files.ts';

const nowMs = Date.parse(verifiedAt);
const key = keys.first.key;

/** Told as unproven by the verdict: the tenant's own account, or context that nothing else in the file repeats. */
const notCovered: [RegExp, string][] = [
  [/^deliveries\./, 'the tenant’s own account'],
  [/^attribution\./, 'the tenant’s own account'],
  [
    /^generatedAt$/,
    'when the file was written is said by its writer; only its order with the decisions is checked',
  ],
  [/^tenant\.(?:legalName|uscc)$/, 'today’s name; the one at the time of a decision is in its record'],
];

/** The lead’s id is repeated by later decisions only. */
function isCovered(name: string, path: string): boolean {
  if (path === 'lead.id') return name === 'withdrawn' || name === 'authorised' || name === 'larger-log';
  return !notCovered.some(([pattern]) => pattern.test(path));
}

type Path = (string | number)[];

/** The path of every string, number, boolean and null. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return members.flatMap(([name, member]) => leavesOf(member, [...path, name]));
}

function withChange(
  file: unknown,
  path: Path,
  change: (holder: object, name: string | number) => void,
): string {
  const copy: unknown = structuredClone(file);
  const last = path.at(-1);
  const holder = path.slice(0, -1).reduce<unknown>((found, name) => Reflect.get(Object(found), name), copy);
  if (typeof holder !== 'object' || holder === null || last === undefined) throw new Error('no such path');
  change(holder, last);
  return JSON.stringify(copy);
}

/** Another value of the same type. */
function flip(value: unknown, at: number, sign: string): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string') return 'something';
  const signs = [...value];
  const place = signs.length === 0 ? 0 : at % signs.length;
  signs[place] = signs[place] === sign ? `${sign}${sign}` : sign;
  return signs.join('');
}

async function outcomeOf(content: string): Promise<string> {
  return (await verifyEvidence(content, { key, nowMs })).outcome;
}

describe.each(Object.entries(good))('CR-03 PI-14 in %s', (name, file) => {
  const covered = leavesOf(file).filter((path) => isCovered(name, path.join('.')));

  it('any string, number or flag that changes is noticed', async () => {
    for (const path of covered) {
      for (const at of [0, 7, 1_000_003]) {
        const content = withChange(file, path, (holder, member) =>
          Reflect.set(holder, member, flip(Reflect.get(holder, member), at, 'x')),
        );
        expect(await outcomeOf(content), path.join('.')).toBe('failed');
      }
    }
  });

  it('any sign anywhere is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...covered),
        fc.nat(),
        fc.constantFrom('A', '0', '=', '+', '/', '-', ' ', '\n', '\u0000', '银', '\ud83d\ude00'),
        async (path, at, sign) => {
          const content = withChange(file, path, (holder, member) =>
            Reflect.set(holder, member, flip(Reflect.get(holder, member), at, sign)),
          );
          return (await outcomeOf(content)) === 'failed';
        },
      ),
      { numRuns: 150 },
    );
  });

  it('anything taken out is', async () => {
    for (const path of covered) {
      const content = withChange(file, path, (holder, member) => {
        if (Array.isArray(holder)) holder.splice(Number(member), 1);
        else Reflect.deleteProperty(holder, member);
      });
      expect(await outcomeOf(content), path.join('.')).toBe('failed');
    }
  });
});
