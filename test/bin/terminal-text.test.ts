/** Owns that text shown in a terminal can't steer it, and that JSON stays what it was; must not run a command. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, printableJson, printableLines } from '../../bin/terminal-text.ts';

/** One of each kind: C0, DEL, C1, bidi, zero width, soft hyphen, tag, separators, half a character. */
const hostile = fc.string({
  unit: fc.constantFrom(
    ...['\u001b', '\u0007', '\b', '\r', '\u007f', '\u009b', '\u0085', '\u202e', '\u2066', '\u200b', '\u00ad'],
    ...['\u{e0041}', '\u2028', '\u2029', '\ufeff', '\u061c', '\ud800', '\n', '\t', 'a', '款', '“', '"', '\\'],
  ),
  maxLength: 30,
});
const steering = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

describe('a line', () => {
  it('shows words as they are, and a mark for each sign that could steer', () => {
    expect(printable('贷款 “秒批” a~')).toBe('贷款 “秒批” a~');
    expect(printable('ab\u001b[2Jc\u009b31m\u202ed\ne')).toBe('ab�[2Jc�31m�d�e');
  });
  it('holds nothing that steers, whatever it is made of', () => {
    fc.assert(fc.property(hostile, (text) => !steering.test(printable(text))));
  });
});

it('several lines keep their breaks and tabs, and nothing else that steers', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const shown = printableLines(text);
      expect(shown.replace(/[\n\t]/g, '')).not.toMatch(steering);
      expect(shown.split('\n').length).toBe(text.split('\n').length);
    }),
  );
});

it('JSON reads back as the very value, with nothing raw in it that steers', () => {
  fc.assert(
    fc.property(fc.dictionary(hostile, hostile), (value) => {
      const shown = printableJson(value);
      expect(shown.replaceAll('\n', '')).not.toMatch(steering);
      expect(Object.entries(JSON.parse(shown))).toEqual(Object.entries(value));
    }),
  );
});
