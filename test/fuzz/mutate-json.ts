/** Owns changing JSON by its structure: members, items, types, spellings; must not know what it means. */
import {
  edited,
  type JsonNode,
  listOf,
  type Member,
  nodeAt,
  objectOf,
  parseNode,
  rawNode,
  textNode,
  writeNode,
} from './json-node.ts';
import { mutateText, type TextSource } from './mutate-text.ts';
import { deepJson, inheritedNames, oddNumbers, oddTexts, oddWords, repeatedText } from './odd-values.ts';
import type { Random } from './random.ts';

export interface JsonSource {
  words: readonly string[];
  /** Another tree of the same format. */
  other: () => JsonNode;
  mostUnits: number;
}

/** Any value at all: odd, long, deep, of any shape, or a part of another input. */
function anyNode(random: Random, source: JsonSource, depth = 0): JsonNode {
  switch (random.below(10)) {
    case 0:
      return textNode(random.pick(oddTexts));
    case 1:
      return textNode(random.pick(source.words));
    case 2:
      return rawNode(random.pick(oddNumbers));
    case 3:
      return rawNode(random.pick(oddWords));
    case 4:
      return random.chance(0.1) ? rawNode(deepJson(random, source.mostUnits / 2)) : rawNode('null');
    case 5:
      return textNode(repeatedText(random, random.chance(0.1) ? source.mostUnits / 4 : 300));
    case 6: {
      if (depth > 3) return rawNode('1');
      const items = Array.from({ length: random.below(4) }, () => anyNode(random, source, depth + 1));
      if (random.chance(0.5)) return listOf(items);
      return objectOf(items.map((value) => ({ name: anyName(random, source), value })));
    }
    default:
      return partOfOther(random, source);
  }
}

function partOfOther(random: Random, { other }: JsonSource): JsonNode {
  const tree = other();
  return nodeAt(tree, random.below(tree.size));
}

function anyName(random: Random, { words }: JsonSource): string {
  if (random.chance(0.2)) return random.pick(inheritedNames);
  return random.chance(0.2) ? random.pick(oddTexts) : random.pick(words);
}

function changedText(text: string, random: Random, source: JsonSource): JsonNode {
  // Leaves of the log are JSON inside JSON.
  const inner = /^[[{]/.test(text) && random.chance(0.7) ? parseNode(text) : null;
  if (inner !== null) return textNode(writeNode(mutateNode(inner, random, source)));
  const texts: TextSource = {
    words: source.words,
    other: () => random.pick(source.words),
    mostUnits: random.chance(0.05) ? source.mostUnits : text.length + 200,
  };
  return textNode(mutateText(text, random, texts));
}

function changedRaw(raw: string, random: Random): JsonNode {
  const number = Number(raw);
  if (Number.isNaN(number) || random.chance(0.4)) return rawNode(random.pick([...oddNumbers, ...oddWords]));
  const near = [number + 1, number - 1, -number, number * 10, number / 3, number + 0.5, number * 1e15];
  const changed = random.pick(near);
  return random.chance(0.2) ? textNode(raw) : rawNode(Number.isFinite(changed) ? String(changed) : '1e999');
}

/** How often something is repeated: now and then as often as there is room for. */
function times(random: Random, each: JsonNode, { mostUnits }: JsonSource): number {
  if (!random.chance(0.1)) return 1 + random.below(3);
  return 1 + random.smallBelow(Math.max(2, Math.floor(mostUnits / (each.units + 8))));
}

function changedItems(items: readonly JsonNode[], random: Random, source: JsonSource): JsonNode {
  const at = random.below(items.length + 1);
  const here = items[at];
  if (here === undefined || random.chance(0.3))
    return listOf([...items.slice(0, at), anyNode(random, source), ...items.slice(at)]);
  if (random.chance(0.3)) return listOf([...items.slice(0, at), ...items.slice(at + 1)]);
  if (random.chance(0.2)) return listOf([...items.slice(at), ...items.slice(0, at)]);
  const copies = Array.from({ length: times(random, here, source) }, () => here);
  return listOf([...items.slice(0, at), ...copies, ...items.slice(at)]);
}

function changedMembers(members: readonly Member[], random: Random, source: JsonSource): JsonNode {
  const at = random.below(members.length + 1);
  const here = members[at];
  if (here === undefined || random.chance(0.3)) {
    const added: Member[] = [{ name: anyName(random, source), value: anyNode(random, source) }];
    return objectOf([...members.slice(0, at), ...added, ...members.slice(at)]);
  }
  const without = [...members.slice(0, at), ...members.slice(at + 1)];
  if (random.chance(0.4)) return objectOf(without);
  if (random.chance(0.4)) return objectOf([...without, { name: anyName(random, source), value: here.value }]);
  const count = times(random, here.value, source);
  const more = Array.from({ length: count }, (_, copy) => ({
    name: copy === 0 ? here.name : `${here.name}${copy}`,
    value: here.value,
  }));
  return objectOf([...members, ...more]);
}

function changed(node: JsonNode, random: Random, source: JsonSource): JsonNode {
  if (random.chance(0.15)) return anyNode(random, source);
  if (random.chance(0.03))
    return random.chance(0.5) ? listOf([node]) : objectOf([{ name: anyName(random, source), value: node }]);
  switch (node.kind) {
    case 'text':
      return changedText(node.text, random, source);
    case 'raw':
      return changedRaw(node.raw, random);
    case 'list':
      return changedItems(node.items, random, source);
    case 'object':
      return changedMembers(node.members, random, source);
  }
}

/** One change somewhere in the tree; none that makes it longer than allowed. */
export function mutateNode(node: JsonNode, random: Random, source: JsonSource): JsonNode {
  const made = edited(node, random.below(node.size), (one) => changed(one, random, source));
  return made.units > source.mostUnits ? node : made;
}
