/** Owns the check of canonical JSON against RFC 8785's own examples and its promise: one value, one text. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, hasLoneSurrogate } from '../../contract/canonical-json.ts';

/** A double from the 16 hex digits that RFC 8785 gives. */
function double(hex: string): number {
  return Buffer.from(hex, 'hex').readDoubleBE();
}

/** JSON values over all of Unicode; -0 is left out, as JSON text can't tell it from 0. */
const json = fc
  .jsonValue({ stringUnit: 'binary' })
  .map((value): unknown => JSON.parse(JSON.stringify(value)));

describe('RFC 8785', () => {
  // Appendix B.
  const numbers: [string, string][] = [
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ];
  it.each(numbers)('writes the number %s as %s', (hex, text) => {
    expect(canonicalJson(double(hex))).toBe(text);
  });
  it.each(['7fffffffffffffff', '7ff0000000000000', 'fff0000000000000'])('refuses the number %s', (hex) => {
    expect(() => canonicalJson({ a: [double(hex)] })).toThrow(TypeError);
  });
  it('sorts members by UTF-16 code units (§3.2.3)', () => {
    const members = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const order = [...canonicalJson(members).matchAll(/:"([^"]+)"/g)].map((match) => match[1]);
    expect(order).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });
  it('serialises the example of §3.2.2', () => {
    const value: unknown = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`);
    expect(canonicalJson(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });
});

describe('canonical JSON', () => {
  it('parses back to the value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
    );
  });
  it('is the same whatever the order members were added in', () => {
    const members = fc.uniqueArray(fc.tuple(fc.string({ unit: 'binary' }), json), {
      selector: ([name]) => name,
    });
    const twoOrders = members.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(twoOrders, ([one, other]) => {
        expect(canonicalJson(Object.fromEntries(other))).toBe(canonicalJson(Object.fromEntries(one)));
      }),
    );
  });
  it('is a fixed point', () => {
    fc.assert(
      fc.property(json, (value) => canonicalJson(JSON.parse(canonicalJson(value))) === canonicalJson(value)),
    );
  });
  it('leaves undefined members out, as JSON does, and keeps a member called __proto__', () => {
    expect(canonicalJson({ b: 1, a: undefined })).toBe('{"b":1}');
    expect(canonicalJson(JSON.parse('{"__proto__":1,"a":{}}'))).toBe('{"__proto__":1,"a":{}}');
  });
  it.each([[undefined], [() => 1], [Symbol('a')], [1n], [[undefined]]])('refuses %s', (value) => {
    expect(() => canonicalJson({ a: value === undefined ? [value] : value })).toThrow(TypeError);
  });
  it.each(['\ud800', 'a\udc00', '\udc00\ud800', '\ud83d\ud83d\ude00'])(
    'refuses the lone surrogate in %j',
    (text) => {
      expect(hasLoneSurrogate(text)).toBe(true);
      expect(() => canonicalJson(text)).toThrow(TypeError);
      expect(() => canonicalJson({ [text]: 1 })).toThrow(TypeError);
    },
  );
});
