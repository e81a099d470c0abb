/** Owns the long random test of the log: after each step the whole of it is verified from the first leaf; must not know how it is kept. */
import { evictDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { consistencyPath, verifyConsistency } from '../../worker/ledger/consistency.ts';
import { tilePath, widthIn } from '../../worker/ledger/tile.ts';
import { verifyProof } from '../../worker/ledger/tlog-proof.ts';
import { call } from './api.ts';
import { grantsOf, otherPerson, submit } from './applicant.ts';
import { asked, decideOn, openLendingShop, refusalOf } from './authorisation-shop.ts';
import { hex, sha256 } from './canonical-digest.ts';
import { applied, type Holder, withdraw } from './holder.ts';
import { logBytes, logKeys, openLog, provenEntry, publishedEntries } from './log-reader.ts';
import { type Shop, tenantStub } from './scenario.ts';
import { rowsOf } from './stored.ts';
import { merkleTreeHash } from './tree-hash.ts';

interface World {
  shop: Shop;
  /** A whole number from 0 to below. */
  below(bound: number): number;
  /** Leads that were not erased. */
  leads: string[];
  /** Applicants who can withdraw. */
  holders: Holder[];
  submitted: number;
}

/** What can befall a log. Each is drawn in proportion to its weight; another kind of step is another line here. */
const steps: { name: string; weight: number; run(world: World): Promise<void> }[] = [
  {
    name: 'submission',
    weight: 10,
    run: async (world) => {
      const left: Record<string, 'refused' | null> = {};
      for (const notice of ['sensitive', 'provide-bank-a', 'marketing']) {
        const drawn = world.below(3);
        if (drawn > 0) left[notice] = drawn === 1 ? null : 'refused';
      }
      world.submitted += 1;
      const { shop, submitted } = world;
      const holder = await applied(shop, { values: otherPerson(submitted), grants: grantsOf(shop, left) });
      world.holders.push(holder);
      world.leads.push(holder.lead);
    },
  },
  {
    name: 'submissions at once',
    weight: 2,
    run: async (world) => {
      const numbers = Array.from({ length: 2 + world.below(5) }, () => ++world.submitted);
      const leads = numbers.map((number) => submit(world.shop, { values: otherPerson(number) }));
      world.leads.push(...(await Promise.all(leads)));
    },
  },
  {
    name: 'erasure',
    weight: 4,
    run: async ({ shop, leads, below }) => {
      const [lead] = leads.splice(below(leads.length), 1);
      if (lead === undefined) return;
      expect((await call('DELETE', `/v1/leads/${lead}`, { key: shop.owner })).status).toBe(204);
    },
  },
  {
    name: 'withdrawal',
    weight: 5,
    run: async ({ holders, leads, below }) => {
      const holder = holders[below(holders.length)];
      const notice = ['marketing', 'provide-bank-a', 'sensitive', 'privacy'][below(4)];
      if (holder === undefined) return;
      const { status } = await withdraw(holder, notice);
      // What was never granted can't be withdrawn; a repeat answers like the first time.
      expect([200, 422]).toContain(status);
      if (status === 200 && notice === 'privacy') leads.splice(leads.indexOf(holder.lead) >>> 0, 1);
    },
  },
  {
    name: 'authorisation refused',
    weight: 2,
    run: async ({ shop, leads, below }) => {
      const lead = leads[below(leads.length)];
      if (lead === undefined) return;
      const of = await asked(shop, lead).catch(() => null);
      // Whoever refused lately is not asked again.
      if (of !== null) expect((await decideOn(of, refusalOf(of))).status).toBe(200);
    },
  },
  {
    name: 'restart',
    weight: 3,
    run: async ({ shop }) => evictDurableObject(tenantStub(shop.tenant)),
  },
  {
    name: 'refused submission',
    weight: 1,
    run: async ({ shop }) => {
      await expect(submit(shop, { values: {} })).rejects.toThrow('refused');
    },
  },
];

/** mulberry32: small, and the same everywhere, so that a failure can be run again from its seed. */
function drawsFrom(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}

function drawStep(below: World['below']) {
  let drawn = below(steps.reduce((sum, step) => sum + step.weight, 0));
  const step = steps.find(({ weight }) => {
    drawn -= weight;
    return drawn < 0;
  });
  if (step === undefined) throw new Error('no step was drawn');
  return step;
}

interface SeenLog {
  size: number;
  root: Uint8Array;
  entries: string[];
}

/** Everything that the log publishes, against RFC 6962's definition and against every checkpoint that was seen before. */
async function verifyWholeLog({ shop, below }: World, seen: readonly SeenLog[]): Promise<SeenLog> {
  const { size, root } = await openLog(shop.tenant);
  const entries = await publishedEntries(shop.tenant, size);
  expect(entries).toHaveLength(size);
  expect(hex(await merkleTreeHash(entries))).toBe(hex(root));
  const hashes = await Promise.all(entries.map((entry) => sha256(Uint8Array.of(0), entry)));
  const read = await tileReader(shop.tenant, size);
  for (const [index, hash] of hashes.entries()) expect(hex(read(0, index))).toBe(hex(hash));
  for (const before of seen) {
    expect(entries.slice(0, before.size)).toEqual(before.entries);
    const path = consistencyPath(before.size, size, read);
    expect(verifyConsistency(before, { size, root }, path)).toBe(true);
  }
  const keys = await logKeys(shop.tenant);
  for (const index of new Set(size === 0 ? [] : [0, size - 1, below(size), below(size)])) {
    const { proof } = await provenEntry(shop.tenant, index);
    expect(await verifyProof(proof, hashes[index] ?? root, keys)).toMatchObject({ checkpoint: { size } });
  }
  return { size, root, entries };
}

/** Nodes of level 0 to 7, from the published tiles. */
async function tileReader(tenant: string, size: number) {
  const leaves: Uint8Array[] = [];
  for (let index = 0; widthIn({ level: 0, index }, size) > 0; index++) {
    const width = widthIn({ level: 0, index }, size);
    const tile = await logBytes(tenant, tilePath({ level: 0, index, width }));
    for (let at = 0; at < tile.length; at += 32) leaves.push(tile.slice(at, at + 32));
  }
  const nodes = new Map<string, Uint8Array>();
  for (const [index, leaf] of leaves.entries()) nodes.set(`0 ${index}`, leaf);
  for (let level = 1; 2 ** level <= size; level++) {
    for (let index = 0; (index + 1) * 2 ** level <= size; index++) {
      const halves = [2 * index, 2 * index + 1].map(
        (at) => nodes.get(`${level - 1} ${at}`) ?? new Uint8Array(),
      );
      nodes.set(`${level} ${index}`, await sha256(Uint8Array.of(1), ...halves));
    }
  }
  if (size >= 256) {
    const first = await logBytes(
      tenant,
      tilePath({ level: 1, index: 0, width: widthIn({ level: 1, index: 0 }, size) }),
    );
    expect(hex(first.slice(0, 32))).toBe(hex(nodes.get('8 0') ?? new Uint8Array()));
  }
  return (level: number, index: number) => nodes.get(`${level} ${index}`) ?? new Uint8Array();
}

test.for([20_261_122, 17, 4])(
  'the whole log verifies from its first leaf after each of many random steps (seed %i)',
  { timeout: 120_000 },
  async (seed) => {
    const world: World = {
      shop: await openLendingShop(),
      below: drawsFrom(seed),
      leads: [],
      holders: [],
      submitted: 0,
    };
    const seen = [await verifyWholeLog(world, [])];
    const taken: string[] = [];
    for (let count = 0; count < 70; count++) {
      const step = drawStep(world.below);
      await step.run(world);
      taken.push(step.name);
      const verified = await verifyWholeLog(world, seen.slice(-12)).catch((cause: unknown) => {
        throw new Error(`after ${taken.join(', ')}`, { cause });
      });
      seen.push(verified);
    }
    expect(new Set(taken)).toEqual(new Set(steps.map((step) => step.name)));
    const erased = (await rowsOf(world.shop.tenant, 'leads')).filter((lead) => lead.erased_at !== null);
    expect(erased.length).toBeGreaterThan(2);
    expect(seen.at(-1)?.size).toBeGreaterThan(100);
  },
);
