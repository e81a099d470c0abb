/** Owns reading copy as it is meant: figures, pinyin and words of the same sound brought to the signs that rules are written in. */
import { type Searched, searchedInSteps } from '../find-phrase.ts';
import type { Steps } from '../steps.ts';
import { plainSign, withFigures } from './look-alikes.ts';
import { longestSpelling, soundAlikes, speltParticle, speltSign, speltWord } from './spelt-words.ts';

export interface ReadCopy extends Searched {
  /** Where in `shown` each of `signs` ends: one may have been written with several. */
  until: number[];
}

/** A span of signs, and what they stand for. */
interface Piece {
  from: number;
  to: number;
  said: string;
}

const soundAlike = new RegExp([...soundAlikes.keys()].join('|'), 'gu');

export function* readCopy(text: string): Steps<ReadCopy> {
  const words = yield* searchedInSteps(text, plainSign);
  words.signs = withFigures(words.signs);
  yield words.signs.length;
  const until = words.at.map((at) => at + 1);
  const spelt = rewritten({ ...words, until }, piecesSpelt(words));
  yield words.signs.length;
  const alike: Piece[] = [...piecesNumbered(spelt.signs)];
  for (const { written, from } of matchesOf(soundAlike, spelt.signs)) {
    alike.push({ from, to: from + written.length, said: soundAlikes.get(written) ?? written });
  }
  return rewritten(
    spelt,
    alike.sort((a, b) => a.from - b.from),
  );
}

/** Figures that only count the signs they stand between: "征①信②花③". */
function piecesNumbered(signs: string): Piece[] {
  const pieces: Piece[] = [];
  let run: Piece[] = [];
  for (const { written, from } of matchesOf(/(?<=\p{sc=Han})[1-9](?=\p{sc=Han})/gu, signs)) {
    const last = run[run.length - 1];
    const isNext = last !== undefined && from - last.from <= 3 && signs.charAt(last.from) === before(written);
    const piece = { from, to: from + 1, said: '' };
    if (isNext) pieces.push(...(run.length === 1 ? [last, piece] : [piece]));
    if (!isNext) run = [];
    run.push(piece);
  }
  return pieces;
}

function before(figure: string): string {
  return String(Number(figure) - 1);
}

/** @param pattern with the flag `g` */
function* matchesOf(pattern: RegExp, text: string): Generator<{ written: string; from: number }> {
  const own = new RegExp(pattern);
  for (let match = own.exec(text); match !== null; match = own.exec(text)) {
    yield { written: match[0], from: match.index };
  }
}

function rewritten(words: ReadCopy, pieces: readonly Piece[]): ReadCopy {
  if (pieces.length === 0) return words;
  const read: ReadCopy = { ...words, signs: '', at: [], sentences: [], until: [] };
  const keep = (from: number, to: number) => {
    read.signs += words.signs.slice(from, to);
    for (let sign = from; sign < to; sign += 1) take(sign, sign);
  };
  const take = (first: number, last: number) => {
    read.at.push(words.at[first] ?? 0);
    read.until.push(words.until[last] ?? 0);
    read.sentences.push(words.sentences[first] ?? 0);
  };
  let done = 0;
  for (const { from, to, said } of pieces) {
    keep(done, from);
    read.signs += said;
    const share = (to - from) / said.length;
    for (let at = 0; at < said.length; at += 1) {
      take(from + Math.floor(at * share), Math.max(from, from + Math.floor((at + 1) * share) - 1));
    }
    done = to;
  }
  keep(done, words.signs.length);
  return read;
}

/** Runs of letters that are pinyin from one word's end to another's. */
function piecesSpelt(words: Searched): Piece[] {
  const pieces: Piece[] = [];
  for (const { written: run, from: index } of matchesOf(/[a-z]{2,}/gu, words.signs)) {
    const isEdge = (at: number) =>
      at === 0 || at === run.length || (words.at[index + at] ?? 0) - (words.at[index + at - 1] ?? 0) > 1;
    for (let start = 0; start < run.length; ) {
      const { said, hasWord, end } = spelling(run, start, isEdge);
      if (hasWord) for (const one of said) pieces.push(moved(one, index));
      else if (end === run.length || end === start) {
        const sign = oneSign(words, index + start, index + edgeAfter(start, isEdge));
        if (sign !== null) pieces.push(sign);
      }
      start = end > start ? end : edgeAfter(start, isEdge);
    }
  }
  return pieces;
}

/** As far as words follow each other, up to the last that ends where the letters do. */
function spelling(run: string, start: number, isEdge: (at: number) => boolean) {
  const taken: Piece[] = [];
  let pending: Piece[] = [];
  let hasWord = false;
  let hasPendingWord = false;
  let end = start;
  for (let at = start; at < run.length; ) {
    const piece = longest(run, at);
    if (piece === null) break;
    hasPendingWord ||= piece.isWord;
    pending.push(piece);
    at = piece.to;
    if (!isEdge(at)) continue;
    taken.push(...pending);
    hasWord ||= hasPendingWord;
    pending = [];
    end = at;
  }
  return { said: taken, hasWord, end };
}

function longest(run: string, from: number): (Piece & { isWord: boolean }) | null {
  for (let to = Math.min(run.length, from + longestSpelling); to > from + 1; to -= 1) {
    const letters = run.slice(from, to);
    const word = speltWord(letters);
    const said = word ?? speltParticle(letters);
    if (said !== undefined) return { from, to, said, isWord: word !== undefined };
  }
  return null;
}

/** "放kuan", "zheng信". */
function oneSign({ signs }: Searched, from: number, to: number): Piece | null {
  const said = speltSign(signs.slice(from, to), signs.charAt(from - 1), signs.charAt(to));
  return said === undefined ? null : { from, to, said };
}

function edgeAfter(start: number, isEdge: (at: number) => boolean): number {
  let at = start + 1;
  while (!isEdge(at)) at += 1;
  return at;
}

function moved({ from, to, said }: Piece, by: number): Piece {
  return { from: from + by, to: to + by, said };
}
