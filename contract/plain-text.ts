/** Owns the one form in which published words are searched: width, case and script levelled; must not know any phrase. */
import { traditionalSigns } from './traditional-signs.ts';

/** Traditional signs, and Japanese ones, with their simplified ones. */
const simplified = new Map(traditionalSigns.match(/../gu)?.map((pair) => [pair.charAt(0), pair.charAt(1)]));

/**
 * A sign with the marks on it. Thirty marks are more than any script writes (UAX #15, Stream-Safe Text Format), and the
 * runtime sorts the marks of one sign in the square of their number.
 */
const cluster = /\P{M}\p{M}{0,30}|\p{M}{1,30}/gu;
/** Signs that most texts are made of: levelled they are themselves. */
const isCommon = (code: number) => (code >= 0x20 && code < 0x7f) || (code >= 0x4e00 && code < 0xa000);

/** A sign that stands for a whole sentence (U+FDFA) stays itself: no text grows to many times its length. */
const mostGrowth = 4;

function levelledSign(sign: string): string {
  const plain = sign.normalize('NFKC');
  return plain.length > sign.length * mostGrowth ? sign : plain;
}

/** Compatibility forms to plain ones (full-width signs, Kangxi radicals): as words are quoted. */
export function levelled(text: string): string {
  return text.replace(cluster, levelledSign);
}

/** A piece of a text, levelled, and where in the text as it was written it begins and ends. */
export interface LevelledPiece {
  plain: string;
  start: number;
  end: number;
}

/** As `levelled`, sign by sign with the marks that belong to it, so that what is found has a place in the text itself. */
export function* levelledPieces(text: string): Generator<LevelledPiece> {
  const signs = new RegExp(cluster);
  for (let start = 0; start < text.length; ) {
    const isAlone = start + 1 === text.length || isCommon(text.charCodeAt(start + 1));
    if (isAlone && isCommon(text.charCodeAt(start))) {
      yield { plain: text.charAt(start), start, end: start + 1 };
      start += 1;
      continue;
    }
    signs.lastIndex = start;
    const sign = signs.exec(text)?.[0] ?? text.charAt(start);
    yield { plain: levelledSign(sign), start, end: start + sign.length };
    start += sign.length;
  }
}

/** A levelled text in lower case and simplified signs, of the same length: as words are searched. */
export function folded(levelledText: string): string {
  return levelledText.length === 1 ? foldedSign(levelledText) : Array.from(levelledText, foldedSign).join('');
}

function foldedSign(sign: string): string {
  const lower = sign.toLowerCase();
  return simplified.get(sign) ?? (lower.length === sign.length ? lower : sign);
}
