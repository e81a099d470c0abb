/** Owns the reading of CRMs' own messages by a mapping: words, paths, times, sums, hostile input; must not know HTTP. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readReport } from '../../../worker/outcomes/read-report.ts';
import { defaultFields, stagesOf, zoneOf } from '../../../worker/outcomes/stage-words.ts';

const read = (message: unknown, fields = {}, stages = {}, kind = 'fxiaoke') =>
  readReport(message, { ...defaultFields, ...fields }, stagesOf(kind, stages), zoneOf(kind));
const base = { lead: 'ld_x', id: 'a-1', stage: '已签约' };

describe('a message', () => {
  test('is read by the default fields, and by paths into it', () => {
    expect(read({ ...base, amount: 300_000, reason: '客户满意', at: '2026-11-27T08:00:00Z' })).toEqual({
      lead: 'ld_x',
      id: 'a-1',
      type: 'signed',
      amount: 300_000,
      reason: '客户满意',
      at: { atMs: Date.parse('2026-11-27T08:00:00Z'), unitMs: 1000 },
    });
    const fields = { lead: 'data.0.jinjian_id', stage: 'data.0.status.name', id: 'event' };
    const deep = { event: 'e1', data: [{ jinjian_id: 'ld_y', status: { name: '放款' } }] };
    expect(read(deep, fields)).toEqual({ lead: 'ld_y', id: 'e1', type: 'disbursed' });
  });

  test.for<[unknown, string, number]>([
    ['2026-11-27 16:05:09', '2026-11-27T08:05:09Z', 1000],
    ['2026-11-27 16:05:09.028', '2026-11-27T08:05:09.028Z', 1],
    ['2026/11/27 16:05', '2026-11-27T08:05:00Z', 60_000],
    ['2026/1/7 6:05', '2026-01-06T22:05:00Z', 60_000],
    ['2026年1月7日 6:05:00', '2026-01-06T22:05:00Z', 1000],
    ['2026-11-27', '2026-11-26T16:00:00Z', 86_400_000],
    ['2026-11-27T08:00:00+0000', '2026-11-27T08:00:00Z', 1000],
    ['2026-11-27T08:00:00.000+00:00', '2026-11-27T08:00:00Z', 1],
    ['2026-11-27T16:00+08', '2026-11-27T08:00:00Z', 60_000],
    ['2026-11-27 08:00:00 UTC', '2026-11-27T08:00:00Z', 1000],
    [1_795_766_400_000, '2026-11-27T08:00:00.000Z', 1],
    [1_795_766_400, '2026-11-27T08:00:00.000Z', 1000],
    ['1795766400', '2026-11-27T08:00:00.000Z', 1000],
    ['2026-11-27T08:00:00.000Z', '2026-11-27T08:00:00.000Z', 1],
  ])('tells its time as %j', ([at, meant, unitMs]) => {
    expect(read({ ...base, at })).toMatchObject({ at: { atMs: Date.parse(meant), unitMs } });
  });

  test('of EspoCRM has times in UTC where they name no zone', () => {
    const at = { atMs: Date.parse('2026-11-27T08:05:09Z'), unitMs: 1000 };
    expect(read({ ...base, at: '2026-11-27 08:05:09' }, {}, {}, 'espocrm')).toMatchObject({ at });
    expect(read({ ...base, at: '2026-11-27 16:05:09+08:00' }, {}, {}, 'espocrm')).toMatchObject({ at });
  });

  test.for([
    '11/27/2026',
    '27.11.2026 08:00',
    '2026-02-30',
    '2026-11-27 25:00',
    'yesterday',
    '20261127',
    0,
    5e11,
  ])('is refused for a time that can be read in several ways, or in none: %j', (at) => {
    expect(read({ ...base, at })).toEqual([{ path: 'at', code: 'invalid_time' }]);
  });

  test.for<[unknown, number]>([
    ['123456.78', 123_457],
    ['500,000.00', 500_000],
    ['1,234,567', 1_234_567],
    [' 300000 ', 300_000],
    [0, 0],
  ])('tells its amount as %j', ([amount, meant]) => {
    expect(read({ ...base, amount })).toMatchObject({ amount: meant });
  });

  test.for<[string, unknown, unknown]>([
    ['no stage', { lead: 'ld_x' }, [{ path: 'stage', code: 'required' }]],
    ['a stage nobody explained', { ...base, stage: '孵化' }, [{ path: 'stage', code: 'unknown_stage' }]],
    [
      'a stage that is a prototype’s',
      { ...base, stage: 'constructor' },
      [{ path: 'stage', code: 'unknown_stage' }],
    ],
    ['no lead', { stage: '已签约' }, [{ path: 'lead', code: 'invalid_shape' }]],
    ['less than nothing', { ...base, amount: '-5' }, [{ path: 'amount', code: 'invalid_shape' }]],
    ['words for a sum', { ...base, amount: '五十万' }, [{ path: 'amount', code: 'invalid_shape' }]],
    ['commas at will', { ...base, amount: '50,0' }, [{ path: 'amount', code: 'invalid_shape' }]],
    ['a day that is none', { ...base, at: '2026-13-45' }, [{ path: 'at', code: 'invalid_time' }]],
    ['a reason too long', { ...base, reason: '长'.repeat(201) }, [{ path: 'reason', code: 'invalid_shape' }]],
    ['a list', [], [{ path: 'stage', code: 'required' }]],
  ])('with %s is refused', ([, message, findings]) => {
    expect(read(message)).toEqual(findings);
  });

  test('of a stage that is named to tell nothing is ignored', () => {
    expect(read({ ...base, stage: '孵化' }, {}, { 孵化: null })).toBe('ignored');
    expect(read({ ...base, stage: 'New' }, {}, {}, 'espocrm')).toBe('ignored');
  });

  test('without an id is the same report when it says the same of the same lead', () => {
    const idOf = (message: object) =>
      Reflect.get(Object(read({ lead: 'ld_x', stage: '成交', ...message })), 'id');
    expect(idOf({})).toMatch(/^auto_[0-9a-f]{32}$/);
    expect(idOf({ reason: 'x' })).toBe(idOf({}));
    expect(
      new Set([idOf({}), idOf({ amount: 1 }), idOf({ lead: 'ld_y' }), idOf({ at: '2026-11-27' })]).size,
    ).toBe(4);
  });

  test('is never read behind its own properties, and never breaks the reader', () => {
    expect(read({ stage: '成交' }, { lead: 'constructor.name' })).toEqual([
      { path: 'constructor.name', code: 'invalid_shape' },
    ]);
    expect(read({ stage: '成交' }, { lead: '__proto__.constructor.name' })).toHaveLength(1);
    expect(read({ stage: '成交', lead: 'text' }, { lead: 'lead.length' })).toHaveLength(1);
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('a.b', 'lead', '0.x', '__proto__.a', 'length'),
        (message, lead) => {
          const report = read(message, { lead, stage: 'stage' });
          expect(report === 'ignored' || Array.isArray(report) || typeof report.lead === 'string').toBe(true);
        },
      ),
    );
  });
});

describe('a tenant’s own words', () => {
  test('go over those of the kind', () => {
    expect(stagesOf('hubspot', { closedwon: 'disbursed' })).toMatchObject({
      closedwon: 'disbursed',
      closedlost: 'rejected',
      已联系: 'contacted',
    });
    expect(stagesOf('toString', {})).toEqual(stagesOf('fxiaoke', {}));
  });
});
