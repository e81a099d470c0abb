/** Owns the colours of the form's three ready looks, for the rules that use them and for the judging of a theme; must not know either. */

/** The names of a form's colours: what a theme may set, with `-dark` after it for the dark scheme. */
export const colourNames = 'accent tint surface ink muted line edge danger on-accent link'.split(' ');

/**
 * Name, radius, light colours, dark colours, each in the order of the names. The first look, pine, is every
 * form's; the others replace its first colours. `--on` is black or white where the browser can tell which.
 */
export const looks: [name: string, radius: string, light: string, dark: string][] = [
  [
    '',
    '10px',
    '#0b6b53 #f3f6f5 #fff #17211e #5a6763 #dde3e1 #84918d #b3261e var(--on,#fff) var(--accent)',
    '#5cc7a2 #202725 #161b19 #e8edeb #a3afab #2e3633 #71807a #ff9c93 var(--on,#000) var(--accent)',
  ],
  ['lake', '14px', '#1858a8 #eff4fa', '#8ab8f5 #1d2633 #131a24'],
  ['ink', '4px', '#222 #f5f5f5', '#eee #262626 #181818'],
];

/** What a page or a theme calls them. */
export function lookNames(): string[] {
  return looks.map(([name]) => name || 'pine');
}

export type Scheme = 'light' | 'dark';

/** A look's colours by name. Those that follow from others are as an old browser shows them: white, or black in the dark. */
export function coloursOf(look: string, scheme: Scheme): Map<string, string> {
  const colours = new Map<string, string>();
  for (const [name, , light, dark] of looks) {
    if (name !== '' && name !== look) continue;
    const list = (scheme === 'light' ? light : dark).replace(/var\(--on,([^()]*)\)/, '$1').split(' ');
    for (const [at, colour] of list.entries()) colours.set(colourNames[at] ?? '', colour);
  }
  return colours.set('link', colours.get('accent') ?? '');
}
