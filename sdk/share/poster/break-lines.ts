/** Owns where a line of Chinese, Latin or mixed text may end (避头尾); must not know fonts or boxes. */

/** What a reader sees as one sign: with its marks, and emoji joined to one. */
const clusters = /\p{RI}\p{RI}|.(?:\p{M}|\p{Emoji_Modifier}|[\u{e0020}-\u{e007f}]|\u200d.)*/gu;
/** 避头: what no line begins with (GB/T 15834, CLREQ). */
const notFirst = /^[、。，．·：；！？）］｝〕〉》」』】〗”’…—～％‰℃々〻,.:;!?)\]}»%°]/u;
/** 避尾: what no line ends with. */
const notLast = /[（［｛〔〈《「『【〖“‘￥＄£$¥([{«#@]$/u;
/** Chinese breaks between any two signs; all else holds together as a word does. */
const wide =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef\p{Extended_Pictographic}\p{RI}“”‘’…—·]/u;
const digits = /^[\p{Nd}.,]+$/u;
/** Units that stay with their number: 12个月, 5万元. */
const unit = /^[万亿元年月日天期个％‰]$/u;

export function clustersOf(text: string): string[] {
  return text.match(clusters) ?? [];
}

/** A piece that no line splits, and whether a space stood before it. */
export interface Piece {
  text: string;
  isSpaced: boolean;
}

/** A paragraph as pieces between which a line may end. */
export function piecesOf(paragraph: string): Piece[] {
  const pieces: Piece[] = [];
  let isSpaced = false;
  let last: { piece: Piece; isWord: boolean; isNumber: boolean } | null = null;
  for (const cluster of clustersOf(paragraph)) {
    if (/^\s/.test(cluster)) {
      isSpaced = pieces.length > 0;
      continue;
    }
    // Digits are of the script Common: full-width ones are wide, and words as well.
    const isDigit = digits.test(cluster);
    const isWord =
      isDigit || (!wide.test(cluster) && !notFirst.test(cluster)) || /^[-,.:;!?)\]}%'/]/.test(cluster);
    const holds =
      last !== null &&
      (notFirst.test(cluster) ||
        notLast.test(last.piece.text) ||
        (!isSpaced && ((last.isWord && isWord) || (last.isNumber && unit.test(cluster)))));
    if (last !== null && holds) {
      last.piece.text += isSpaced ? ` ${cluster}` : cluster;
      last.isWord = isWord;
      last.isNumber = isDigit || (last.isNumber && unit.test(cluster));
    } else {
      const piece = { text: cluster, isSpaced };
      pieces.push(piece);
      last = { piece, isWord, isNumber: isDigit };
    }
    isSpaced = false;
  }
  return pieces;
}

/**
 * Lines no wider than `width`, filled one after another. A piece that is wider by itself is split between signs.
 * @param widthOf px of a text on one line
 */
export function breakLines(text: string, width: number, widthOf: (text: string) => number): string[] {
  return text.split('\n').flatMap((paragraph) => breakParagraph(paragraph, width, widthOf));
}

function breakParagraph(paragraph: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  // Widths are added up, and the line is measured whole only where it would be near its end.
  let sum = 0;
  const put = (text: string, before: string) => {
    const own = widthOf(text);
    const joined = line === '' ? text : line + before + text;
    const guess = line === '' ? own : sum + (before === '' ? 0 : widthOf(before)) + own;
    const isNear = guess > width * 0.9;
    if (!isNear || widthOf(joined) <= width) {
      line = joined;
      sum = guess;
      return;
    }
    if (line !== '') lines.push(line);
    line = text;
    sum = own;
  };
  for (const { text, isSpaced } of piecesOf(paragraph)) {
    const before = isSpaced ? ' ' : '';
    if (widthOf(text) <= width) put(text, before);
    else for (const [at, cluster] of clustersOf(text).entries()) put(cluster, at === 0 ? before : '');
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** The same number of lines, as even as they can be: no lone sign on the last one. */
export function balancedLines(text: string, width: number, widthOf: (text: string) => number): string[] {
  let best = breakLines(text, width, widthOf);
  if (best.length < 2) return best;
  // Words that are whole must not be split for evenness.
  const pieces = piecesOf(text).map((piece) => widthOf(piece.text));
  let [low, high] = [Math.max(width / 2, ...pieces.filter((own) => own <= width)), width];
  for (let step = 0; step < 6; step++) {
    const middle = (low + high) / 2;
    const tried = breakLines(text, middle, widthOf);
    if (tried.length === best.length) {
      best = tried;
      high = middle;
    } else low = middle;
  }
  return best;
}

/** A line cut to hold an ellipsis too. */
export function cutLine(line: string, width: number, widthOf: (text: string) => number): string {
  const kept = clustersOf(line);
  while (kept.length > 0 && widthOf(`${kept.join('')}…`) > width) kept.pop();
  while (/^[\s、，。：；！？,.:;…—（【《]/u.test(kept[kept.length - 1] ?? '')) kept.pop();
  return `${kept.join('')}…`;
}
