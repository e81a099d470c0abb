/** Owns the layout of a poster: a template's rows in their boxes, and the proof that nothing the law wants is missing; must not draw. */
import { isRequired, mayBeCut, type PosterContent, type Slot, slots } from './content.ts';
import {
  type Box,
  type Drawing,
  drawnScale,
  type Measure,
  type Operation,
  type TextOperation,
} from './drawing.ts';
import { type Giving, isFigure, leastQr, leastSize, moved, placeRows, type Setting, spare } from './flow.ts';
import { paletteOf, veilOf } from './palette.ts';
import type { Stack, Template } from './template.ts';

/** Why there is no poster: a slot without words, or one that can't be shown whole and large enough. */
export interface LayoutFailure {
  failed: 'missing' | 'no_room';
  slot: Slot | 'qr';
}

const any = Number.POSITIVE_INFINITY;

/** How rows give way: all shrink, then what may be cut is cut, the headline last, then it is left out. */
const givings: Omit<Giving, 'figureSize'>[] = [
  ...[1, 0.94, 0.88, 0.82, 0.76].map((scale) => ({ scale, titles: any, others: any })),
  ...[0.82, 0.74, 0.66].map((scale) => ({ scale, titles: any, others: 2 })),
  ...[0.66, 0.58, 0.5].map((scale) => ({ scale, titles: any, others: 1 })),
  { scale: 0.5, titles: 2, others: 1 },
  { scale: 0.5, titles: 1, others: 0 },
  { scale: 0.5, titles: 0, others: 0 },
];

/**
 * A poster as things to draw, or why there is none. Pure: the same words and measure give the same drawing.
 * @param measure px of a text on one line
 */
export function layout(
  template: Template,
  content: PosterContent,
  measure: Measure,
): Drawing | LayoutFailure {
  const missing = slots.find((slot) => isRequired(slot) && content.texts[slot] === '');
  if (missing !== undefined) return { failed: 'missing', slot: missing };
  const colours = paletteOf(content.accent);
  const { width, height, picture, shapes } = template;
  const ground: Operation[] = [
    { op: 'rect', x: 0, y: 0, w: width, h: height, fill: colours[template.ground] },
  ];
  if (picture) {
    const { plain, ...box } = picture;
    if (content.hasPicture) ground.push({ op: 'picture', ...box });
    ground.push({ op: 'rect', ...box, fill: content.hasPicture ? veilOf(content.accent) : colours[plain] });
  }
  for (const { fill, edge, ...shape } of shapes)
    ground.push({ op: 'rect', ...shape, fill: fill && colours[fill], edge: edge && colours[edge] });

  // The rate may shrink with its stack; figures elsewhere then shrink to its size.
  let figureSize = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 4; round++) {
    const filled = template.stacks.map((stack) =>
      fillStack(stack, { content, colours, measure, figureSize }),
    );
    const failure = filled.find(isFailure);
    if (failure) return failure;
    const operations = filled.flatMap((one) => (isFailure(one) ? [] : one));
    const rate = Math.min(...textsIn(operations, 'apr').map(({ font }) => font.size));
    if (largestFigure(operations) <= rate)
      return proven({ width, height, operations: [...ground, ...operations] }, content);
    figureSize = rate;
  }
  return { failed: 'no_room', slot: 'apr' };
}

type Filling = Omit<Setting, 'giving'> & { figureSize: number };

function fillStack(stack: Stack, { figureSize, ...setting }: Filling): Operation[] | LayoutFailure {
  const { x, y, w, h } = stack.box;
  const area = { x, y, w, align: stack.align ?? 'left' };
  let last: Operation[] = [];
  for (const giving of givings) {
    const placed = placeRows(stack.rows, area, { ...setting, giving: { ...giving, figureSize } });
    const down = spare(h - placed.height, stack.at);
    last = placed.operations.map((one) => moved(one, down));
    if (placed.height <= h && last.every((one) => isInside(one, stack.box))) return last;
  }
  const outside = last.filter((one) => !isInside(one, stack.box)).find((one) => one.op === 'text');
  return { failed: 'no_room', slot: outside?.op === 'text' ? outside.slot : 'qr' };
}

/** Whatever a template's author forgot: what the law wants is there, word for word, in no small print. */
function proven(drawing: Drawing, content: PosterContent): Drawing | LayoutFailure {
  const slot = slots.find((slot) => {
    if (mayBeCut(slot)) return false;
    const runs = textsIn(drawing.operations, slot);
    const isSaid = signsOf(runs.map(({ text }) => text).join('')) === signsOf(content.texts[slot]);
    return !isSaid || runs.some(({ font }) => font.size < leastSize);
  });
  if (slot !== undefined) return { failed: 'no_room', slot };
  const codes = drawing.operations.filter((one) => one.op === 'qr');
  const isRead = codes.every(({ module }) => (module * content.qrSize) / drawnScale >= leastQr);
  return codes.length === 1 && isRead ? drawing : { failed: 'no_room', slot: 'qr' };
}

function textsIn(operations: readonly Operation[], slot: Slot): TextOperation[] {
  return operations.filter((one) => one.op === 'text').filter((one) => one.slot === slot);
}

/** Lines end where spaces were. */
function signsOf(text: string): string {
  return text.replace(/\s/g, '');
}

function largestFigure(operations: readonly Operation[]): number {
  const figures = operations.filter((one) => one.op === 'text').filter(({ text }) => isFigure(text));
  return Math.max(0, ...figures.map(({ font }) => font.size));
}

/** Half a px is rounding. */
function isInside(one: Box, box: Box): boolean {
  return (
    one.x >= box.x - 0.5 &&
    one.y >= box.y - 0.5 &&
    one.x + one.w <= box.x + box.w + 0.5 &&
    one.y + one.h <= box.y + box.h + 0.5
  );
}

export function isFailure(one: Drawing | Operation[] | LayoutFailure): one is LayoutFailure {
  return 'failed' in one;
}
