/** Owns what a poster is once laid out: a list of things to draw, in px of the template; must not know how it came about. */
import type { Slot } from './content.ts';

/** Drawn px for each px of a template: sharp on a phone, and 4 megapixels, which every iPhone's canvas holds. */
export const drawnScale = 2;

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Font {
  /** px */
  size: number;
  weight: 400 | 500 | 700;
  isSerif: boolean;
}

/** Width in px of a text on one line. */
export type Measure = (text: string, font: Font) => number;

export interface RectOperation extends Box {
  op: 'rect';
  /** CSS colours. */
  fill?: string | undefined;
  edge?: string | undefined;
  radius?: number | undefined;
}

/** One line of text; its box is the line's. */
export interface TextOperation extends Box {
  op: 'text';
  slot: Slot;
  text: string;
  font: Font;
  fill: string;
  /** px from the top of the poster. */
  baseline: number;
}

/** The background picture, cut to cover its box. */
export interface PictureOperation extends Box {
  op: 'picture';
}

/** A QR code with its quiet zone: the box is white, `module` is in px of the drawn image. */
export interface QrOperation extends Box {
  op: 'qr';
  module: number;
}

export type Operation = RectOperation | TextOperation | PictureOperation | QrOperation;

export interface Drawing {
  width: number;
  height: number;
  /** What lies below comes first. */
  operations: Operation[];
}
