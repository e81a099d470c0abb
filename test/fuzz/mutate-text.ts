/** Owns changing a text in a few places, anyhow; must not know what it means. */
import { oddNumbers, oddTexts, repeatedText } from './odd-values.ts';
import type { Random } from './random.ts';

export interface TextSource {
  /** Names and words of the format, and what was found in its corpus. */
  words: readonly string[];
  /** Another text of the same format. */
  other: () => string;
  mostUnits: number;
}

type Change = (text: string, random: Random, source: TextSource) => string;

/** A part of the text, short ones more often than long ones. */
function span(text: string, random: Random): [from: number, to: number] {
  const from = random.below(text.length + 1);
  return [from, Math.min(text.length, from + 1 + random.smallBelow(text.length - from + 1))];
}

function replaced(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}

const insertWord: Change = (text, random, { words }) => {
  const at = random.below(text.length + 1);
  return replaced(text, at, at, random.chance(0.5) ? random.pick(oddTexts) : random.pick(words));
};
const replaceByWord: Change = (text, random, { words }) => {
  const [from, to] = span(text, random);
  return replaced(text, from, to, random.chance(0.3) ? random.pick(oddTexts) : random.pick(words));
};
const remove: Change = (text, random) => replaced(text, ...span(text, random), '');
const repeat: Change = (text, random, { mostUnits }) => {
  const [from, to] = span(text, random);
  const times = 1 + random.smallBelow(Math.max(2, Math.floor(mostUnits / (to - from + 1))));
  return replaced(text, from, from, text.slice(from, to).repeat(times));
};
const insertRepeated: Change = (text, random, { mostUnits }) => {
  const at = random.below(text.length + 1);
  return replaced(text, at, at, repeatedText(random, mostUnits));
};
const moveOn: Change = (text, random) => {
  const at = random.below(text.length);
  const unit = text.charCodeAt(at) + random.pick([-1, 1, 32, -32, 128]);
  return text === '' ? text : replaced(text, at, at + 1, String.fromCharCode(unit & 0xffff));
};
const anyUnit: Change = (text, random) => {
  const at = random.below(text.length + 1);
  return replaced(text, at, at + random.below(2), String.fromCharCode(random.below(0x10000)));
};
const anyAscii: Change = (text, random) => {
  const at = random.below(text.length + 1);
  return replaced(text, at, at + random.below(2), String.fromCharCode(32 + random.below(95)));
};
const swap: Change = (text, random) => {
  const [from, to] = span(text, random);
  const at = random.below(text.length + 1);
  const cut = text.slice(from, to);
  const left = replaced(text, from, to, '');
  return replaced(left, Math.min(at, left.length), Math.min(at, left.length), cut);
};
const splice: Change = (text, random, { other }) => {
  const second = other();
  return text.slice(0, random.below(text.length + 1)) + second.slice(random.below(second.length + 1));
};
const changeNumber: Change = (text, random) => {
  const numbers = [...text.slice(0, 4096).matchAll(/\d+/g)];
  if (numbers.length === 0) return text;
  const found = random.pick(numbers);
  const near = String(Number(found[0]) + random.pick([-1, 1, 0.5]));
  const by = random.chance(0.5) ? near : random.pick(oddNumbers);
  return replaced(text, found.index, found.index + found[0].length, by);
};

const changes: readonly Change[] = [
  insertWord,
  insertWord,
  replaceByWord,
  remove,
  remove,
  repeat,
  insertRepeated,
  moveOn,
  anyUnit,
  anyAscii,
  swap,
  splice,
  changeNumber,
];

/** One change; longer than allowed is cut. */
export function mutateText(text: string, random: Random, source: TextSource): string {
  return random.pick(changes)(text, random, source).slice(0, source.mostUnits);
}
