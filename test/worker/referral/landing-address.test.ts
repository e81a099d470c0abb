/** Owns the proof that a code gets into somebody's own address and nothing else of it changes; no links. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refCodeOf } from '../../../sdk/attribution/ref-code.ts';
import { codeParameterOf, hasParameter, withParameters } from '../../../worker/referral/landing-address.ts';

const code = 'ABCDEFGH23';
const led = (address: string, chosen?: string) =>
  withParameters(address, `${codeParameterOf(address, chosen)}=${code}`);

describe('the code', () => {
  it.each([
    ['https://a.example/', 'https://a.example/?r=CODE'],
    ['https://a.example/p?', 'https://a.example/p?r=CODE'],
    ['https://a.example/p?a=1&', 'https://a.example/p?a=1&r=CODE'],
    ['https://a.example/p?b=2&a=1', 'https://a.example/p?b=2&a=1&r=CODE'],
    ['https://a.example/p?title=a%20b&x=%E4%B8%AD+c', 'https://a.example/p?title=a%20b&x=%E4%B8%AD+c&r=CODE'],
    ['https://a.example/p?a=1;b=2', 'https://a.example/p?a=1;b=2;r=CODE'],
    ['https://a.example/p?a=1;b=2&c=3', 'https://a.example/p?a=1;b=2&c=3&r=CODE'],
    ['https://a.example/p?utm_source=own', 'https://a.example/p?utm_source=own&r=CODE'],
    ['https://a.example/i.php?r=loan%2Fapply&id=7', 'https://a.example/i.php?r=loan%2Fapply&id=7&jjr=CODE'],
    ['https://a.example/i.php?id=7;%72=x', 'https://a.example/i.php?id=7;%72=x;jjr=CODE'],
    ['https://a.example/h5/#/loan', 'https://a.example/h5/?r=CODE#/loan'],
    ['https://a.example/h5/?v=2#/loan?step=1', 'https://a.example/h5/?v=2&r=CODE#/loan?step=1'],
    ['https://a.example/h5/#/loan?r=1', 'https://a.example/h5/?jjr=CODE#/loan?r=1'],
    ['https://a.example/p?%E0%A4%A&rr=1', 'https://a.example/p?%E0%A4%A&rr=1&r=CODE'],
  ])('of %s leads to %s', (address, wanted) => {
    expect(led(address)).toBe(wanted.replace('CODE', code));
  });

  it('goes into the parameter that was chosen', () => {
    expect(led('https://a.example/p?r=1', 'ref_code')).toBe(`https://a.example/p?r=1&ref_code=${code}`);
  });

  it('is found again by the form, and all else stays byte for byte', () => {
    const sign = fc.constantFrom(..."abr=&;%20+~/?:@!$'()*,-._中");
    const part = fc.array(sign, { maxLength: 20 }).map((signs) => signs.join(''));
    fc.assert(
      fc.property(part, part, fc.boolean(), (query, fragment, isRouted) => {
        const address = `https://a.example/p?${query}${isRouted ? `#/${fragment}` : ''}`;
        fc.pre(!hasParameter(address, 'jjr'));
        const to = led(address);
        expect(refCodeOf(to.slice(to.indexOf('?')), '')).toBe(code);
        const [, before = '', after = ''] = /^(.*?)[?&;]?(?:jj)?r=ABCDEFGH23(.*)$/s.exec(to) ?? [];
        expect(address.replace(/\?(?=#|$)/, '').startsWith(before.replace(/\?$/, ''))).toBe(true);
        expect(address.endsWith(after)).toBe(true);
        expect(new URL(to).hash).toBe(new URL(address).hash);
      }),
    );
  });
});

describe('the form finds the code', () => {
  it.each([
    ['?r=CODE', ''],
    ['?a=1&r=CODE&b=2', ''],
    ['?r=loan/apply&jjr=CODE', ''],
    ['#/loan?r=CODE', ''],
    ['?from=a#/loan?step=1&jjr=CODE', ''],
    ['?a=1;r=CODE', ''],
    ['?r=CODE，', ''],
    ['?r=CODE%E3%80%82', ''],
    ['?r=CODE）&from=singlemessage', ''],
    ['?r=CODE?from=timeline?from=timeline', ''],
    ['?ref_code=CODE', ''],
    ['?order=23456789AA&r=CODE', ''],
    ['?other=23456789AA', 'CODE'],
    ['', 'CODE'],
  ])('in %s (an attribute %j)', (address, other) => {
    expect(refCodeOf(address.replace('CODE', code), other.replace('CODE', code))).toBe(code);
  });

  it.each(['?r=ABCDEFGH2', '?r=ABCDEFGH234', '?r=abcdefgh23', '?r=ABCDEFGH01', '?xr', '', '/r/ABCDEFGH23'])(
    'nowhere in %j',
    (address) => {
      expect(refCodeOf(address, '')).toBeUndefined();
    },
  );
});
