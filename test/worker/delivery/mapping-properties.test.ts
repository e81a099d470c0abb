/** Owns what holds of every mapping, whatever a tenant writes and an applicant typed; must not know single templates. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkMapping, emptyPaths, renderMapping } from '../../../worker/delivery/mapping.ts';

/** Templates and what looks like them: pieces of the grammar in any order. */
const piece = fc.constantFrom(
  ...['{{', '}}', '|', ':', '"', '.', ' ', '{', '}', '0', '12', '9999', '\n', '🚀', '\ud800'],
  ...['lead', 'values', 'name', '.lead.values.name', '__proto__', 'constructor', 'prototype', 'toString'],
  ...[
    'default:"x"',
    'join:", "',
    'first:3',
    'mask',
    'surname',
    'given_name',
    'wan',
    'date',
    'upper',
    '{{lead.values.name}}',
  ],
);
const template = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
);
const mapping = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'a')), template);

test('nothing that is written throws, and no output is longer than told', () => {
  fc.assert(
    fc.property(mapping, fc.anything(), (written, data) => {
      checkMapping(written, 'm');
      emptyPaths(written, data);
      for (const text of Object.values(renderMapping(written, data))) {
        expect([...text].length).toBeLessThanOrEqual(4000);
        expect(text.trim()).not.toBe('');
      }
    }),
    { numRuns: 3000 },
  );
});

test('a name that leads to nothing own shows nothing, whatever there is to inherit', () => {
  const inherited = Object.getOwnPropertyNames(Object.prototype).concat(
    Object.getOwnPropertyNames(Array.prototype),
  );
  const step = fc.oneof(
    fc.constantFrom('lead', 'values', 'list', '0', ...inherited),
    fc.stringMatching(/^[a-z_]{1,9}$/),
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
      const data = { lead: { values: { list: ['own'] } }, list: [] };
      const text = renderMapping({ field: `{{${steps.join('.')}}}` }, data).field;
      expect([undefined, 'own']).toContain(text);
      if (text === 'own') expect(steps.join('.')).toMatch(/^lead\.values\.list(\.0)?$/);
    }),
    { numRuns: 3000 },
  );
});

test('what is shown of a masked value is never the value', () => {
  const value = fc.string({
    unit: fc.constantFrom(...'张三李四1234567890abc🚀'),
    minLength: 2,
    maxLength: 30,
  });
  fc.assert(
    fc.property(value, fc.constantFrom('mask', 'mask_name', 'mask_phone'), (name, filter) => {
      const text = renderMapping(
        { field: `{{lead.values.name | ${filter}}}` },
        { lead: { values: { name } } },
      ).field;
      expect(text).toContain('*');
      expect(text).not.toContain(name);
    }),
  );
});

test('the longest templates over the longest values are rendered in time', () => {
  const data = {
    lead: { values: { a: 'x'.repeat(65_536), b: Array.from({ length: 8000 }, () => '字'.repeat(8)) } },
  };
  const hostile = [
    '{{'.repeat(250),
    '{{a|'.repeat(125),
    `{{a${' '.repeat(490)}`,
    '{{lead.values.b|mask}}'.repeat(22),
    `{{a|first:"${'"'.repeat(480)}`,
  ];
  const written = Object.fromEntries(
    Array.from({ length: 50 }, (_, at) => [`f${at}`, hostile[at % hostile.length] ?? '']),
  );
  const startedMs = performance.now();
  checkMapping(written, 'm');
  renderMapping(written, data);
  // About 20 ms where it was written; what grows with the square of a length takes minutes.
  expect(performance.now() - startedMs).toBeLessThan(2000);
});
