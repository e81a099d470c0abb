/** Owns drawing a QR code from the server's modules as one path; must not know what it leads to. */
import type { QrModules } from '../../../contract/share-centre.ts';

/** ISO/IEC 18004 asks for a quiet zone of four modules. */
const quietModules = 4;

/** Whether each module is dark, row by row. */
export function darkModules({ size, modules }: QrModules): boolean[] {
  const bytes = atob(modules.replace(/-/g, '+').replace(/_/g, '/'));
  return Array.from(
    { length: size * size },
    (_, at) => ((bytes.charCodeAt(at >> 3) >> (7 - (at & 7))) & 1) === 1,
  );
}

function pathOf(qr: QrModules): string {
  return darkModules(qr)
    .map((isDark, at) =>
      isDark ? `M${(at % qr.size) + quietModules} ${Math.floor(at / qr.size) + quietModules}h1v1h-1z` : '',
    )
    .join('');
}

export function QrView({ qr, label }: { qr: QrModules; label: string }) {
  const whole = qr.size + 2 * quietModules;
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${whole} ${whole}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <path class="ground" d={`M0 0h${whole}v${whole}H0z`} />
      <path class="dark" d={pathOf(qr)} />
    </svg>
  );
}
