/** Owns the rows of a loan's figures: the annual rate first and largest, amount and term below; must not know any template. */

import type { Slot } from '../content.ts';
import type { Role } from '../palette.ts';
import type { Column, Row } from '../template.ts';

/** 3号公告: the annual rate is no smaller than any other figure, and set before them. */
export function factRows(
  label: Role,
  rate: Role,
  figure: Role,
  line: Role,
  gap: number,
  rateSize = 84,
): Row[] {
  const fact = (title: Slot, value: Slot): Column => ({
    rows: [
      { slot: title, size: 22, colour: label },
      { slot: value, size: 34, least: 26, weight: 700, colour: figure, leading: 1.3, gap: 4 },
    ],
  });
  return [
    { slot: 'aprLabel', size: 24, colour: label, gap },
    { slot: 'apr', size: rateSize, least: 44, weight: 700, colour: rate, leading: 1.15, gap: 4 },
    { rule: line, gap: 18 },
    { columns: [fact('amountLabel', 'amount'), fact('termLabel', 'term')], between: 24, gap: 18 },
  ];
}
