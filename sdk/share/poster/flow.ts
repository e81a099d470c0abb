/** Owns the placing of rows below and beside each other, at one scale; must not know when it is small enough. */
import { mayBeCut, type PosterContent } from './content.ts';
import { drawnScale, type Measure, type Operation } from './drawing.ts';
import { fitText } from './fit-text.ts';
import type { Role } from './palette.ts';
import type { Align, Column, ColumnsRow, Place, QrRow, Row, TextRow } from './template.ts';

/** px at 750 wide: what is read at arm's length on a phone, and no print is smaller. */
export const leastSize = 20;

/** px without the quiet zone: smaller codes are not read off a phone's screen. */
export const leastQr = 160;

/** How much rows give way to each other. */
export interface Giving {
  /** Of sizes and gaps. */
  scale: number;
  /** Lines at most of the headline and of what the code is for, and of all else that may be cut; none leaves it out. */
  titles: number;
  others: number;
  /** px: no figure may be larger, since the annual rate is not. */
  figureSize: number;
}

export interface Setting {
  content: PosterContent;
  colours: Record<Role, string>;
  measure: Measure;
  giving: Giving;
}

interface Area {
  x: number;
  y: number;
  w: number;
  align: Align;
}

export interface Placed {
  operations: Operation[];
  height: number;
}

const figure = /\p{Nd}|[%％‰]|[一二两三四五六七八九十百千几][十百千万亿]/u;

/** True for words that state a number, which the annual rate has to match in size (3号公告). */
export function isFigure(text: string): boolean {
  return figure.test(text);
}

export function placeRows(rows: readonly Row[], area: Area, setting: Setting): Placed {
  const operations: Operation[] = [];
  let height = 0;
  for (const row of rows) {
    const gap = operations.length === 0 ? 0 : (row.gap ?? 0) * Math.max(setting.giving.scale, 0.5);
    const placed = placeRow(row, { ...area, y: area.y + height + gap }, setting);
    if (placed.operations.length === 0) continue;
    operations.push(...placed.operations);
    height += gap + placed.height;
  }
  return { operations, height };
}

function placeRow(row: Row, area: Area, setting: Setting): Placed {
  if ('slot' in row) return placeText(row, area, setting);
  if ('qr' in row) return placeQr(row, area, setting);
  if ('columns' in row) return placeColumns(row, area, setting);
  const h = row.thick ?? 1;
  const w = row.wide ?? area.w;
  const x = alignedX(area, w, area.align);
  return { operations: [{ op: 'rect', x, y: area.y, w, h, fill: setting.colours[row.rule] }], height: h };
}

function placeText(row: TextRow, area: Area, { content, colours, measure, giving }: Setting): Placed {
  const text = content.texts[row.slot];
  const mayCut = mayBeCut(row.slot);
  const most = !mayCut
    ? Number.POSITIVE_INFINITY
    : row.slot === 'headline' || row.slot === 'cta'
      ? giving.titles
      : giving.others;
  if (text === '' || most === 0) return { operations: [], height: 0 };
  const { plate, leading = 1.4, align = area.align } = row;
  const [padX, padY] = [plate?.x ?? 0, plate?.y ?? 0];
  const least = Math.max(row.least ?? leastSize, leastSize);
  const wanted = Math.max(row.size * giving.scale, least);
  const { lines, font } = fitText(
    text,
    {
      width: area.w - 2 * padX,
      size: isFigure(text) && row.slot !== 'apr' ? Math.min(wanted, giving.figureSize) : wanted,
      least: isFigure(text) ? Math.min(least, giving.figureSize) : least,
      lines: Math.min(most, row.lines ?? most),
      mayCut,
      weight: row.weight ?? 400,
      isSerif: row.isSerif ?? false,
    },
    measure,
  );
  const lineHeight = font.size * leading;
  const widths = lines.map((line) => measure(line, font));
  const operations: Operation[] = [];
  const height = lineHeight * lines.length + 2 * padY;
  if (plate) {
    const w = Math.max(...widths) + 2 * padX;
    operations.push({
      op: 'rect',
      x: alignedX(area, w, align),
      y: area.y,
      w,
      h: height,
      fill: plate.fill && colours[plate.fill],
      edge: plate.edge && colours[plate.edge],
      radius: plate.radius,
    });
  }
  const inner = { ...area, x: area.x + padX, w: area.w - 2 * padX };
  lines.forEach((line, at) => {
    const w = widths[at] ?? 0;
    const y = area.y + padY + at * lineHeight;
    // CJK signs stand 0.88 above the baseline and 0.12 below.
    const baseline = y + (lineHeight - font.size) / 2 + font.size * 0.88;
    const x = alignedX(inner, w, align);
    operations.push({
      op: 'text',
      slot: row.slot,
      text: line,
      font,
      fill: colours[row.colour],
      x,
      y,
      w,
      h: lineHeight,
      baseline,
    });
  });
  return { operations, height };
}

/**
 * Modules and places are whole drawn px, since blurred edges are what a decoder fails on first; even ones where the code
 * stays large enough, so that it is as sharp at half its size.
 */
function placeQr(row: QrRow, area: Area, { content, colours }: Setting): Placed {
  const most = Math.floor((row.qr * drawnScale) / (content.qrSize + 8));
  const even = most - (most % 2);
  const module = (even * content.qrSize) / drawnScale < leastQr ? most : even;
  const x = Math.round(alignedX(area, row.qr, row.align ?? area.align));
  const code = { x, y: Math.round(area.y), w: row.qr, h: row.qr };
  const edge = row.edge && [{ op: 'rect', ...code, edge: colours[row.edge], radius: 4 } as const];
  return { operations: [{ op: 'qr', ...code, module }, ...(edge ?? [])], height: row.qr + 1 };
}

function placeColumns(row: ColumnsRow, area: Area, setting: Setting): Placed {
  const fixed = row.columns.reduce((sum, { wide = 0 }) => sum + wide, row.between * (row.columns.length - 1));
  const shares = row.columns.filter(({ wide }) => wide === undefined).length;
  const widthOf = ({ wide }: Column) => wide ?? (area.w - fixed) / shares;
  let x = area.x;
  const placed = row.columns.map((column) => {
    const own = { ...area, x, w: widthOf(column) };
    x += own.w + row.between;
    return { column, ...placeRows(column.rows, own, setting) };
  });
  const height = Math.max(...placed.map((one) => one.height));
  return {
    operations: placed.flatMap(({ column, operations, height: own }) =>
      operations.map((operation) => moved(operation, spare(height - own, column.at))),
    ),
    height,
  };
}

/** px to go down to stand where it should. */
export function spare(room: number, at: Place = 'top'): number {
  return at === 'top' ? 0 : Math.round(at === 'bottom' ? room : room / 2);
}

export function moved<One extends Operation>(operation: One, down: number): One {
  return {
    ...operation,
    y: operation.y + down,
    ...(operation.op === 'text' ? { baseline: operation.baseline + down } : {}),
  };
}

function alignedX(area: Area, w: number, align: Align): number {
  return area.x + (align === 'left' ? 0 : (area.w - w) / (align === 'right' ? 1 : 2));
}
