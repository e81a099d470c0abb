/** Owns the check of what a form's theme may hold and what follows from it; must not know how it is shown. */
import { describe, expect, it } from 'vitest';
import type { PublishedForm } from '../../../contract/form.ts';
import { coloursOf, lookNames, type Scheme } from '../../../contract/looks.ts';
import { formSchema } from '../../../worker/publishing/form-schema.ts';
import { completeTheme, illegibleIn } from '../../../worker/publishing/theme-colours.ts';
import { formDraft, formFindings } from './samples.ts';

/** WCAG 2.2's own definition of relative luminance and contrast ratio, written from its text. */
function wcag(one: string, other: string): number {
  const luminance = (hex: string) => {
    const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex;
    const [r, g, b] = [1, 3, 5].map((at) => {
      const srgb = Number.parseInt(full.slice(at, at + 2), 16) / 255;
      return srgb <= 0.04045 ? srgb / 12.92 : ((srgb + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * Number(r) + 0.7152 * Number(g) + 0.0722 * Number(b);
  };
  const [l1, l2] = [luminance(one), luminance(other)];
  return (Math.max(l1, l2) + 0.05) / (Math.min(l1, l2) + 0.05);
}

const accepts = (theme: object) => formSchema.safeParse({ ...formDraft, theme }).success;

describe('the ready looks', () => {
  const schemes: Scheme[] = ['light', 'dark'];
  const all = lookNames().flatMap((look) => schemes.map((scheme) => [look, scheme] as const));
  it.each(all)('%s, %s: text is legible and outlines are visible', (look, scheme) => {
    const colours = coloursOf(look, scheme);
    const of = (name: string) => String(colours.get(name));
    for (const text of ['ink', 'muted', 'link', 'danger'])
      for (const back of ['surface', 'tint'])
        expect(wcag(of(text), of(back)), `${text} on ${back}`).toBeGreaterThanOrEqual(4.5);
    expect(wcag(of('on-accent'), of('accent'))).toBeGreaterThanOrEqual(4.5);
    for (const mark of ['edge', 'accent', 'danger', 'link'])
      expect(wcag(of(mark), of('surface')), mark).toBeGreaterThanOrEqual(3);
  });
  it('are three that differ', () => {
    expect(lookNames()).toEqual(['pine', 'lake', 'ink']);
    expect(new Set(lookNames().map((look) => coloursOf(look, 'light').get('accent'))).size).toBe(3);
  });
});

describe('the names and values of a theme', () => {
  it.each<[string, object]>([
    ['a look', { look: 'lake' }],
    ['colours of both schemes', { accent: '#1858A8', 'accent-dark': '#8cf', 'on-accent': '#fff' }],
    ['lengths', { radius: '0', 'max-width': '640px' }],
    ['fonts', { font: '"PingFang SC", "思源黑体", sans-serif' }],
  ])('may be %s', (_, theme) => {
    expect(accepts(theme)).toBe(true);
  });
  it.each<[string, object]>([
    ['an unknown look', { look: 'neon' }],
    ['an unknown name', { shadow: '0 0 1px red' }],
    ['a name that closes the rule', { 'a;b': '#fff' }],
    ['a colour by name', { accent: 'red' }],
    ['a see-through colour', { surface: '#ffffff80' }],
    ['an address', { surface: 'url(https://evil.example/x)' }],
    ['an address among fonts', { font: 'url(https://evil.example/x)' }],
    ['a closing brace', { font: 'serif}*{display:none' }],
    ['an open quote', { font: '"serif' }],
    ['a huge radius', { radius: '500px' }],
    ['a relative length', { 'max-width': '100vw' }],
    ['a width too narrow to fill in', { 'max-width': '120px' }],
    ['a variable', { accent: 'var(--x)' }],
  ])('may not be %s', (_, theme) => {
    expect(accepts(theme)).toBe(false);
  });
});

describe('what follows from an accent', () => {
  it('is nothing for a dark one, in the light', () => {
    const { 'on-accent': on, link } = completeTheme({ accent: '#123456' });
    expect([on, link]).toEqual([undefined, undefined]);
  });
  it.each([
    '#ffc300',
    '#f58220',
    '#ff6a00',
    '#e4393c',
    '#00b96b',
    '#ffffff',
    '#000000',
    '#777777',
    '#1677ff',
  ])('is a legible palette for %s in both schemes and every look', (accent) => {
    for (const look of lookNames()) {
      const theme = completeTheme({ look, accent });
      expect(theme.accent).toBe(accent);
      for (const [scheme, dark] of [
        ['light', ''],
        ['dark', '-dark'],
      ] as const) {
        const shown = (name: string) => theme[name + dark] ?? String(coloursOf(look, scheme).get(name));
        expect(wcag(shown('on-accent'), shown('accent'))).toBeGreaterThanOrEqual(4.5);
        const link = theme[`link${dark}`] ?? shown('accent');
        for (const back of ['surface', 'tint']) expect(wcag(link, shown(back))).toBeGreaterThanOrEqual(4.5);
      }
      expect(illegibleIn({ look, accent })).toEqual([]);
    }
  });
  it('leaves what the tenant set', () => {
    const set = { accent: '#ffc300', 'on-accent': '#222222', link: '#654321', 'accent-dark': '#ffd54f' };
    expect(completeTheme(set)).toMatchObject(set);
  });
  it('adds nothing to a theme without one', () => {
    expect(completeTheme({ look: 'ink', radius: '2px' })).toEqual({ look: 'ink', radius: '2px' });
  });
});

describe('a theme that cannot be read', () => {
  const found = (theme: PublishedForm['theme']) =>
    formFindings({ ...formDraft, theme }).map(({ path, code }) => `${path} ${code}`);
  it.each<[string, Record<string, string>, string[]]>([
    ['pale text', { ink: '#bbbbbb' }, ['theme.ink hard_to_read']],
    [
      'grey text on a grey card',
      { surface: '#999999' },
      ['theme.muted hard_to_read', 'theme.danger hard_to_read'],
    ],
    ['white on yellow', { accent: '#ffc300', 'on-accent': '#ffffff' }, ['theme.on-accent hard_to_read']],
    ['a yellow link', { link: '#ffc300' }, ['theme.link hard_to_read']],
    ['outlines nobody sees', { edge: '#eeeeee' }, ['theme.edge hard_to_read']],
    ['dark on dark', { 'ink-dark': '#333333' }, ['theme.ink-dark hard_to_read']],
  ])('is refused: %s', (_, theme, findings) => {
    expect(found(theme)).toEqual(expect.arrayContaining(findings));
  });
  it('and one that can be is not', () => {
    expect(found({ look: 'lake', accent: '#f58220' })).toEqual([]);
    expect(found(undefined)).toEqual([]);
  });
});
