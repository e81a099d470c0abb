/** Owns the template 封面: 5:4 as WeChat shows shared cards and covers, dark, the code on white; must not be laid out here. */
import { brandRow } from '../rows/brand-row.ts';
import { codeSize } from '../rows/code-row.ts';
import { factColumns } from '../rows/fact-rows.ts';
import { smallPrint } from '../rows/small-print.ts';
import type { Template } from '../template.ts';

export const part: Template = {
  name: 'cover',
  width: 750,
  height: 600,
  ground: 'deep',
  picture: { x: 0, y: 0, w: 750, h: 350, plain: 'deep' },
  shapes: [{ x: 472, y: 70, w: 250, h: 250, fill: 'paper', radius: 14 }],
  stacks: [
    {
      box: { x: 40, y: 16, w: 670, h: 48 },
      at: 'middle',
      rows: [brandRow('onDeep', 'onDeepMuted', 'onDeepMuted')],
    },
    {
      box: { x: 40, y: 70, w: 406, h: 276 },
      at: 'middle',
      rows: [
        { slot: 'headline', size: 50, least: 30, weight: 700, colour: 'onDeep', lines: 2, leading: 1.24 },
        { slot: 'aprLabel', size: 20, colour: 'onDeepMuted', gap: 16 },
        { slot: 'apr', size: 52, least: 34, weight: 700, colour: 'onDeep', leading: 1.15, gap: 2 },
        { ...factColumns('onDeepMuted', 'onDeep', 24, 160), gap: 10 },
      ],
    },
    { box: { x: 482, y: 80, w: codeSize, h: 232 }, rows: [{ qr: codeSize }] },
    {
      box: { x: 472, y: 319, w: 250, h: 32 },
      align: 'center',
      at: 'middle',
      rows: [{ slot: 'cta', size: 24, weight: 500, colour: 'onDeep', lines: 1 }],
    },
    {
      box: { x: 40, y: 350, w: 670, h: 242 },
      at: 'middle',
      rows: smallPrint('onDeepMuted', 'onDeep', 0, 1.3),
    },
  ],
};
