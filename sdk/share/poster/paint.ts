/** Owns drawing a laid-out poster on a canvas; must not lay anything out. */
import type { QrModules } from './content.ts';
import {
  type Box,
  type Drawing,
  drawnScale,
  type Font,
  type QrOperation,
  type RectOperation,
} from './drawing.ts';

const sans = '"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif';
const serif = '"Songti SC","Noto Serif CJK SC",SimSun,serif';

/** A canvas's `font`. */
export function cssFont({ size, weight, isSerif }: Font): string {
  return `${weight} ${size}px ${isSerif ? serif : sans}`;
}

/** Draws in template px: the context is scaled here. */
export function paint(
  context: CanvasRenderingContext2D,
  { operations }: Drawing,
  qr: QrModules,
  picture: CanvasImageSource | null,
): void {
  context.scale(drawnScale, drawnScale);
  // Text runs are placed from their left; what is written from right to left turns inside its own run.
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  for (const one of operations) {
    if (one.op === 'rect') paintRect(context, one);
    else if (one.op === 'qr') paintQr(context, one, qr);
    else if (one.op === 'picture') {
      if (picture) context.drawImage(picture, one.x, one.y, one.w, one.h);
    } else {
      context.font = cssFont(one.font);
      context.fillStyle = one.fill;
      context.fillText(one.text, one.x, one.baseline);
    }
  }
}

function paintRect(
  context: CanvasRenderingContext2D,
  { fill, edge, radius = 0, ...box }: RectOperation,
): void {
  outline(context, box, radius);
  if (fill) {
    context.fillStyle = fill;
    context.fill();
  }
  if (edge) {
    context.strokeStyle = edge;
    context.lineWidth = 1.5;
    context.stroke();
  }
}

/** `roundRect` is there since Chrome 99 and Safari 16 only. */
function outline(context: CanvasRenderingContext2D, { x, y, w, h }: Box, radius: number): void {
  const [right, bottom] = [x + w, y + h];
  context.beginPath();
  context.moveTo(x + radius, y);
  context.arcTo(right, y, right, bottom, radius);
  context.arcTo(right, bottom, x, bottom, radius);
  context.arcTo(x, bottom, x, y, radius);
  context.arcTo(x, y, right, y, radius);
  context.closePath();
}

/** Runs of dark modules on white, in the middle of their box. */
function paintQr(
  context: CanvasRenderingContext2D,
  { x, y, w, h, module }: QrOperation,
  { size, modules }: QrModules,
): void {
  context.fillStyle = '#fff';
  context.fillRect(x, y, w, h);
  context.fillStyle = '#000';
  const bits = bytesOf(modules);
  const isDark = (at: number) => ((bits[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
  const px = module / drawnScale;
  const margin = Math.floor((w - px * size) / 2);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const start = column;
      while (column < size && isDark(row * size + column)) column++;
      if (column > start)
        context.fillRect(x + margin + start * px, y + margin + row * px, (column - start) * px, px);
    }
}

function bytesOf(base64Url: string): number[] {
  const binary = atob(base64Url.replace(/-/g, '+').replace(/_/g, '/'));
  return Array.from(binary, (sign) => sign.charCodeAt(0));
}
