/** Owns what the part that draws a receipt is asked and offers; must not draw. */

export interface ReceiptPicture {
  /** The server's origin; '' on its own pages. */
  base: string;
  receipt: string;
  title: string;
  /** Whose form, and when. */
  about: readonly string[];
  /** What the code is for. */
  text: string;
}

export interface PicturePart {
  /** @returns a `data:` address of a PNG; rejects where the server can't be reached or nothing can be drawn */
  drawPicture(picture: ReceiptPicture): Promise<string>;
}
