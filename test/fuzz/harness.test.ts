/** Owns that the fuzzing would see what it looks for: each kind of fault planted, found, made small; no target of ours. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { hits, readHits } from './block-counters.ts';
import { fuzz } from './fuzz-loop.ts';
import { withCounters } from './instrument.ts';
import type { Fault } from './judge-input.ts';
import { inLanes } from './lanes.ts';
import type { Bytes } from './mutate-bytes.ts';
import { mutatorOf } from './mutator.ts';
import { marker } from './odd-values.ts';
import { runTarget } from './run-target.ts';
import { storedContent } from './stored-content.ts';
import { jsonOf, memberOf, type Outcome, promise, type Target, textOf } from './target.ts';

const encoder = new TextEncoder();
const refusal: Outcome = { tag: 'refused', isRefused: true, output: '' };

function planted(run: (input: Bytes) => Outcome, more: Partial<Target> = {}): Target {
  return { name: 'planted', format: 'json', words: [], mostBytes: 5000, mostOutput: () => 100, run, ...more };
}

interface Found extends Fault {
  input: string;
}

const sound = '{"name":"a","amount":1,"list":[1,2,{"b":"text"}]}';

async function faultsOf(target: Target, mostInputs = 20_000, corpus = sound): Promise<Found[]> {
  const found: Found[] = [];
  await fuzz(target, {
    seed: 1,
    seconds: 60,
    mostFaults: 1,
    minimiseMs: 2000,
    mostInputs,
    corpus: [{ path: 'sound', bytes: encoder.encode(corpus) }],
    beforeEach() {},
    onFault: (fault, input) => found.push({ ...fault, input: new TextDecoder().decode(input) }),
  });
  return found;
}

describe('a planted fault is found', () => {
  it('that throws, by the smallest input that does so', async () => {
    const found = await faultsOf(
      planted((input) => {
        const amount = memberOf(jsonOf(input)?.value, 'amount');
        if (typeof amount === 'number' && amount > 1e15) throw new RangeError('too much');
        return refusal;
      }),
    );
    expect(found).toMatchObject([{ kind: 'throw', signature: expect.stringContaining('RangeError') }]);
    expect(found[0]?.input).toMatch(/^\{"amount":[\d.e+]{1,20}\}$/);
  });

  it('that breaks a promise of its target', async () => {
    const found = await faultsOf(
      planted((input) => {
        promise(!(textOf(input) ?? '').includes('\\u202e'), 'no text runs backwards');
        promise(!(textOf(input) ?? '').includes('\u202e'), 'no text runs backwards');
        return refusal;
      }),
    );
    expect(found).toMatchObject([{ kind: 'promise', signature: 'no text runs backwards' }]);
  });

  it('that takes too much of the processor', async () => {
    const found = await faultsOf(
      planted((input) => {
        const text = textOf(input) ?? '';
        const before = process.cpuUsage();
        while (text.length > 2000 && process.cpuUsage(before).user < 400_000);
        return refusal;
      }),
    );
    expect(found).toMatchObject([{ kind: 'hang' }]);
  }, 60_000);

  it('that waits without taking any of it is none', async () => {
    const found = await faultsOf(
      planted(() => {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
        return refusal;
      }),
      2,
    );
    expect(found).toEqual([]);
  });

  it('that answers at length', async () => {
    const found = await faultsOf(planted((input) => ({ ...refusal, output: 'x'.repeat(input.length) })));
    expect(found).toMatchObject([{ kind: 'output' }]);
  });

  it('that repeats what was sent', async () => {
    const found = await faultsOf(
      planted((input) => ({ ...refusal, output: textOf(input) ?? '' }), {
        repeatsNothing: true,
        mostOutput: () => 10_000,
      }),
    );
    expect(found).toMatchObject([{ kind: 'leak' }]);
    expect(found[0]?.input).toBe(marker);
  });

  it('that answers by what was asked before', async () => {
    let asked = 0;
    const found = await faultsOf(planted(() => ({ ...refusal, output: String(++asked) })));
    expect(found).toMatchObject([{ kind: 'unsteady' }]);
  });

  it('that changes what every object inherits', async () => {
    afterEach(() => Reflect.deleteProperty(Object.prototype, 'polluted'));
    const found = await faultsOf(
      planted((input) => {
        Reflect.deleteProperty(Object.prototype, 'polluted');
        if (/"__proto__"/.test(textOf(input) ?? '')) Reflect.set(Object.prototype, 'polluted', 1);
        return refusal;
      }),
    );
    expect(found).toMatchObject([{ kind: 'pollution' }]);
  });
});

describe('counters', () => {
  const source = `export function walk(text: string): string {
    let said = '';
    for (const sign of text) said += sign === 'a' ? 'A' : sign;
    if (text.length > 3 && text.startsWith('b')) return (() => said)();
    else if (text === '') return 'none';
    switch (text) { case 'x': said = 'X'; break; case 'y': default: said += '!'; }
    do said += '.'; while (said.length < 3);
    return [...said].map((sign) => ({ sign })).map(({ sign }) => sign as string).join('');
  }`;

  async function load(text: string): Promise<(text: string) => string> {
    const loaded = await import(`data:text/javascript,${encodeURIComponent(stripTypeScriptTypes(text))}`);
    return loaded.walk;
  }

  it('change nothing of what the code does', async () => {
    Reflect.set(globalThis, '$fuzzHits', hits);
    const [plain, counted] = [await load(source), await load(withCounters('walk.ts', source))];
    for (const text of ['', 'a', 'x', 'y', 'baab', 'abcd', 'zz']) expect(counted(text)).toBe(plain(text));
  });

  it('tell an input that leads somewhere new from one that does not', async () => {
    Reflect.set(globalThis, '$fuzzHits', hits);
    const counted = await load(withCounters('walk.ts', source));
    const isNew = (text: string) => {
      readHits();
      counted(text);
      return readHits().isNew;
    };
    expect(['q', 'q', 'r', 'bqqq', 'bqqr', '', 'x', 'x'].map(isNew)).toEqual([
      true,
      false,
      false,
      true,
      false,
      true,
      true,
      false,
    ]);
  });

  it('lead the way past one lock after another', async () => {
    Reflect.set(globalThis, '$fuzzHits', hits);
    const locks = withCounters(
      'locks.ts',
      `export function walk(text: string): string {
        if (text.charAt(0) === 'k') if (text.charAt(1) === 'e') if (text.charAt(2) === 'y')
          throw new Error('open');
        return text;
      }`,
    );
    const open = await load(locks);
    const target = planted(
      (input) => {
        open(textOf(input) ?? '');
        return refusal;
      },
      { format: 'text' },
    );
    expect(await faultsOf(target, 100_000, 'abcd')).toMatchObject([{ kind: 'throw', input: 'key' }]);
  });
});

describe('a run', () => {
  it('makes the same inputs from the same seed, and others from another', () => {
    const target = planted(() => refusal);
    const corpus = [encoder.encode('{"a":[1,"b"]}')];
    const made = (seed: string) => {
      const mutator = mutatorOf(target, corpus, seed);
      return Array.from({ length: 200 }, () => Buffer.from(mutator.next()).toString('hex'));
    };
    expect(made('1')).toEqual(made('1'));
    expect(made('1')).not.toEqual(made('2'));
  });

  it('of one stored file runs that file alone', async () => {
    const only = 'test/fuzz/corpus/tile/bundle';
    const report = await runTarget({ target: 'tile', seed: 1, seconds: 9, mostInputs: 9, grow: false, only });
    expect(report).toMatchObject({ counts: { stored: 1, inputs: 0 }, faults: [] });
  });

  it('has its turn though another fails', async () => {
    const ran: number[] = [];
    const results = inLanes([1, 2, 3, 4], 2, async (one) => {
      ran.push(one);
      if (one < 3) throw new Error('failed');
      return one * 10;
    });
    const settled = await Promise.allSettled(results.values());
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled']);
    expect(ran).toEqual([1, 2, 3, 4]);
  });
});

it('a commit to any object of a server is seen, and so is what it changed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jinjian-fuzz-test-'));
  mkdirSync(join(folder, 'objects/tenant'), { recursive: true });
  const database = new DatabaseSync(join(folder, 'objects/tenant/a.sqlite'));
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE leads (id INTEGER, name TEXT)');
  const stored = storedContent(folder);
  const before = await stored.settled();
  expect(stored.hasCommitted()).toBe(false);
  database.exec("INSERT INTO leads VALUES (1, 'a')");
  expect(stored.hasCommitted()).toBe(true);
  expect(await stored.settled()).not.toBe(before);
  database.exec('DELETE FROM leads');
  expect(await stored.settled()).toBe(before);
  stored.close();
  database.close();
  rmSync(folder, { recursive: true, force: true });
});
