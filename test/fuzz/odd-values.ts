/** Owns the values that programs trip over: texts, numbers, names, shapes; must not know any target. */
import type { Random } from './random.ts';

/** No answer to what was refused may hold it: it stands for whatever a person typed. */
export const marker = '⟦LEAK⟧';

export const inheritedNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'toJSON',
  'hasOwnProperty',
  '__defineGetter__',
  'then',
  'length',
];

export const oddTexts = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\udc00\ud800',
  'a\ud83d',
  '\u202e张三\u202c',
  '\u2066x',
  '\u200b\u200d\ufeff',
  '\ufeff',
  '\u2028\u2029',
  'e\u0301\u0301\u0301',
  '\ufdfa',
  'İ',
  'ſ',
  '㈱㊀①',
  '１３８００１３８０００',
  '👨‍👩‍👧',
  '<b>x</b>',
  '"\\\n\r\t',
  '{{',
  '}}',
  '{{lead.values.name | default:"x"}}',
  '{{lead.values.__proto__}}',
  '../../x',
  'https://example.com/a?b#c',
  'https://[::1]:443/',
  'http://127.1/',
  'javascript:alert(1)',
  'a@b.example',
  '13800138000',
  '11010519491231002X',
  '91350100M000100Y43',
  '2026-02-30',
  '2026-11-27',
  '2026-11-27T24:00:00Z',
  '2016-12-31T23:59:60Z',
  '+275760-09-13T00:00:00.000Z',
  '-271821-04-20T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '0000-01-01T00:00:00Z',
  '2026-11-27T04:00:00.000+23:59',
  'Asia/Shanghai',
  'Etc/GMT+14',
  'true',
  'null',
  'NaN',
  '1e999',
  '-0',
  '0x10',
  '110000',
  '—',
  '。',
  '、',
  ';',
  '*',
  '=',
  '+',
  '%E4%BD',
  marker,
  ...inheritedNames,
];

export const oddNumbers = [
  '0',
  '-0',
  '1',
  '-1',
  '2',
  '0.1',
  '0.5',
  '100',
  '255',
  '256',
  '65535',
  '65536',
  '2147483647',
  '2147483648',
  '-2147483649',
  '4294967296',
  '9007199254740991',
  '9007199254740992',
  '9007199254740993',
  '8640000000000000',
  '8640000000000001',
  '1732665600000',
  '253402300800000',
  '1e21',
  '1e-7',
  '1e308',
  '1.7976931348623157e308',
  '5e-324',
  '1e999',
  '-1e999',
  '1e-999',
  '123456789012345678901234567890',
  '0.30000000000000004',
];

export const oddWords = ['null', 'true', 'false', '{}', '[]', '""', '[[]]', '[null]', '{"a":{}}'];

/** What is dear to a pattern that goes back over what it has read. */
const repeated = [
  'a',
  ' ',
  '=',
  '0',
  '1 ',
  '.',
  '-',
  '"',
  '\\',
  '/',
  '{{',
  '}}',
  '|',
  ':',
  '\n',
  '贷',
  '、',
  '。',
  '不',
  '合作机构',
  '\u0301',
  '\ufdfa',
  '\u200b',
  '\ud83d\ude00',
  '\ud800',
  'aA0',
  '%20',
  'x@',
  'IDAT',
];

/** A text of one chunk over and over: mostly short, at times as long as is allowed. */
export function repeatedText(random: Random, mostUnits: number): string {
  const chunk = random.pick(repeated);
  return chunk.repeat(1 + random.smallBelow(Math.max(1, Math.floor(mostUnits / chunk.length))));
}

/** Brackets within brackets, closed or not. */
export function deepJson(random: Random, mostUnits: number): string {
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['{"not":', '}'],
    ['{"all":[', ']}'],
  ] as const);
  const depth = 1 + random.smallBelow(Math.max(1, Math.floor(mostUnits / (open.length + close.length))));
  return `${open.repeat(depth)}1${random.chance(0.9) ? close.repeat(depth) : ''}`;
}
