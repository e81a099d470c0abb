/** Owns a poster's colours, all from one accent, so that text on each ground has a contrast of 4.5; must not know templates. */
import { contrastOf, type Rgb } from '../../../contract/contrast.ts';

export type Role =
  | 'paper'
  | 'cream'
  | 'tint'
  | 'ink'
  | 'muted'
  | 'line'
  | 'accent'
  | 'deep'
  | 'onDeep'
  | 'onDeepMuted'
  | 'deepLine';

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];
/** Below this accents and photographs would take the text on them along (WCAG 2.2, 1.4.3). */
const leastContrast = 4.5;
/** Dimmest text on the veil. */
const veiledText: Rgb = [224, 230, 228];

/** The tenant's accent, and all that follows from it. */
export function paletteOf(accent: Rgb): Record<Role, string> {
  const tint = mix(accent, white, 0.93);
  // Legible on every light ground, and under white text.
  const legible = shade(accent, (colour) =>
    [tint, white, cream].every((ground) => contrastOf(colour, ground) >= leastContrast),
  );
  return {
    paper: '#ffffff',
    cream: cssOf(cream),
    tint: cssOf(tint),
    ink: '#15201d',
    muted: '#55605d',
    line: cssOf(mix(legible, white, 0.8)),
    accent: cssOf(legible),
    deep: cssOf(deepOf(accent)),
    onDeep: '#ffffff',
    onDeepMuted: cssOf(veiledText),
    deepLine: cssOf(mix(deepOf(accent), white, 0.25)),
  };
}

const cream: Rgb = [250, 246, 238];

/** What lies on a picture: as much of the deep colour as keeps text readable were the picture white. */
export function veilOf(accent: Rgb): string {
  const deep = deepOf(accent);
  let part = 0.5;
  while (contrastOf(veiledText, mix(white, deep, part)) < leastContrast) part += 0.01;
  return `rgba(${deep.join(',')},${part.toFixed(2)})`;
}

function deepOf(accent: Rgb): Rgb {
  return shade(mix(accent, black, 0.45), (colour) => contrastOf(colour, veiledText) >= 9);
}

/** Darker until it will do; black does for all. */
function shade(colour: Rgb, isEnough: (colour: Rgb) => boolean): Rgb {
  let shaded = mix(colour, black, 0);
  for (let part = 0; part < 1 && !isEnough(shaded); part += 0.03) shaded = mix(colour, black, part);
  return shaded;
}

/** `part` 0 is `one`, 1 is `other`. */
function mix(one: Rgb, other: Rgb, part: number): Rgb {
  return one.map((value, at) => Math.round(value + ((other[at] ?? 0) - value) * part));
}

function cssOf(colour: Rgb): string {
  return `rgb(${colour.join(',')})`;
}
