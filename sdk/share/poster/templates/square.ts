/** Owns the template 方图: a square for a chat or a post, headline and rate beside the code; must not be laid out here. */
import { brandRow } from '../rows/brand-row.ts';
import { codeSize } from '../rows/code-row.ts';
import { factColumns } from '../rows/fact-rows.ts';
import { smallPrint } from '../rows/small-print.ts';
import type { Template } from '../template.ts';

export const part: Template = {
  name: 'square',
  width: 750,
  height: 750,
  ground: 'paper',
  shapes: [{ x: 0, y: 0, w: 10, h: 750, fill: 'accent' }],
  stacks: [
    { box: { x: 44, y: 26, w: 666, h: 50 }, at: 'middle', rows: [brandRow('ink', 'line', 'muted')] },
    {
      box: { x: 44, y: 84, w: 406, h: 386 },
      at: 'middle',
      rows: [
        { slot: 'headline', size: 56, least: 32, weight: 700, colour: 'ink', lines: 3, leading: 1.26 },
        { slot: 'lines', size: 24, least: 20, colour: 'muted', lines: 2, leading: 1.5, gap: 12 },
        { slot: 'aprLabel', size: 20, colour: 'muted', gap: 22 },
        { slot: 'apr', size: 58, least: 36, weight: 700, colour: 'accent', leading: 1.15, gap: 2 },
        { ...factColumns('muted', 'ink', 26, 160), gap: 12 },
      ],
    },
    {
      box: { x: 480, y: 84, w: codeSize, h: 386 },
      align: 'center',
      at: 'middle',
      rows: [
        { qr: codeSize, edge: 'line' },
        { slot: 'cta', size: 27, least: 22, weight: 700, colour: 'ink', lines: 2, leading: 1.3, gap: 10 },
        { slot: 'scan', size: 22, colour: 'muted', lines: 1, gap: 4 },
        { slot: 'sharer', size: 22, colour: 'ink', lines: 2, gap: 14 },
      ],
    },
    {
      box: { x: 44, y: 474, w: 666, h: 258 },
      at: 'bottom',
      rows: [{ rule: 'line' }, ...smallPrint('muted', 'ink', 14, 1.3)],
    },
  ],
};
