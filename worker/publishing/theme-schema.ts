/** Owns which names a form's theme may set and what each may be, so that a theme changes looks and nothing else; must not judge legibility. */
import * as z from 'zod';
import { colourNames, lookNames } from '../../contract/looks.ts';

/** Opaque, in notations that every browser reads: how legible it is can then be told. */
const colour = z.string().regex(/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i, {
  error: '颜色，如 #0b6b53 / a colour such as #0b6b53',
});

const colours = Object.fromEntries(
  colourNames.flatMap((name) => [name, `${name}-dark`].map((key) => [key, colour.optional()])),
);

const radius = z.string().regex(/^(?:0|(?:\d|[12]\d)px)$/, {
  error: '0 至 29 的整数像素，如 10px / 0 to 29 whole pixels, such as 10px',
});

const maxWidth = z.string().regex(/^(?:2[89]\d|[3-9]\d\d|1[01]\d\d|1200)px$/, {
  error: '280px 至 1200px，如 560px / 280px to 1200px, such as 560px',
});

/** Names of fonts that the visitor's device has: a theme can load none. */
const font = z
  .string()
  .max(200)
  .regex(/^(?:"[\p{L}\p{N} .-]{1,60}"|[a-z-]{2,40})(?:, ?(?:"[\p{L}\p{N} .-]{1,60}"|[a-z-]{2,40}))*$/u, {
    error: '字体列表，如 "PingFang SC", sans-serif / a list of fonts such as "PingFang SC", sans-serif',
  });

export const themeSchema = z.strictObject({
  look: z.enum(lookNames()).optional(),
  radius: radius.optional(),
  'max-width': maxWidth.optional(),
  font: font.optional(),
  ...colours,
});
