/** Owns the rules that give the form its colours and radius, under what a page or a theme sets; must not know the colours. */
import { colourNames, looks } from '../../../contract/looks.ts';

/** Each colour is `--jinjian-{name}` on the page and `--{name}` inside. The host's attribute `look` goes before the class. */
export const lookRules: string = looks
  .map(([look, radius, light, dark]) => {
    const rule = (host: string, more: string, colours = dark, twin = '-dark') =>
      `:host(${host}${look && `[look=${look}]`}) .j,:host(${host}:not([look])) .${look || 'j'}{color-scheme:${more}${colours
        .split(' ')
        .map((colour, at) => `;--${colourNames[at]}:var(--jinjian-${colourNames[at]}${twin},${colour})`)
        .join('')}}`;
    return `${rule('*', `light;--radius:var(--jinjian-radius,${radius})`, light, '')}@media(prefers-color-scheme:dark){${rule(':not([theme=light])', 'dark')}}${rule('[theme=dark]', 'dark')}`;
  })
  .join('');
