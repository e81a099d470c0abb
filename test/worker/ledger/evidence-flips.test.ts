/** Owns the property that nothing of an evidence file changes unseen: it fails, or is told as stated and not proven; not the checks. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdictText } from '../../../bin/verify/verdict-text.ts';
import { verdictWords } from '../../../bin/verify/verdict-words.ts';
import { statedWords } from '../../../worker/ledger/stated-words.ts';
import { verifyEvidence } from '../../../worker/ledger/verify-evidence.ts';
import { evidencePage } from '../../../worker/router/pages/evidence/evidence-page.ts';
import { keys } from './evidence/fixed-log.ts';
import { good } from './evidence/good-files.ts';
import { verifiedAt } from './evidence/vector-files.ts';

const nowMs = Date.parse(verifiedAt);
const key = keys.first.key;

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

const languages = ['zh-CN', 'en'] as const;

/** What a person reads of a file in each language: the section of what is stated, and all else. */
async function told(content: string) {
  const verdict = await verifyEvidence(content, { key, nowMs });
  const texts = languages.map((language) => {
    const text = verdictText(verdict, language, keys.first.line);
    const from = text.indexOf(`\n${statedWords[language].title}\n`);
    const to = text.indexOf(`\n${verdictWords[language].headings.limits}\n`);
    return { section: text.slice(from, to), rest: text.slice(0, from) + text.slice(to) };
  });
  return { isFailed: verdict.outcome === 'failed', texts };
}

type Told = Awaited<ReturnType<typeof told>>;

/** Null when the change was noticed: the file fails, or says the other thing where it is only stated, and only there. */
async function unseen(content: string, before: Told): Promise<string | null> {
  const after = await told(content);
  if (after.isFailed) return null;
  const isSeen = after.texts.every(
    ({ section, rest }, at) => section !== before.texts[at]?.section && rest === before.texts[at]?.rest,
  );
  return isSeen ? null : 'it proves what it proved before';
}

describe.each(Object.entries(good))('CR-03 PI-14 in %s', (_name, file) => {
  const all = leavesOf(file);
  const whole = told(JSON.stringify(file));

  it('any string, number or flag that changes is noticed, or stands among what is stated', async () => {
    const before = await whole;
    for (const path of all) {
      for (const at of [0, 7, 1_000_003]) {
        const content = withChange(file, path, (holder, member) =>
          Reflect.set(holder, member, flip(Reflect.get(holder, member), at, 'x')),
        );
        expect(await unseen(content, before), path.join('.')).toBeNull();
      }
    }
  });

  it('any sign anywhere is', async () => {
    const before = await whole;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...all),
        fc.nat(),
        fc.constantFrom('A', '0', '=', '+', '/', '-', ' ', '\n', '\u0000', '\u202e', '银', '\ud83d\ude00'),
        async (path, at, sign) => {
          const content = withChange(file, path, (holder, member) =>
            Reflect.set(holder, member, flip(Reflect.get(holder, member), at, sign)),
          );
          return (await unseen(content, before)) === null;
        },
      ),
      { numRuns: 150 },
    );
  });

  it('anything taken out is', async () => {
    const before = await whole;
    for (const path of all) {
      const content = withChange(file, path, (holder, member) => {
        if (Array.isArray(holder)) holder.splice(Number(member), 1);
        else Reflect.deleteProperty(holder, member);
      });
      expect(await unseen(content, before), path.join('.')).toBeNull();
    }
  });

  it('anything put in is, unless it is hashed, or it fails', async () => {
    const before = await whole;
    const holders = new Set(all.map((path) => JSON.stringify(path.slice(0, -1))));
    for (const at of holders) {
      const content = withChange(file, [...JSON.parse(at), 'added'], (holder) => {
        if (Array.isArray(holder)) holder.push('added');
        else Reflect.set(holder, 'added', { by: 'someone' });
      });
      expect(await unseen(content, before), at).toBeNull();
    }
  });

  it('what is stated stands in the report’s section of that name, sign by sign', async () => {
    const page = await (await evidencePage(file)).text();
    const section = page.slice(page.indexOf('<section id="stated">'));
    const shown = section.slice(0, section.indexOf('</section>')).replaceAll('&quot;', '"');
    const verdict = await verifyEvidence(JSON.stringify(file), { key, nowMs });
    // Of signatures and keys the server that draws the report is the one who vouches.
    const stated = verdict.stated.filter(({ holder }) => !holder.startsWith('log'));
    expect(stated.length).toBeGreaterThan(3);
    for (const { name, value } of stated) expect(shown).toContain(`${name} ${JSON.stringify(value)}`);
  });
});
