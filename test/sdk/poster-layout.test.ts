/** Whatever a tenant writes: a poster that holds all that the law wants, inside its boxes, or the name of what has no room. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SharedCampaign } from '../../contract/campaign.ts';
import { contrastOf, type Rgb } from '../../contract/contrast.ts';
import { clustersOf } from '../../sdk/share/poster/break-lines.ts';
import { isSlot, type PosterContent, textsOf } from '../../sdk/share/poster/content.ts';
import {
  type Box,
  type Drawing,
  drawnScale,
  type Measure,
  type QrOperation,
  type TextOperation,
} from '../../sdk/share/poster/drawing.ts';
import { isFailure, type LayoutFailure, layout } from '../../sdk/share/poster/layout.ts';
import { paletteOf, veilOf } from '../../sdk/share/poster/palette.ts';
import type { Template } from '../../sdk/share/poster/template.ts';
import { templates } from '../../sdk/share/poster/templates.ts';
import { awkward, extremes, long, sharer, short } from './poster-campaigns.ts';

const all: Template[] = await Promise.all(
  templates.map(async ({ name }) => {
    const file: { part: Template } = await import(`../../sdk/share/poster/templates/${name}.ts`);
    return file.part;
  }),
);

/** Signs one em wide, Latin and digits a little over half. */
const measure: Measure = (text, font) =>
  clustersOf(text).reduce((sum, one) => sum + (/^[\p{ASCII}\p{Script=Latin}]/u.test(one) ? 0.56 : 1), 0) *
  font.size;

function contentOf(campaign: SharedCampaign, over: Partial<PosterContent> = {}): PosterContent {
  return { texts: textsOf(campaign, sharer), qrSize: 37, accent: [11, 107, 83], hasPicture: false, ...over };
}

const textsIn = ({ operations }: Drawing) =>
  operations.filter((one): one is TextOperation => one.op === 'text');
const codesIn = ({ operations }: Drawing) => operations.filter((one): one is QrOperation => one.op === 'qr');
const overlap = (one: Box, other: Box) =>
  Math.min(one.x + one.w, other.x + other.w) - Math.max(one.x, other.x) > 0.6 &&
  Math.min(one.y + one.h, other.y + other.h) - Math.max(one.y, other.y) > 0.6;
const signs = (text: string) => text.replace(/\s/g, '');
const mandatory = [
  'mark',
  'lender',
  'aprLabel',
  'apr',
  'risk',
  'approval',
  'fees',
  'amount',
  'term',
  'institution',
];

/** Everything that must be true of any poster. */
function expectLawful(drawing: Drawing, content: PosterContent): void {
  const texts = textsIn(drawing);
  for (const one of drawing.operations) {
    expect(one.x).toBeGreaterThanOrEqual(0);
    expect(one.y).toBeGreaterThanOrEqual(0);
    expect(one.x + one.w).toBeLessThanOrEqual(drawing.width);
    expect(one.y + one.h).toBeLessThanOrEqual(drawing.height);
  }
  for (const [at, one] of texts.entries()) {
    expect(one.w).toBeCloseTo(measure(one.text, one.font), 3);
    expect(one.font.size).toBeGreaterThanOrEqual(20);
    for (const other of texts.slice(at + 1))
      expect(overlap(one, other), `${one.text} | ${other.text}`).toBe(false);
  }
  for (const slot of mandatory) {
    const said = texts.filter((one) => one.slot === slot).map((one) => one.text);
    expect(signs(said.join(''))).toBe(signs(isSlot(slot) ? content.texts[slot] : ''));
  }
  const rate = Math.min(...texts.filter(({ slot }) => slot === 'apr').map(({ font }) => font.size));
  for (const { text, font } of texts) if (/[\d％%]/.test(text)) expect(font.size).toBeLessThanOrEqual(rate);
  const [code, ...more] = codesIn(drawing);
  expect(more).toEqual([]);
  if (code === undefined) throw new Error('no code');
  const side = (code.module * content.qrSize) / drawnScale;
  expect(side).toBeGreaterThanOrEqual(160);
  expect(code.w * drawnScale).toBeGreaterThanOrEqual(code.module * (content.qrSize + 8));
  for (const one of texts) expect(overlap(one, code), one.text).toBe(false);
}

function drawn(template: Template, content: PosterContent): Drawing {
  const outcome = layout(template, content, measure);
  if (isFailure(outcome)) throw new Error(`${template.name}: ${outcome.failed} ${outcome.slot}`);
  return outcome;
}

describe.each(all.map((template) => [template.name, template] as const))('%s', (_name, template) => {
  test.each(Object.entries({ short, long, awkward, ...extremes }))('%s', (_words, campaign) => {
    const content = contentOf(campaign);
    expectLawful(drawn(template, content), content);
  });

  test('any words of the tenant’s and of the sharer’s', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 500 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.string({ unit: fc.constantFrom(...'贷款，。（）《》12%％万元 aW😀ש\u202e\n'), maxLength: 500 }),
    );
    fc.assert(
      fc.property(
        words,
        fc.array(words, { maxLength: 6 }),
        words,
        words,
        words,
        (headline, lines, cta, name, title) => {
          const campaign = { ...short, tenantName: name, copy: { headline, lines, cta } };
          const content = contentOf(campaign, { texts: textsOf(campaign, { name: title, title: name }) });
          expectLawful(drawn(template, content), content);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('any disclosure: lawful, or the slot that has no words or no room is named', () => {
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({ unit: fc.constantFrom(...'贷款有风险，借需谨慎。12%'), maxLength: 120 }),
    );
    fc.assert(
      fc.property(
        words,
        words,
        words,
        words,
        fc.double({ min: 0, max: 24 }),
        (lender, fees, risk, approvalId, apr) => {
          const disclosure = { ...short.disclosure, lender, fees, risk, approvalId, aprMax: apr };
          const content = contentOf({ ...short, institution: lender, disclosure });
          const outcome = layout(template, content, measure);
          if (!isFailure(outcome)) expectLawful(outcome, content);
          else if (outcome.failed === 'missing')
            expect(content.texts[outcome.slot === 'qr' ? 'mark' : outcome.slot]).toBe('');
          else expect(mandatory).toContain(outcome.slot);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each(['lender', 'risk', 'approvalId'] as const)(
    'without a %s there is no poster (MK-07)',
    (member) => {
      const slot = member === 'approvalId' ? 'approval' : member;
      for (const blank of ['', '  ', '\u200b\u202e']) {
        const disclosure = { ...short.disclosure, [member]: blank };
        expect(layout(template, contentOf({ ...short, disclosure }), measure)).toEqual({
          failed: 'missing',
          slot,
        });
      }
    },
  );

  test('a rate that is no number is missing', () => {
    const disclosure = { ...short.disclosure, aprMax: Number.NaN };
    expect(layout(template, contentOf({ ...short, disclosure }), measure)).toEqual({
      failed: 'missing',
      slot: 'apr',
    });
  });

  test('a risk line of a thousand signs has no room, and is not cut', () => {
    const disclosure = { ...short.disclosure, risk: '贷款有风险，'.repeat(170) };
    expect(layout(template, contentOf({ ...short, disclosure }), measure)).toMatchObject({
      failed: 'no_room',
    });
  });

  test.each([25, 29, 33, 37, 41, 45, 49, 53, 57, 61, 65])(
    'a code of %i modules is 160 px and more',
    (qrSize) => {
      const content = contentOf(short, { qrSize });
      expectLawful(drawn(template, content), content);
    },
  );

  test('a figure in the headline is no larger than the annual rate (MK-11)', () => {
    const campaign = { ...short, copy: { ...short.copy, headline: '最高50万' } };
    const content = contentOf(campaign);
    expectLawful(drawn(template, content), content);
  });
});

describe('a template that breaks the law', () => {
  const [clear] = all;
  if (clear === undefined) throw new Error('no template');
  const without = (slot: string): Template => ({
    ...clear,
    stacks: clear.stacks.map((stack) => ({
      ...stack,
      rows: stack.rows.filter((row) => !('slot' in row && row.slot === slot)),
    })),
  });
  const outcome = (template: Template): Drawing | LayoutFailure =>
    layout(template, contentOf(short), measure);

  test.each(['lender', 'apr', 'aprLabel', 'risk', 'approval', 'fees'])(
    'by leaving out %s draws nothing',
    (slot) => {
      expect(outcome(without(slot))).toEqual({ failed: 'no_room', slot });
    },
  );
  test('by leaving out 广告 draws nothing (MK-15)', () => {
    expect(outcome({ ...clear, stacks: clear.stacks.slice(1) })).toEqual({ failed: 'no_room', slot: 'mark' });
  });
  test('by a second code, or none, draws nothing', () => {
    const box = { x: 400, y: 130, w: 240, h: 240 };
    const second = { ...clear, stacks: [...clear.stacks, { box, rows: [{ qr: 230 }] }] };
    expect(outcome(second)).toEqual({ failed: 'no_room', slot: 'qr' });
  });
  test('by small print of 12 px draws it at 20', () => {
    const small: Template = {
      ...clear,
      stacks: clear.stacks.map((stack) => ({
        ...stack,
        rows: stack.rows.map((row) =>
          'slot' in row && row.slot === 'risk' ? { ...row, size: 12, least: 8 } : row,
        ),
      })),
    };
    const drawing = outcome(small);
    if (isFailure(drawing)) throw new Error('no poster');
    expect(
      textsIn(drawing)
        .filter(({ slot }) => slot === 'risk')
        .map(({ font }) => font.size),
    ).toEqual([20]);
  });
});

describe('colours', () => {
  const accents = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255));
  const rgb = (css: string): Rgb =>
    css.startsWith('#')
      ? [1, 3, 5].map((at) => Number.parseInt(css.slice(at, at + 2), 16))
      : (css.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);

  test('text on every ground has a contrast of 4.5, whatever the accent', () => {
    fc.assert(
      fc.property(accents, (accent) => {
        const colours = paletteOf(accent);
        const pairs = [
          ...(['ink', 'muted', 'accent'] as const).flatMap((text) =>
            (['paper', 'cream', 'tint'] as const).map((ground) => [text, ground] as const),
          ),
          ['onDeep', 'deep'] as const,
          ['onDeepMuted', 'deep'] as const,
          ['onDeep', 'accent'] as const,
        ];
        for (const [text, ground] of pairs)
          expect(
            contrastOf(rgb(colours[text]), rgb(colours[ground])),
            `${text} on ${ground}`,
          ).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  test('and on any picture under its veil', () => {
    fc.assert(
      fc.property(accents, accents, (accent, pixel) => {
        const [red = 0, green = 0, blue = 0, part = 0] = (veilOf(accent).match(/[\d.]+/g) ?? []).map(Number);
        const seen = [red, green, blue].map((value, at) => value * part + (pixel[at] ?? 0) * (1 - part));
        for (const text of ['onDeep', 'onDeepMuted'] as const)
          expect(contrastOf(rgb(paletteOf(accent)[text]), seen)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });
});
