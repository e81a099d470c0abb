/** Owns the entry of the share part: the drawing of posters; must not hold any of its own. */
import { drawPoster } from './poster/draw-poster.ts';
import { templates } from './poster/templates.ts';

export const part = { drawPoster, templates };

export type SharePart = typeof part;
