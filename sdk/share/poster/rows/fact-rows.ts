/** Owns the rows of a loan's figures: the annual rate first and largest, amount and term below; must not know any template. */
import type { Slot } from '../content.ts';
import type { Role } from '../palette.ts';
import type { ColumnsRow, Row } from '../template.ts';

/** One figure under its title. */
export function factRow(title: Slot, value: Slot, label: Role, figure: Role, gap = 0, size = 34): ColumnsRow {
  return {
    gap,
    between: 0,
    columns: [
      {
        rows: [
          { slot: title, size: Math.min(22, size), colour: label },
          { slot: value, size, least: 22, weight: 700, colour: figure, lines: 1, leading: 1.3, gap: 2 },
        ],
      },
    ],
  };
}

/** Amount and term side by side. */
export function factColumns(label: Role, figure: Role, size: number, amountWide?: number): ColumnsRow {
  return {
    between: 20,
    columns: [
      {
        ...(amountWide === undefined ? {} : { wide: amountWide }),
        rows: [factRow('amountLabel', 'amount', label, figure, 0, size)],
      },
      { rows: [factRow('termLabel', 'term', label, figure, 0, size)] },
    ],
  };
}

/** 3号公告: the annual rate is no smaller than any other figure, and set before them. */
export function factRows(
  label: Role,
  rate: Role,
  figure: Role,
  line: Role,
  gap: number,
  rateSize = 84,
): Row[] {
  return [
    { slot: 'aprLabel', size: 24, colour: label, gap },
    { slot: 'apr', size: rateSize, least: 44, weight: 700, colour: rate, leading: 1.15, gap: 4 },
    { rule: line, gap: 18 },
    { ...factColumns(label, figure, 34), gap: 18 },
  ];
}
