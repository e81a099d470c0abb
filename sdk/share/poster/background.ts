/** Owns fetching a campaign's picture and cutting it to its place; must not know what is drawn on it. */
import type { Box } from './drawing.ts';

/** Why a poster has no picture: it can't be had, or its server lets no page draw it (no CORS). */
export type PictureProblem = 'picture_missing' | 'picture_not_allowed';

/**
 * The picture, cut to cover a box of these proportions and no larger than `width` px: a photograph of 40 megapixels is
 * never held whole by the canvas.
 */
export async function fetchPicture(
  url: string,
  { w, h }: Pick<Box, 'w' | 'h'>,
  width: number,
): Promise<CanvasImageSource | PictureProblem> {
  const image = await loaded(url, true);
  if (image === null) return (await loaded(url, false)) ? 'picture_not_allowed' : 'picture_missing';
  const { naturalWidth, naturalHeight } = image;
  const part = Math.min(naturalWidth / w, naturalHeight / h);
  const [cutWidth, cutHeight] = [w * part, h * part];
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = Math.round((width * h) / w);
  const context = canvas.getContext('2d');
  if (context === null || !(part > 0)) return 'picture_missing';
  context.imageSmoothingQuality = 'high';
  context.drawImage(
    image,
    (naturalWidth - cutWidth) / 2,
    (naturalHeight - cutHeight) / 2,
    cutWidth,
    cutHeight,
    0,
    0,
    canvas.width,
    canvas.height,
  );
  return canvas;
}

/** Null when it does not come within ten seconds. */
function loaded(url: string, isDrawn: boolean): Promise<HTMLImageElement | null> {
  return new Promise((resolve) => {
    const image = new Image();
    if (isDrawn) image.crossOrigin = 'anonymous';
    image.referrerPolicy = 'no-referrer';
    image.onload = () => resolve(image);
    image.onerror = () => resolve(null);
    setTimeout(() => resolve(null), 10_000);
    image.src = url;
  });
}
