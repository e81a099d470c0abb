/** Owns the inputs of a run: those kept so far, and the next one made of them by its format; must not run any. */
import { type JsonNode, parseNode, rawNode, wordsIn, writeNode } from './json-node.ts';
import { type Bytes, joinedBytes, mutateBytes } from './mutate-bytes.ts';
import { mutateNode } from './mutate-json.ts';
import { mutateText } from './mutate-text.ts';
import { mutatePng } from './png-chunks.ts';
import { randomOf } from './random.ts';
import type { Target } from './target.ts';

interface Kept {
  bytes: Bytes;
  /** For JSON. */
  tree: JsonNode | null;
  text: string;
}

export interface Mutator {
  /** Takes an input up among those that others are made of. */
  keep(input: Bytes): void;
  next(): Bytes;
  kept(): readonly Bytes[];
}

const mostKept = 4000;
const mostKeptBytes = 64 * 1024;
/** Of what is kept, the newest are changed more often: nobody has looked at what is near them. */
const newest = 32;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** @param seed the same target, corpus and seed make the same inputs */
export function mutatorOf(target: Target, corpus: readonly Bytes[], seed: string): Mutator {
  const { format, mostBytes } = target;
  const random = randomOf(seed);
  const pool: Kept[] = [];
  const keptOf = (bytes: Bytes): Kept => {
    const text = format === 'json' || format === 'text' ? decoder.decode(bytes) : '';
    return { bytes, text, tree: format === 'json' ? parseNode(text) : null };
  };
  for (const input of corpus) pool.push(keptOf(input));
  if (pool.length === 0) throw new Error(`${target.name} has no corpus`);
  const found = pool.flatMap(({ tree }) => (tree === null ? [] : wordsIn(tree)));
  const words = [...new Set([...target.words, ...found.filter(({ length }) => length <= 200), ''])];
  const anyKept = () => random.pick(random.chance(0.3) ? pool.slice(-newest) : pool);
  const anyTree = () => anyKept().tree ?? rawNode('null');

  const nextJson = ({ tree, text }: Kept, changes: number): Bytes => {
    let changed = tree;
    if (changed === null) return nextText(text, changes);
    for (let turn = 0; turn < changes; turn += 1)
      changed = mutateNode(changed, random, { words, other: anyTree, mostUnits: mostBytes / 2 });
    const written = writeNode(changed);
    return random.chance(0.05) ? nextText(written, 1) : encoder.encode(written).slice(0, mostBytes);
  };
  const nextText = (text: string, changes: number): Bytes => {
    let changed = text;
    for (let turn = 0; turn < changes; turn += 1) {
      const mostUnits = random.chance(0.05) ? mostBytes : Math.min(mostBytes, changed.length + 2000);
      changed = mutateText(changed, random, { words, other: () => anyKept().text, mostUnits });
    }
    return encoder.encode(changed).slice(0, mostBytes);
  };
  const nextBytes = (bytes: Bytes, changes: number): Bytes => {
    const mutate = format === 'png' ? mutatePng : mutateBytes;
    let changed = bytes;
    for (let turn = 0; turn < changes; turn += 1)
      changed = mutate(changed, random, () => anyKept().bytes, random.chance(0.02) ? mostBytes : 20_000);
    return changed;
  };
  return {
    keep(input) {
      if (input.length > mostKeptBytes) return;
      // What the corpus holds stays.
      if (pool.length >= mostKept) pool.splice(corpus.length, 1);
      pool.push(keptOf(joinedBytes([input])));
    },
    next() {
      const parent = anyKept();
      const changes = 1 + random.smallBelow(6);
      if (format === 'bytes' || format === 'png' || random.chance(0.01))
        return nextBytes(parent.bytes, changes);
      return format === 'json' ? nextJson(parent, changes) : nextText(parent.text, changes);
    },
    kept: () => pool.map(({ bytes }) => bytes),
  };
}
