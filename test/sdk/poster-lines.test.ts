/** Where lines end: 避头尾, numbers and words kept whole, nothing lost, nothing wider than its line. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  balancedLines,
  breakLines,
  clustersOf,
  cutLine,
  piecesOf,
} from '../../sdk/share/poster/break-lines.ts';

/** Signs one em wide, Latin and digits half. */
const widthOf = (text: string) =>
  clustersOf(text).reduce((sum, one) => sum + (/^[\p{ASCII}\p{Script=Latin}]/u.test(one) ? 0.5 : 1), 0);
const lines = (text: string, width: number) => breakLines(text, width, widthOf);

/** CLREQ §3.1.3 and GB/T 15834 §5.1: written here anew, not taken from the code. */
const neverFirst = '，。、；：！？）】》〉」』〕”’％';
const neverLast = '（【《〈「『〔“‘';

describe('line breaking', () => {
  test.each([
    ['no comma begins a line', '小店周转，心里有数', 4, ['小店周', '转，心里', '有数']],
    ['several closing marks stay with their word', '（全部写明）！？好', 5, ['（全部写', '明）！？好']],
    [
      'an opening mark goes with what it opens',
      '看清《贷款合同》再签',
      3.5,
      ['看清', '《贷款', '合同》', '再签'],
    ],
    [
      'a number stays with its unit and its sign',
      '额度从12,500元到300万元',
      6,
      ['额度从', '12,500元到', '300万元'],
    ],
    ['a rate is never split', '年化4.35%–23.99%', 7, ['年化', '4.35%–23.99%']],
    [
      'a full-width per cent sign stays with its digits',
      '年化利率７.２％起',
      4,
      ['年化利率', '７.２％', '起'],
    ],
    ['a word of Latin letters stays whole', '进件Jinjian平台', 4, ['进件', 'Jinjian', '平台']],
    ['a space between words goes with the break', 'Small business loan', 7, ['Small business', 'loan']],
    ['what does not fit by itself is split between signs', 'abcdefghij', 2, ['abcd', 'efgh', 'ij']],
    ['a dash of two signs stays whole', '明白——再借', 3, ['明', '白——', '再借']],
    ['a line break of the writer stands', '一\n二', 9, ['一', '二']],
    ['nothing is no line', '', 9, []],
  ])('%s', (_what, text, width, expected) => {
    expect(lines(text, width)).toEqual(expected);
  });

  test('an emoji is one sign, with its family, its skin and its flag', () => {
    expect(clustersOf('👨‍👩‍👧‍👦👩🏽‍🌾🇨🇳e\u0301')).toEqual(['👨‍👩‍👧‍👦', '👩🏽‍🌾', '🇨🇳', 'e\u0301']);
  });

  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...neverFirst,
          ...neverLast,
          ' ',
          '\n',
          '贷',
          '款',
          '12.5%',
          'Loan',
          '😀',
          '👩🏽‍🌾',
          'שלום',
          '—',
          '…',
        ),
        fc.string({ unit: 'grapheme', maxLength: 3 }),
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join(''));
  const signs = (one: string) => one.replace(/\s/g, '');

  test('nothing is lost, nothing is wider than its line, whatever the text', () => {
    fc.assert(
      fc.property(text, fc.double({ min: 1, max: 30, noNaN: true }), (any, width) => {
        for (const broken of [lines(any, width), balancedLines(any, width, widthOf)]) {
          expect(signs(broken.join(''))).toBe(signs(any));
          for (const line of broken)
            if (clustersOf(line).length > 1) expect(widthOf(line)).toBeLessThanOrEqual(width + 1e-9);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('no line begins or ends with what must not, while each piece has room', () => {
    fc.assert(
      fc.property(text, fc.double({ min: 2, max: 30, noNaN: true }), (any, width) => {
        const paragraphs = any.split('\n').map((one) => one.trim());
        fc.pre(paragraphs.every((one) => piecesOf(one).every((piece) => widthOf(piece.text) <= width)));
        for (const paragraph of paragraphs) {
          const broken = lines(paragraph, width);
          for (const line of broken.slice(1)) expect(neverFirst).not.toContain(line[0]);
          for (const line of broken.slice(0, -1)) expect(neverLast).not.toContain(line.at(-1));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('an even break has as many lines, and no lone sign on the last', () => {
    expect(balancedLines('扫码查看申请条件与完整费用', 12, widthOf)).toEqual([
      '扫码查看申请条',
      '件与完整费用',
    ]);
  });

  test.each([
    ['看清全部费用', 4, '看清全…'],
    ['看清，全部费用', 4, '看清…'],
    ['看', 1, '…'],
    ['👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 2, '👨‍👩‍👧‍👦…'],
  ])('%s cut to %i', (line, width, cut) => {
    expect(cutLine(line, width, widthOf)).toBe(cut);
  });
});
