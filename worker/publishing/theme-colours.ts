/** Owns whether a theme's colours can be read on each other, and the colours that follow from a tenant's accent; must not know where they show. */
import { contrastOf, type Rgb } from '../../contract/contrast.ts';
import { coloursOf, type Scheme } from '../../contract/looks.ts';

/** A form's theme: a look, and values by the short names of custom properties. */
export type Theme = Readonly<Record<string, string | undefined>>;

/** WCAG 2.2, 1.4.3: text. */
const textContrast = 4.5;
/** WCAG 2.2, 1.4.11: the outlines of controls. */
const outlineContrast = 3;

/** What stands on what, and how much it must differ. */
const pairs: [front: string, backs: string[], least: number][] = [
  ['ink', ['surface', 'tint'], textContrast],
  ['muted', ['surface', 'tint'], textContrast],
  ['danger', ['surface'], textContrast],
  ['link', ['surface', 'tint'], textContrast],
  ['on-accent', ['accent'], textContrast],
  ['edge', ['surface'], outlineContrast],
];

const schemes: [Scheme, suffix: string][] = [
  ['light', ''],
  ['dark', '-dark'],
];

/**
 * The theme with what follows from its accent: the same hue for the dark scheme, text on it in black or white, links
 * in a shade of it that can be read. What the tenant set itself stays as it is.
 */
export function completeTheme(theme: Theme): Record<string, string> {
  const complete = new Map(
    Object.entries(theme).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined && !complete.has(name)) complete.set(name, value);
  };
  const own = rgbOf(theme.accent);
  for (const [scheme, suffix] of schemes) {
    const colours = usedColours(theme, scheme);
    const backs = ['surface', 'tint'].map((name) => rgbOf(colours.get(name)));
    const shade = (colour: Rgb) => legibleShade(colour, backs, scheme === 'light' ? 0 : 255);
    if (scheme === 'dark' && own) add('accent-dark', hexOf(shade(own)));
    const accent = rgbOf(complete.get(`accent${suffix}`));
    if (!accent) continue;
    const onIt = colours.get('on-accent');
    if (contrastOf(rgbOf(onIt) ?? accent, accent) < textContrast)
      add(
        `on-accent${suffix}`,
        contrastOf([0, 0, 0], accent) > contrastOf([255, 255, 255], accent) ? '#000' : '#fff',
      );
    const link = hexOf(shade(accent));
    if (link !== hexOf(accent)) add(`link${suffix}`, link);
  }
  return Object.fromEntries(complete);
}

/** Names in a theme, complete as it will be published, that cannot be read on what is behind them. */
export function illegibleIn(theme: Theme): string[] {
  const complete = completeTheme(theme);
  return schemes.flatMap(([scheme, suffix]) => {
    const colours = usedColours(complete, scheme);
    const isFaint = ([front, backs, least]: (typeof pairs)[number]) => {
      const colour = rgbOf(colours.get(front));
      return backs.some((back) => {
        const behind = rgbOf(colours.get(back));
        return colour && behind && contrastOf(colour, behind) < least;
      });
    };
    return pairs.filter(isFaint).map(([front]) => front + suffix);
  });
}

/** What a form with this theme shows where the page sets nothing of its own. */
function usedColours(theme: Theme, scheme: Scheme): Map<string, string> {
  const colours = coloursOf(theme.look ?? '', scheme);
  const suffix = scheme === 'light' ? '' : '-dark';
  for (const name of colours.keys()) {
    const set = theme[name + suffix] ?? (name === 'link' ? theme[`accent${suffix}`] : undefined);
    if (set !== undefined) colours.set(name, set);
  }
  return colours;
}

/** The colour, or as much nearer to black (0) or white (255) as it takes to be read on all of these. */
function legibleShade(colour: Rgb, backs: readonly (Rgb | null)[], towards: 0 | 255): Rgb {
  for (let part = 0; part <= 1; part += 0.02) {
    const shade = colour.map((one) => Math.round(one + (towards - one) * part));
    if (backs.every((back) => !back || contrastOf(shade, back) >= textContrast)) return shade;
  }
  return [towards, towards, towards];
}

/** Red, green, blue of `#rgb` or `#rrggbb`; null for anything else. */
function rgbOf(colour: string | undefined): Rgb | null {
  const [, short, long] = /^#(?:([0-9a-f]{3})|([0-9a-f]{6}))$/i.exec(colour ?? '') ?? [];
  const digits = long ?? short?.replace(/./g, '$&$&');
  return digits === undefined ? null : [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
}

function hexOf(colour: Rgb): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
