/** Owns what counts as a receipt's number in what a person typed or pasted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { receiptIdIn } from '../../../worker/intake/receipt-number.ts';

const tail = 'abcdefghijklmnopqrstuvwxyz'.replace(/[wx]/g, '7').slice(0, 26);
const id = `rc_demo-bank_${tail}`;
const groups = tail.match(/.{1,4}/g) ?? [];

describe('a receipt’s number', () => {
  it.each([
    ['as it is', id],
    ['with blanks around it', `  ${id}\n`],
    ['in capitals', id.toUpperCase()],
    ['in full-width signs', `ｒｃ＿demo-bank＿${tail}`],
    ['in groups of four', `rc_demo-bank_ ${groups.join(' ')}`],
    ['in groups with hyphens', `rc_demo-bank_${groups.join('-')}`],
    ['with blanks for the low lines', `rc demo-bank ${groups.join(' ')}`],
    ['behind a word', `回执编号：${id}`],
    ['inside its address', `https://x.example/r/${id}#AAAAAAAAAAAAAAAAAAAAAA`],
    ['inside an address with a query', `https://x.example/r/${id}?from=singlemessage`],
    ['before a full stop', `${id}。`],
    ['with marks that nobody sees', `\u200Brc_demo-bank_\u2060${tail}\uFEFF`],
  ])('is read %s', (_name, typed) => {
    expect(receiptIdIn(typed)).toBe(id);
  });

  it('takes 0, 1 and 8, which no number has, for the letters that look like them', () => {
    expect(receiptIdIn(`rc_demo_${'01'.repeat(10)}888888`)).toBe(`rc_demo_${'ol'.repeat(10)}bbbbbb`);
  });

  it.each([
    '',
    'rc_demo_',
    `rc_demo_${tail.slice(1)}`,
    `rc_demo_${tail}a`,
    tail,
    `xrc_demo_${tail}`,
    '138 0013 8000',
  ])('is none in %s', (typed) => {
    expect(receiptIdIn(typed)).toBeNull();
  });

  it('is either none or what the server’s numbers look like, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('r', 'c', '_', '-', ' ', 'a', '0', '9', '。') }),
        (typed) => {
          expect(receiptIdIn(typed) ?? id).toMatch(/^rc_[a-z0-9-]{3,31}_[a-z2-7]{26}$/);
        },
      ),
    );
  });
});
