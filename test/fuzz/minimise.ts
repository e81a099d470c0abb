/** Owns making a failing input smaller while it fails; must not know how it fails. */
import {
  edited,
  type JsonNode,
  listOf,
  nodeAt,
  objectOf,
  parseNode,
  rawNode,
  textNode,
  writeNode,
} from './json-node.ts';
import type { Bytes } from './mutate-bytes.ts';
import { textOf } from './target.ts';

export interface Minimising {
  /** Settles with whether this input fails in the same way. */
  fails(input: Bytes): Promise<boolean>;
  mostRuns: number;
  deadlineMs: number;
}

const encoder = new TextEncoder();

/** Asks whether a candidate still fails, until time or number is up: nothing is to be made smaller after that. */
interface Trial {
  isOver(): boolean;
  fails(candidate: Bytes): Promise<boolean>;
}

/** The smallest input found that fails the same. JSON loses members, items and text first, then anything loses bytes. */
export async function minimised(input: Bytes, { fails, mostRuns, deadlineMs }: Minimising): Promise<Bytes> {
  let left = mostRuns;
  const trial: Trial = {
    isOver: () => left <= 0 || Date.now() > deadlineMs,
    fails(candidate) {
      left -= 1;
      return fails(candidate);
    },
  };
  const text = textOf(input);
  const tree = text === null ? null : parseNode(text);
  const smaller = tree === null ? input : await smallerTree(input, tree, trial);
  return smallerBytes(smaller, trial);
}

/** The node with less in it: nothing, halves, each child alone gone. */
function* lessOf(node: JsonNode): Generator<JsonNode> {
  if (node.kind === 'raw') return;
  if (node.kind === 'text') {
    const { text } = node;
    const half = text.length >> 1;
    if (text === '') return;
    yield textNode('');
    if (half > 0) yield* [textNode(text.slice(0, half)), textNode(text.slice(half))];
    return;
  }
  yield rawNode('null');
  if (node.kind === 'list') {
    const { items } = node;
    const half = items.length >> 1;
    if (half > 1) yield* [listOf(items.slice(0, half)), listOf(items.slice(half))];
    for (const at of items.keys()) yield listOf(items.filter((_, other) => other !== at));
    return;
  }
  const { members } = node;
  const half = members.length >> 1;
  if (half > 1) yield* [objectOf(members.slice(0, half)), objectOf(members.slice(half))];
  for (const at of members.keys()) yield objectOf(members.filter((_, other) => other !== at));
}

async function smallerTree(input: Bytes, tree: JsonNode, trial: Trial): Promise<Bytes> {
  let [best, bestBytes] = [tree, input];
  for (let at = 0; at < best.size; ) {
    let isSmaller = false;
    for (const less of lessOf(nodeAt(best, at))) {
      if (trial.isOver()) return bestBytes;
      const candidate = edited(best, at, () => less);
      const bytes = encoder.encode(writeNode(candidate));
      if (!(await trial.fails(bytes))) continue;
      [best, bestBytes, isSmaller] = [candidate, bytes, true];
      break;
    }
    if (!isSmaller) at += 1;
  }
  return bestBytes;
}

/** Leaves out ever shorter stretches: of whole characters where there are any, else of bytes. */
async function smallerBytes(input: Bytes, trial: Trial): Promise<Bytes> {
  const text = textOf(input);
  return text === null
    ? smallerList(Array.from(input), (bytes) => Uint8Array.from(bytes), trial)
    : smallerList(Array.from(text), (signs) => encoder.encode(signs.join('')), trial);
}

async function smallerList<One>(
  whole: readonly One[],
  written: (list: readonly One[]) => Bytes,
  trial: Trial,
): Promise<Bytes> {
  let best = whole;
  for (let stretch = best.length >> 1; stretch >= 1; stretch >>= 1) {
    for (let at = 0; at < best.length; ) {
      if (trial.isOver()) return written(best);
      const candidate = [...best.slice(0, at), ...best.slice(at + stretch)];
      if (candidate.length > 0 && (await trial.fails(written(candidate)))) best = candidate;
      else at += stretch;
    }
  }
  return written(best);
}
