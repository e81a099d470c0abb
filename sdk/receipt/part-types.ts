/** Owns what the receipt page's later parts offer; must not fetch or use them. */
import type { drawCorrection } from './correction.ts';
import type { Places } from './correction-control.ts';
import type { readablePage } from './readable.ts';

/** What only someone who sees their data needs. */
export interface OwnPart {
  drawCorrection: typeof drawCorrection;
  readablePage: typeof readablePage;
}

export interface PlacesPart {
  placeName(code: string): string;
  places(): Places;
}
