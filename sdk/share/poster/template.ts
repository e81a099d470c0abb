/** Owns what a template is: data, one file each; must not know how it is laid out. */
import type { Slot } from './content.ts';
import type { Box, Font } from './drawing.ts';
import type { Role } from './palette.ts';

interface Spaced {
  /** px above it, unless it comes first in its stack. */
  gap?: number;
}

export interface TextRow extends Spaced {
  slot: Slot;
  /** px at most; less where it would not fit. */
  size: number;
  /** px at least: 20, or more. */
  least?: number;
  weight?: Font['weight'];
  isSerif?: boolean;
  colour: Role;
  /** At most so many lines, where the text may be cut. */
  lines?: number;
  /** Height of a line in its size. */
  leading?: number;
  align?: Align;
  /** A plate behind the text, wider by `x` and higher by `y` on each side. */
  plate?: { x: number; y: number; fill?: Role; edge?: Role; radius?: number };
}

export interface QrRow extends Spaced {
  /** Side in px, quiet zone included: 230 holds any code (see docs/posters.md). */
  qr: number;
  /** A hairline around it, where the ground is as white as it is. */
  edge?: Role;
  align?: Align;
}

export interface RuleRow extends Spaced {
  rule: Role;
  /** px */
  thick?: number;
  /** px; else as wide as its stack. */
  wide?: number;
}

export interface ColumnsRow extends Spaced {
  columns: Column[];
  /** px between columns. */
  between: number;
}

export interface Column {
  /** px; columns without it share what is left. */
  wide?: number;
  at?: Place;
  rows: Row[];
}

export type Row = TextRow | QrRow | RuleRow | ColumnsRow;
export type Place = 'top' | 'middle' | 'bottom';
export type Align = 'left' | 'center' | 'right';

/** Rows below each other in a box: all of them shrink together until they fit. */
export interface Stack {
  box: Box;
  at?: Place;
  align?: Align;
  rows: Row[];
}

export interface Shape extends Box {
  fill?: Role;
  edge?: Role;
  radius?: number;
}

export interface Template {
  name: string;
  /** px: 750 wide, so that sizes mean the same in all of them; drawn at twice that. */
  width: 750;
  height: number;
  ground: Role;
  /** Where a campaign's picture goes, under a veil that keeps text on it readable; `plain` is there without one. */
  picture?: Box & { plain: Role };
  /** Over the ground and the picture. */
  shapes: Shape[];
  stacks: Stack[];
}
