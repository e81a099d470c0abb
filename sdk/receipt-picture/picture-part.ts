/** Owns the part that draws a receipt as a picture to keep; no Preact in it, so that the receipt's page can use it too. */
import { drawPicture } from './draw-picture.ts';

export const part = { drawPicture };
export type PicturePart = typeof part;
