/** Owns the row that every poster begins with: who speaks, and that it is advertising; must not know any template. */
import type { Role } from '../palette.ts';
import type { Row } from '../template.ts';

/** The tenant's name, and 广告 at the far end (广告法 art. 14). */
export function brandRow(name: Role, edge: Role, mark: Role): Row {
  return {
    between: 24,
    columns: [
      {
        at: 'middle',
        rows: [
          {
            slot: 'tenant',
            size: 28,
            least: 20,
            weight: 500,
            colour: name,
            lines: 2,
            leading: 1.2,
            align: 'left',
          },
        ],
      },
      {
        wide: 72,
        at: 'middle',
        rows: [
          {
            slot: 'mark',
            size: 22,
            colour: mark,
            leading: 1.3,
            align: 'right',
            plate: { x: 12, y: 4, edge, radius: 6 },
          },
        ],
      },
    ],
  };
}
