/** Owns the template 夜色: white type on the tenant's darkest shade or a picture, the code on a white card; must not be laid out here. */
import { brandRow } from '../rows/brand-row.ts';
import { codeRow } from '../rows/code-row.ts';
import { factRows } from '../rows/fact-rows.ts';
import { smallPrint } from '../rows/small-print.ts';
import type { Template } from '../template.ts';

export const part: Template = {
  name: 'night',
  width: 750,
  height: 1334,
  ground: 'deep',
  picture: { x: 0, y: 0, w: 750, h: 464, plain: 'deep' },
  shapes: [{ x: 40, y: 750, w: 670, h: 272, fill: 'paper', radius: 20 }],
  stacks: [
    {
      box: { x: 56, y: 48, w: 638, h: 60 },
      at: 'middle',
      rows: [brandRow('onDeep', 'onDeepMuted', 'onDeepMuted')],
    },
    {
      box: { x: 56, y: 122, w: 638, h: 318 },
      at: 'middle',
      rows: [
        { slot: 'headline', size: 92, least: 40, weight: 700, colour: 'onDeep', lines: 4, leading: 1.22 },
        { slot: 'lines', size: 30, least: 24, colour: 'onDeepMuted', lines: 4, leading: 1.5, gap: 24 },
      ],
    },
    {
      box: { x: 56, y: 494, w: 638, h: 228 },
      rows: factRows('onDeepMuted', 'onDeep', 'onDeep', 'deepLine', 0, 92),
    },
    { box: { x: 64, y: 770, w: 630, h: 232 }, rows: [codeRow('ink', 'muted')] },
    {
      box: { x: 56, y: 1038, w: 638, h: 272 },
      at: 'middle',
      rows: smallPrint('onDeepMuted', 'onDeep', 0),
    },
  ],
};
