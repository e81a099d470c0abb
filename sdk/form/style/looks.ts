/** Owns the form's colours: three ready looks, light and dark, under what a page or a form sets; must not know any rule that uses them. */

/** Each is `--jinjian-{name}` on the page, `--jinjian-{name}-dark` for the dark scheme, and `--{name}` inside. */
const names = 'accent tint surface ink muted line edge danger on-accent link'.split(' ');

/** Name, radius, light colours, dark colours, in the order of the names. The first is every form's; others replace its first colours. */
const looks: [look: string, radius: string, light: string, dark: string][] = [
  [
    '',
    '10px',
    '#0b6b53 #f3f6f5 #fff #17211e #5a6763 #dde3e1 #84918d #b3261e var(--on,#fff) var(--accent)',
    '#5cc7a2 #202725 #161b19 #e8edeb #a3afab #2e3633 #71807a #ff9c93 var(--on,#000) var(--accent)',
  ],
  ['lake', '14px', '#1858a8 #eff4fa', '#8ab8f5 #1d2633 #131a24'],
  ['ink', '4px', '#222 #f5f5f5', '#eee #262626 #181818'],
];

/** Where the browser can (2024 on), black or white by the accent's lightness: legible on any colour that a page sets. */
const onAccent =
  '@supports(color:lch(from red l 0 0)){.j{--on:lch(from var(--accent) calc((49.4 - l)*99) 0 0)}}';

/** The rules that give `.j` its colours: the host's attribute `look` goes before the class of that name. */
export const lookRules: string =
  looks
    .map(([look, radius, light, dark]) => {
      const rule = (host: string, more: string, colours = dark, twin = '-dark') =>
        `:host(${host}${look && `[look=${look}]`}) .j,:host(${host}:not([look])) .${look || 'j'}{color-scheme:${more}${colours
          .split(' ')
          .map((colour, at) => `;--${names[at]}:var(--jinjian-${names[at]}${twin},${colour})`)
          .join('')}}`;
      return `${rule('*', `light;--radius:var(--jinjian-radius,${radius})`, light, '')}@media(prefers-color-scheme:dark){${rule(':not([theme=light])', 'dark')}}${rule('[theme=dark]', 'dark')}`;
    })
    .join('') + onAccent;
