/** Owns the check that nothing personal and no secret is left of a target's answer; must not know targets. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scrubAnswer } from '../../../worker/delivery/scrub-answer.ts';

const values = { name: '张三', phone: '13800138000', amount: 200_000, assets: ['房', '保单'], term: 12 };
const scrub = (text: string, secrets: string[] = []) => scrubAnswer(text, [values], secrets);

describe('an answer', () => {
  it.each([
    ['plain text stays', 'Lead could not be saved', 'Lead could not be saved'],
    ['a value goes', 'no owner for 张三 in region', 'no owner for • in region'],
    ['one in JSON escapes goes', '{"msg":"\\u5f20\\u4e09 exists"}', '{"msg":"• exists"}'],
    ['one in HTML escapes goes', '<b>&#24352;&#x4e09;</b>', '<b>•</b>'],
    ['one in URL escapes goes', 'name=%E5%BC%A0%E4%B8%89&x=1', 'name=•&x=1'],
    ['one in full-width digits goes', '号码１３８００１３８０００重复', '号码•重复'],
    ['one in groups goes', 'call 138 0013 8000 now', 'call • now'],
    ['a value of a list goes, one sign does not', '保单 房', '• 房'],
    ['an address goes', 'write to zhang.san@example.com!', 'write to •'],
    ['an unknown number goes', 'order 4711 of 20261127001', 'order 4711 of •'],
    ['what looks like a token goes', 'bad token eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9', 'bad token •'],
    ['control characters go', 'a\u0000b\r\nc\u202ed', 'a b c d'],
    ['nothing is nothing', '', ''],
  ])('%s', (_name, text, kept) => {
    expect(scrub(text)).toBe(kept);
  });
  it('loses a secret, in any case of letters', () => {
    expect(scrub('key s3cr3t-Key refused', ['S3CR3T-key'])).toBe('key • refused');
  });
  it('is at most 500 signs long', () => {
    expect(scrub('nein '.repeat(20_000)).length).toBeLessThanOrEqual(500);
  });
  it.each(['a', '!', '1 ', '%41', '\\u0041', 'a@', '张', '&#'])('of 64 KiB of %s takes no time', (sign) => {
    const startedMs = performance.now();
    scrub(sign.repeat(65_536 / sign.length), ['a'.repeat(40), 'aaaaaaaaab']);
    expect(performance.now() - startedMs).toBeLessThan(1000);
  });
  it('holds no value of two signs or more and no secret, whatever surrounds them', () => {
    const secret = fc.oneof(
      fc.string({ minLength: 2, maxLength: 20 }),
      fc.string({ minLength: 2, maxLength: 8, unit: 'grapheme' }),
      fc.constantFrom('••', '•x', 'x•', '……', '...', '\\u0041', '%41', '&#65;', '$&', 'a b', '张三', '@'),
      fc.integer({ min: 10, max: 1e9 }).map(String),
    );
    const escaped = (text: string) =>
      fc.constantFrom(
        text,
        JSON.stringify(text),
        encodeURIComponentSafe(text),
        Array.from({ length: text.length }, (_, at) => `\\u${hex(text, at)}`).join(''),
      );
    const answer = fc
      .tuple(fc.array(secret, { minLength: 1, maxLength: 4 }), fc.array(fc.string(), { maxLength: 5 }))
      .chain(([hidden, around]) =>
        fc.tuple(...hidden.map(escaped)).map((spelled) => ({
          hidden,
          text: spelled.flatMap((one, at) => [around[at] ?? '', one]).join(''),
        })),
      );
    fc.assert(
      fc.property(answer, fc.boolean(), ({ hidden, text }, areValues) => {
        const kept = areValues ? scrubAnswer(text, hidden, []) : scrubAnswer(text, [], hidden);
        for (const one of hidden) {
          if (one.trim().length >= 2) expect(kept.toLowerCase()).not.toContain(one.trim().toLowerCase());
        }
        expect(kept).not.toMatch(/\d{5}/);
        expect(kept).not.toMatch(/\p{Cc}/u);
        expect(kept.length).toBeLessThanOrEqual(500);
      }),
      { numRuns: 2000 },
    );
  });
});

function hex(text: string, at: number): string {
  return text.charCodeAt(at).toString(16).padStart(4, '0');
}

function encodeURIComponentSafe(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}
