/** Owns the row with the one QR code, what to do with it and who shares it; must not know any template. */
import type { Role } from '../palette.ts';
import type { ColumnsRow } from '../template.ts';

/** px, quiet zone included: any code is then at least 160 px without it, whatever its version (docs/posters.md). */
export const codeSize = 230;

export function codeRow(words: Role, muted: Role, edge?: Role): ColumnsRow {
  return {
    between: 32,
    columns: [
      { wide: codeSize, rows: [{ qr: codeSize, align: 'left', ...(edge ? { edge } : {}) }] },
      {
        at: 'middle',
        rows: [
          {
            slot: 'cta',
            size: 40,
            least: 26,
            weight: 700,
            colour: words,
            lines: 2,
            leading: 1.3,
            align: 'left',
          },
          { slot: 'scan', size: 24, colour: muted, lines: 1, gap: 10, align: 'left' },
          {
            slot: 'sharer',
            size: 26,
            least: 22,
            weight: 500,
            colour: words,
            lines: 2,
            gap: 22,
            align: 'left',
          },
        ],
      },
    ],
  };
}
