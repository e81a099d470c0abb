/** Owns the part that draws a receipt as a picture to keep; no Preact in it, so that the receipt's page can use it too. */
import { drawPicture } from './draw-picture.ts';
import type { PicturePart } from './receipt-picture.ts';

export const part: PicturePart = { drawPicture };
