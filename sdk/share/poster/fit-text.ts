/** Owns how a text is made to fit a width and a number of lines: smaller first, then cut if it may be; must not know boxes. */
import { balancedLines, breakLines, cutLine } from './break-lines.ts';
import type { Font, Measure } from './drawing.ts';

export interface Fitting {
  width: number;
  /** px: as large as this, and never smaller than `least`. */
  size: number;
  least: number;
  /** At most so many lines; a text that may not be cut takes what it needs. */
  lines: number;
  mayCut: boolean;
  weight: Font['weight'];
  isSerif: boolean;
}

export interface Fitted {
  lines: string[];
  font: Font;
}

/** Titles are set evenly; small print runs on, but for a last line of a sign or two. */
const titleSize = 25;
const shortLine = 0.15;
const step = 0.94;

export function fitText(text: string, fitting: Fitting, measure: Measure): Fitted {
  const { width, least, weight, isSerif } = fitting;
  for (let size = Math.max(fitting.size, least); ; size = Math.max(size * step, least)) {
    const font = { size, weight, isSerif };
    const widthOf = (part: string) => measure(part, font);
    const lines = breakLines(text, width, widthOf);
    const fits = lines.length <= fitting.lines;
    const last = lines[lines.length - 1] ?? '';
    const isShort = lines.length > 1 && widthOf(last) < width * shortLine;
    // A sign or two on the last line: where smaller letters take one line less, they are smaller.
    const isLess = () =>
      breakLines(text, width, (part) => measure(part, { ...font, size: least })).length < lines.length;
    if (size > least && (!fits || (isShort && isLess()))) continue;
    if (!fits && fitting.mayCut) {
      const kept = lines.slice(0, fitting.lines);
      return { lines: [...kept.slice(0, -1), cutLine(kept[kept.length - 1] ?? '', width, widthOf)], font };
    }
    const isEven = isShort || (lines.length > 1 && size >= titleSize);
    return { lines: isEven && !text.includes('\n') ? balancedLines(text, width, widthOf) : lines, font };
  }
}
