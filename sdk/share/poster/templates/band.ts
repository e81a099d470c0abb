/** Owns the template 色带: the headline on a band of the tenant's colour or picture, figures beside the code below; must not be laid out here. */
import { brandRow } from '../rows/brand-row.ts';
import { codeSize } from '../rows/code-row.ts';
import { factRow } from '../rows/fact-rows.ts';
import { smallPrint } from '../rows/small-print.ts';
import type { Template } from '../template.ts';

export const part: Template = {
  name: 'band',
  width: 750,
  height: 1334,
  ground: 'paper',
  picture: { x: 0, y: 0, w: 750, h: 590, plain: 'accent' },
  shapes: [],
  stacks: [
    { box: { x: 56, y: 48, w: 638, h: 60 }, at: 'middle', rows: [brandRow('onDeep', 'onDeep', 'onDeep')] },
    {
      box: { x: 56, y: 140, w: 638, h: 400 },
      at: 'bottom',
      rows: [
        { slot: 'headline', size: 80, least: 40, weight: 700, colour: 'onDeep', lines: 4, leading: 1.26 },
        { slot: 'lines', size: 30, least: 24, colour: 'onDeep', lines: 4, leading: 1.5, gap: 24 },
      ],
    },
    {
      box: { x: 56, y: 626, w: 638, h: 664 },
      rows: [
        { slot: 'aprLabel', size: 24, colour: 'muted' },
        { slot: 'apr', size: 84, least: 44, weight: 700, colour: 'accent', leading: 1.15, gap: 4 },
        {
          gap: 28,
          between: 40,
          columns: [
            {
              at: 'middle',
              rows: [
                factRow('amountLabel', 'amount', 'muted', 'ink'),
                factRow('termLabel', 'term', 'muted', 'ink', 16),
                { slot: 'sharer', size: 26, least: 22, weight: 500, colour: 'ink', lines: 2, gap: 22 },
              ],
            },
            {
              wide: codeSize,
              rows: [
                { qr: codeSize, edge: 'line' },
                {
                  slot: 'cta',
                  size: 26,
                  least: 22,
                  weight: 700,
                  colour: 'ink',
                  lines: 2,
                  align: 'center',
                  gap: 10,
                },
              ],
            },
          ],
        },
        { rule: 'line', gap: 22 },
        ...smallPrint('muted', 'ink', 18),
      ],
    },
  ],
};
