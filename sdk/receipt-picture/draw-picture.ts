/** Owns a receipt drawn as a picture: whose it is, its number, the QR code of its address; nothing of the person, no secret. */
import type { ReceiptPicture } from './receipt-picture.ts';

const widthPx = 750;
const edgePx = 60;
const codePx = 390;
/** ISO/IEC 18004 asks for a quiet zone of four modules. */
const quietModules = 4;
const font = (size: number, weight = 400) =>
  `${weight} ${size}px "PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif`;

/** @returns a `data:` address of a PNG; rejects where the server can't be reached or nothing can be drawn */
export async function drawPicture({ base, receipt, title, about, text }: ReceiptPicture): Promise<string> {
  const response = await fetch(`${base}/v1/receipts/${receipt}/qr`);
  if (!response.ok) throw new Error(`the receipt's code: ${response.status}`);
  const { size, modules }: { size: number; modules: string } = await response.json();
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas');
  const lines = (said: string, style: string) => {
    pen.font = style;
    return wrap(said, (one) => pen.measureText(one).width);
  };
  const rows: [said: string, style: string, colour: string, height: number][] = [];
  const add = (said: string, style: string, colour: string, height: number) => {
    for (const line of lines(said, style)) rows.push([line, style, colour, height]);
  };
  add(title, font(44, 700), '#15211d', 64);
  for (const line of about) add(line, font(28), '#5a6862', 44);
  const below: typeof rows = [];
  for (const line of lines(text, font(28))) below.push([line, font(28), '#15211d', 44]);
  for (const line of grouped(receipt))
    below.push([line, `500 28px ui-monospace,Menlo,monospace`, '#15211d', 42]);
  const heightOf = (all: typeof rows) => all.reduce((sum, [, , , height]) => sum + height, 0);
  const module = Math.floor(codePx / (size + 2 * quietModules));
  const codeSide = size * module;
  canvas.width = widthPx;
  canvas.height = edgePx + heightOf(rows) + 40 + codeSide + 40 + heightOf(below) + edgePx;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, widthPx, canvas.height);
  pen.fillStyle = '#0b6b53';
  pen.fillRect(0, 0, widthPx, 12);
  let top = edgePx;
  const write = (all: typeof rows) => {
    for (const [said, style, colour, height] of all) {
      pen.font = style;
      pen.fillStyle = colour;
      pen.textBaseline = 'middle';
      pen.fillText(said, edgePx, top + height / 2);
      top += height;
    }
  };
  write(rows);
  top += 40;
  const bits = atob(modules.replace(/-/g, '+').replace(/_/g, '/'));
  pen.fillStyle = '#000';
  for (let at = 0; at < size * size; at++) {
    const isDark = (bits.charCodeAt(at >> 3) >> (7 - (at & 7))) & 1;
    // From the text's own edge: the quiet zone is white as the picture is.
    if (isDark)
      pen.fillRect(edgePx + (at % size) * module, top + Math.floor(at / size) * module, module, module);
  }
  top += codeSide + 40;
  write(below);
  return canvas.toDataURL('image/png');
}

/** Whose it is, then groups of four signs, a few to a line: to be read from paper and typed. */
function grouped(receipt: string): string[] {
  const at = receipt.lastIndexOf('_') + 1;
  const groups = receipt.slice(at).match(/.{1,4}/g) ?? [];
  return [receipt.slice(0, at), groups.slice(0, 4).join(' '), groups.slice(4).join(' ')];
}

/** Chinese breaks anywhere, Latin words at their blanks. */
function wrap(text: string, measure: (line: string) => number): string[] {
  const room = widthPx - 2 * edgePx;
  const done: string[] = [];
  let line = '';
  for (const piece of text.match(/[\w’'.-]+ ?|./gu) ?? []) {
    if (line !== '' && measure(line + piece) > room) {
      done.push(line.trim());
      line = '';
    }
    line += piece;
  }
  return line === '' ? done : [...done, line.trim()];
}
