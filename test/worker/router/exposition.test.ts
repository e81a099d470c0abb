/** Owns the check of the text that Prometheus is given, by its documented grammar and by another's parser; no tenant. */
import fc from 'fast-check';
import parse from 'parse-prometheus-text-format';
import { describe, expect, test } from 'vitest';
import { emptyTally, withAttempts } from '../../../worker/delivery/health.ts';
import { exposition, type Family, numberText } from '../../../worker/router/exposition.ts';
import { metricFamilies } from '../../../worker/router/metric-families.ts';
import { linesOutOfGrammar } from '../../prometheus-grammar.ts';

const name = fc.stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,20}$/);
const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
/** Anything, with the signs that the format escapes more often than chance would have it. */
const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('"', '\\', '\n', 'n', '{', '}', ','),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
});

describe('a family', () => {
  test('whatever its labels and help hold, keeps to the grammar and is read back as it was', () => {
    fc.assert(
      fc.property(
        name,
        anyText,
        fc.dictionary(label, anyText, { minKeys: 1, maxKeys: 4 }),
        fc.double(),
        (name, help, labels, value) => {
          const families: Family[] = [
            { name, help: `Told: ${help}.`, type: 'gauge', samples: [{ labels, value }] },
          ];
          const text = exposition(families);
          expect(linesOutOfGrammar(text)).toEqual([]);
          const [parsed] = parse(text);
          expect(parsed?.metrics).toEqual([{ value: numberText(value), labels }]);
        },
      ),
    );
  });

  test('without samples is not there at all', () => {
    expect(exposition([{ name: 'a', help: 'b', type: 'gauge', samples: [] }])).toBe('');
  });

  test('of a number that is none is told as the format tells it', () => {
    expect([Number.NaN, 1 / 0, -1 / 0, 1e21, 0.1].map(numberText)).toEqual([
      'NaN',
      '+Inf',
      '-Inf',
      '1e+21',
      '0.1',
    ]);
  });
});

test('the grammar sees what is wrong', () => {
  for (const wrong of ['a{b="c"}', 'a{b=c} 1', 'a{b="\n"} 1', '1a 1', 'a 1,5', 'a{b="c" 1', 'a{b="\\x"} 1'])
    expect(linesOutOfGrammar(`${wrong}\n`), wrong).not.toEqual([]);
  expect(linesOutOfGrammar('a 1')).not.toEqual([]);
});

describe('the metrics', () => {
  const nowMs = Date.parse('2026-11-27T08:00:00.000Z');
  const atMs = nowMs - 60_000;
  const tally = withAttempts(emptyTally, [
    { atMs, latencyMs: 700, verdict: { outcome: 'failed', reason: 'timeout' } },
    ...[20, 300, 21_000].map((latencyMs) => ({
      atMs,
      latencyMs,
      verdict: { outcome: 'delivered' as const },
    })),
  ]);
  const text = exposition(
    metricFamilies(
      '0.1.0',
      [
        { tenant: 'silent', measures: null },
        {
          tenant: 'acme',
          measures: {
            leads: 7,
            logEntries: 14,
            nextAlarmMs: nowMs + 1500,
            destinations: [
              {
                id: 'crm',
                isEnabled: true,
                isHeldBack: false,
                backlog: 3,
                dead: 1,
                oldestDueMs: nowMs - 2500,
                tally,
              },
              {
                id: 'new',
                isEnabled: false,
                isHeldBack: false,
                backlog: 0,
                dead: 0,
                oldestDueMs: null,
                tally: emptyTally,
              },
            ],
          },
        },
      ],
      nowMs,
    ),
  );
  const families = new Map(parse(text).map((family) => [family.name, family]));

  test('keep to the grammar; each family stands once, with its help and type', () => {
    expect(linesOutOfGrammar(text)).toEqual([]);
    expect(families.size).toBe(12);
    for (const { name, help, type } of families.values()) {
      expect(help, name).not.toBe('');
      expect(['COUNTER', 'GAUGE', 'HISTOGRAM'], name).toContain(type);
      expect(name.endsWith('_total'), name).toBe(type === 'COUNTER');
      expect(text.split(`# TYPE ${name} `), name).toHaveLength(2);
    }
  });

  test.each([
    [
      'jinjian_tenant_up',
      [
        { value: '0', labels: { tenant: 'silent' } },
        { value: '1', labels: { tenant: 'acme' } },
      ],
    ],
    ['jinjian_leads_total', [{ value: '7', labels: { tenant: 'acme' } }]],
    ['jinjian_log_entries_total', [{ value: '14', labels: { tenant: 'acme' } }]],
    [
      'jinjian_tenant_next_alarm_timestamp_seconds',
      [{ value: String(nowMs / 1000 + 1.5), labels: { tenant: 'acme' } }],
    ],
    [
      'jinjian_delivery_oldest_due_age_seconds',
      [
        { value: '2.5', labels: { tenant: 'acme', destination: 'crm' } },
        { value: '0', labels: { tenant: 'acme', destination: 'new' } },
      ],
    ],
    [
      'jinjian_delivery_attempts_total',
      [
        { value: '1', labels: { tenant: 'acme', destination: 'crm', outcome: 'failed' } },
        { value: '3', labels: { tenant: 'acme', destination: 'crm', outcome: 'delivered' } },
      ],
    ],
    [
      'jinjian_destination_last_success_timestamp_seconds',
      [{ value: String(nowMs / 1000 - 60), labels: { tenant: 'acme', destination: 'crm' } }],
    ],
  ])('%s', (name, wanted) => {
    expect(families.get(name)?.metrics).toEqual(wanted);
  });

  test('a histogram’s buckets hold those before them, the last one all', () => {
    expect(text).toContain(
      'jinjian_delivery_duration_seconds_bucket{tenant="acme",destination="crm",le="+Inf"} 4\n',
    );
    // The parser reads one histogram, without labels of its own.
    const own = text
      .replaceAll('{tenant="acme",destination="crm"}', '')
      .replaceAll('tenant="acme",destination="crm",', '')
      .replaceAll(/^.*destination="new".*\n/gm, '');
    const parsed = parse(own).find(({ name }) => name === 'jinjian_delivery_duration_seconds');
    expect(parsed?.metrics).toEqual([
      {
        count: '4',
        sum: '22.02',
        buckets: {
          '0.05': '1',
          '0.1': '1',
          '0.25': '1',
          '0.5': '2',
          '1': '3',
          '2.5': '3',
          '5': '3',
          '10': '3',
          '20': '3',
          '+Inf': '4',
        },
      },
    ]);
  });
});
