/** Owns the template 信笺: a letter in serifs, all on one axis inside a hairline frame; must not be laid out here. */
import { codeSize } from '../rows/code-row.ts';
import { smallPrint } from '../rows/small-print.ts';
import type { Template } from '../template.ts';

export const part: Template = {
  name: 'letter',
  width: 750,
  height: 1334,
  ground: 'cream',
  shapes: [{ x: 28, y: 28, w: 694, h: 1278, edge: 'line' }],
  stacks: [
    {
      box: { x: 600, y: 56, w: 94, h: 48 },
      align: 'right',
      at: 'middle',
      rows: [
        {
          slot: 'mark',
          size: 22,
          colour: 'muted',
          leading: 1.3,
          plate: { x: 12, y: 4, edge: 'line', radius: 6 },
        },
      ],
    },
    {
      box: { x: 150, y: 50, w: 450, h: 60 },
      align: 'center',
      at: 'middle',
      rows: [{ slot: 'tenant', size: 26, least: 20, weight: 500, colour: 'muted', lines: 2, leading: 1.2 }],
    },
    {
      box: { x: 76, y: 126, w: 598, h: 334 },
      align: 'center',
      at: 'middle',
      rows: [
        {
          slot: 'headline',
          size: 72,
          least: 36,
          weight: 700,
          isSerif: true,
          colour: 'ink',
          lines: 4,
          leading: 1.34,
        },
        { rule: 'accent', thick: 3, wide: 56, gap: 26 },
        { slot: 'lines', size: 28, least: 22, colour: 'muted', lines: 4, leading: 1.6, gap: 24 },
      ],
    },
    {
      box: { x: 76, y: 486, w: 598, h: 786 },
      align: 'center',
      at: 'bottom',
      rows: [
        { slot: 'aprLabel', size: 24, colour: 'muted' },
        {
          slot: 'apr',
          size: 76,
          least: 44,
          weight: 700,
          isSerif: true,
          colour: 'accent',
          leading: 1.2,
          gap: 2,
        },
        {
          gap: 16,
          between: 24,
          columns: [
            {
              rows: [
                { slot: 'amountLabel', size: 22, colour: 'muted' },
                {
                  slot: 'amount',
                  size: 30,
                  least: 24,
                  weight: 700,
                  isSerif: true,
                  colour: 'ink',
                  leading: 1.3,
                },
              ],
            },
            {
              rows: [
                { slot: 'termLabel', size: 22, colour: 'muted' },
                {
                  slot: 'term',
                  size: 30,
                  least: 24,
                  weight: 700,
                  isSerif: true,
                  colour: 'ink',
                  leading: 1.3,
                },
              ],
            },
          ],
        },
        { qr: codeSize, gap: 24 },
        { slot: 'cta', size: 28, least: 24, weight: 700, colour: 'ink', lines: 1, gap: 8 },
        { slot: 'sharer', size: 24, least: 20, colour: 'muted', lines: 1, gap: 4 },
        { rule: 'line', gap: 22 },
        ...smallPrint('muted', 'ink', 18),
      ],
    },
  ],
};
