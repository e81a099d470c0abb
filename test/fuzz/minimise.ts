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

/** The smallest input found that fails the same. JSON loses members, items and text first, then anything loses bytes. */
export async function minimised(input: Bytes, { fails, mostRuns, deadlineMs }: Minimising): Promise<Bytes> {
  let left = mostRuns;
  const stillFails = async (candidate: Bytes) => {
    if (left <= 0 || Date.now() > deadlineMs) return false;
    left -= 1;
    return fails(candidate);
  };
  const tree = parseNode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(input));
  const smaller = tree === null ? input : await smallerTree(input, tree, stillFails);
  return smallerBytes(smaller, stillFails);
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

async function smallerTree(
  input: Bytes,
  tree: JsonNode,
  fails: (candidate: Bytes) => Promise<boolean>,
): Promise<Bytes> {
  let [best, bestBytes] = [tree, input];
  for (let at = 0; at < best.size; ) {
    let isSmaller = false;
    for (const less of lessOf(nodeAt(best, at))) {
      const candidate = edited(best, at, () => less);
      const bytes = encoder.encode(writeNode(candidate));
      if (!(await fails(bytes))) continue;
      [best, bestBytes, isSmaller] = [candidate, bytes, true];
      break;
    }
    if (!isSmaller) at += 1;
  }
  return bestBytes;
}

/** Leaves out ever shorter stretches: of whole characters where there are any, else of bytes. */
async function smallerBytes(input: Bytes, fails: (candidate: Bytes) => Promise<boolean>): Promise<Bytes> {
  const text = textOf(input);
  if (text !== null) {
    const written = (signs: readonly string[]) => encoder.encode(signs.join(''));
    return written(await smallerList(Array.from(text), (signs) => fails(written(signs))));
  }
  return Uint8Array.from(await smallerList(Array.from(input), (bytes) => fails(Uint8Array.from(bytes))));
}

async function smallerList<One>(whole: One[], fails: (candidate: One[]) => Promise<boolean>): Promise<One[]> {
  let best = whole;
  for (let stretch = best.length >> 1; stretch >= 1; stretch >>= 1) {
    for (let at = 0; at < best.length; ) {
      const candidate = [...best.slice(0, at), ...best.slice(at + stretch)];
      if (candidate.length > 0 && (await fails(candidate))) best = candidate;
      else at += stretch;
    }
  }
  return best;
}
