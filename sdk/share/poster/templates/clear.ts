/** Owns the template 白纸: black on white, the headline alone above, all figures in one table below; must not be laid out here. */
import { brandRow } from '../rows/brand-row.ts';
import { codeRow } from '../rows/code-row.ts';
import { factRows } from '../rows/fact-rows.ts';
import { smallPrint } from '../rows/small-print.ts';
import type { Template } from '../template.ts';

export const part: Template = {
  name: 'clear',
  width: 750,
  height: 1334,
  ground: 'paper',
  shapes: [{ x: 0, y: 0, w: 750, h: 12, fill: 'accent' }],
  stacks: [
    { box: { x: 56, y: 52, w: 638, h: 60 }, at: 'middle', rows: [brandRow('ink', 'line', 'muted')] },
    {
      box: { x: 56, y: 164, w: 638, h: 376 },
      rows: [
        { slot: 'headline', size: 84, least: 40, weight: 700, colour: 'ink', lines: 4, leading: 1.24 },
        { slot: 'lines', size: 32, least: 24, colour: 'muted', lines: 4, leading: 1.5, gap: 28 },
      ],
    },
    {
      box: { x: 56, y: 556, w: 638, h: 734 },
      at: 'bottom',
      rows: [
        { rule: 'ink', thick: 2 },
        ...factRows('muted', 'accent', 'ink', 'line', 24),
        { rule: 'line', gap: 24 },
        { ...codeRow('ink', 'muted', 'line'), gap: 28 },
        { rule: 'line', gap: 24 },
        ...smallPrint('muted', 'ink', 18),
      ],
    },
  ],
};
