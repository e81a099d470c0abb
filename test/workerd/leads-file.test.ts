/** Owns the file of leads as a spreadsheet reads it: whole, masked or logged, page by page, harmless; must not know routing. */

import { exports } from 'cloudflare:workers';
import { read as readBook, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/browser/esm/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pickText, publicUrl } from './api.ts';
import { otherPerson, person, submissionOf, submit } from './applicant.ts';
import { standInReceivers } from './receiver.ts';
import { configure, formDraft, openShop, publishForm, type Shop } from './scenario.ts';
import { rowsOf, runSql } from './stored.ts';

let shop: Shop;
let [first, second] = ['', ''];
let code: string;
const hostile = '=HYPERLINK("https://evil.example","点我"),"\n@x';

beforeAll(async () => {
  standInReceivers();
  shop = await openShop();
  code = pickText(
    await configure('POST', '/v1/links', shop.owner, { form: 'biz', channel: '+地推' }),
    'code',
  );
  first = await submit(shop, { ref: code });
  second = await submit(shop, {
    values: { ...submissionOf(shop).values, note: hostile, use: undefined, assets: ['房', '车'] },
  });
  const report = (id: string, body: object) =>
    configure('POST', `/v1/leads/${first}/outcomes`, shop.owner, { id, ...body });
  await report('a', { type: 'signed', amount: 300_000, reason: '不在文件里' });
});

const file = (query = '', key = shop.owner) => call('GET', `/v1/leads.csv${query}`, { key });
/** Records by the names of their columns. */
const read = (text: string): Record<string, string>[] =>
  parse(text, { bom: true, columns: true, record_delimiter: '\r\n' });
async function sheetOf(answer: Response) {
  const { Sheets, SheetNames } = readBook(new Uint8Array(await answer.arrayBuffer()));
  return Sheets[SheetNames[0] ?? ''] ?? {};
}
const logged = async ({ tenant } = shop) =>
  (await rowsOf(tenant, 'access_log')).filter((row) => row.action === 'reveal');

describe('the file', () => {
  test('opens in a spreadsheet: BOM, CRLF, one record a lead, columns by name', async () => {
    const answer = await file();
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="leads.csv"');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const bytes = new Uint8Array(
      await (
        await exports.default.fetch(`${publicUrl}/v1/leads.csv`, {
          headers: { authorization: `Bearer ${shop.owner}` },
        })
      ).arrayBuffer(),
    );
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [newest, oldest] = read(answer.text);
    expect(newest).toMatchObject({ lead: second, 'values.assets': '房; 车', flags: 'duplicate' });
    expect(newest).toMatchObject({ duplicate_of: first, outcome: '', outcome_amount: '' });
    expect(oldest).toMatchObject({
      lead: first,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      form: 'biz',
      state: 'unrouted',
      'values.amount': '200000',
      channel: "'+地推",
      depth: '1',
      outcome: 'signed',
      outcome_amount: '300000',
    });
  });

  test('is masked as lists are, and nothing is logged', async () => {
    const answer = await file();
    expect(read(answer.text)[0]).toMatchObject({ 'values.name': '欧***', 'values.phone': '139****5678' });
    for (const value of [...Object.values(person), 'evil.example', '不在文件里']) {
      expect(answer.text).not.toContain(value);
    }
    expect(await logged()).toEqual([]);
  });

  test('in clear is logged once for each lead with its reason, and computes nothing', async () => {
    const answer = await file(`?reveal=${encodeURIComponent('月度对账')}`);
    const [newest, oldest] = read(answer.text);
    expect(oldest).toMatchObject({ 'values.name': person.name, 'values.phone': person.phone });
    expect(newest?.['values.note']).toBe(`'${hostile}`);
    expect(await logged()).toMatchObject([
      { lead: 2, role: 'owner', reason: '月度对账' },
      { lead: 1, role: 'owner', reason: '月度对账' },
    ]);
  });

  test('in clear has no values that may only be kept, and logs none that died', async () => {
    const other = await openShop();
    const [kept, erased] = [await submit(other), await submit(other)];
    await configure('POST', `/v1/leads/${kept}/restrict`, other.owner, { restricted: true });
    await configure('DELETE', `/v1/leads/${erased}`, other.owner);
    const answer = await file('?reveal=x', other.owner);
    expect(read(answer.text)).toMatchObject([
      { lead: erased, 'values.name': '', state: 'erased' },
      { lead: kept, 'values.name': '' },
    ]);
    expect(await logged(other)).toEqual([]);
  });

  test('takes the filters of the list, and the fields of the form asked for', async () => {
    const other = await openShop();
    await submit(other);
    const small = {
      ...formDraft,
      title: '简表',
      steps: [{ fields: formDraft.steps[0]?.fields.slice(0, 2) }],
      consents: formDraft.consents.filter(({ notice }) => notice !== 'sensitive'),
    };
    const pins = await publishForm(other.tenant, other.owner, 'small', small);
    const only = await submit(
      { ...other, ...pins, form: 'small' },
      { values: { name: '李四', phone: '13700000000' } },
    );
    const [record, ...more] = read((await file('?form=small', other.owner)).text);
    expect([record?.lead, more.length]).toEqual([only, 0]);
    expect(Object.keys(record ?? {}).filter((name) => name.startsWith('values.'))).toEqual([
      'values.name',
      'values.phone',
    ]);
    expect(read((await file('?state=erased', other.owner)).text)).toEqual([]);
    expect(read((await file('', other.owner)).text)).toHaveLength(2);
    for (const [query, finding] of [
      ['?state=lost', 'state invalid_shape'],
      ['?since=soon', 'since invalid_since'],
      ['?since=2026-02-30', 'since invalid_since'],
      ['?since=0', 'since invalid_since'],
      ['?since=11/30/2026', 'since invalid_since'],
      ['?since=2026-11-30 10:00', 'since invalid_since'],
      ['?reveal=', 'reveal invalid_shape'],
    ]) {
      const answer = await file(query, other.owner);
      expectProblem(answer, 422, 'invalid_request');
      expect(findingsOf(answer)).toEqual([finding]);
    }
  });
});

describe('the workbook', () => {
  const workbook = async (query = '') => {
    const answer = await exports.default.fetch(`${publicUrl}/v1/leads.xlsx${query}`, {
      headers: { authorization: `Bearer ${shop.owner}` },
    });
    const records: Record<string, unknown>[] = utils.sheet_to_json(await sheetOf(answer), { defval: null });
    return { headers: answer.headers, records };
  };

  test('has the columns and rows of the file of lines, numbers as numbers', async () => {
    const { headers, records } = await workbook();
    expect(headers.get('content-type')).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    expect(headers.get('content-disposition')).toBe('attachment; filename="leads.xlsx"');
    const lines = read((await file()).text);
    expect(records.map((record) => Object.keys(record))).toEqual(lines.map((line) => Object.keys(line)));
    expect(records.map(({ lead }) => lead)).toEqual([second, first]);
    expect(records[1]).toMatchObject({ 'values.amount': 200_000, depth: 1, outcome_amount: 300_000 });
  });

  test('holds numbers of people and what looks like a formula as text, as it was written', async () => {
    const { records } = await workbook(`?reveal=${encodeURIComponent('月度对账')}`);
    expect(records[1]).toMatchObject({
      'values.name': person.name,
      'values.phone': person.phone,
      channel: '+地推',
    });
    expect(records[0]?.['values.note']).toBe(hostile);
  });

  test('of the funnel has its counts as numbers', async () => {
    const answer = await exports.default.fetch(`${publicUrl}/v1/reports/funnel?by=campaign&format=xlsx`, {
      headers: { authorization: `Bearer ${shop.owner}` },
    });
    const [header, counted]: unknown[][] = utils.sheet_to_json(await sheetOf(answer), { header: 1 });
    expect(header?.slice(0, 4)).toEqual(['key', 'visits', 'starts', 'leads']);
    expect(counted?.[3]).toBe(2);
  });
});

describe('a long file', () => {
  const total = 1050;
  let many: Shop;
  beforeAll(async () => {
    many = await openShop();
    await submit(many, { values: otherPerson(1) });
    await runSql(
      many.tenant,
      `WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ${total})
       INSERT INTO leads (seq, submission, fingerprint, form, form_version, created_at, flags, attribution,
         first_entry, entries, key_id, wrapped_key, sealed, evidence_key, evidence)
       SELECT i, randomblob(16), randomblob(16), form, form_version, created_at + i, flags, attribution, first_entry,
         entries, NULL, NULL, NULL, NULL, NULL FROM n, leads WHERE seq = 1`,
    );
  });

  test('holds each lead once, in order', async () => {
    const records = read((await file('', many.owner)).text);
    expect(records).toHaveLength(total);
    expect(new Set(records.map(({ lead }) => lead)).size).toBe(total);
    expect(records.at(-1)?.['values.name']).toBe('张*');
  });

  test('is as long as a workbook', async () => {
    const answer = await exports.default.fetch(`${publicUrl}/v1/leads.xlsx`, {
      headers: { authorization: `Bearer ${many.owner}` },
    });
    const records: { lead: string }[] = utils.sheet_to_json(await sheetOf(answer));
    expect(new Set(records.map(({ lead }) => lead)).size).toBe(total);
  });

  test('is read from storage only as far as its reader takes it', async () => {
    const response = await exports.default.fetch(`${publicUrl}/v1/leads.csv?reveal=x`, {
      headers: { authorization: `Bearer ${many.owner}` },
    });
    // Pages are logged as they are read, and the one lead that has values is on the last of six.
    const reader = response.body?.getReader();
    expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
    await scheduler.wait(200);
    expect(await logged(many)).toEqual([]);
    await reader?.cancel();
    await scheduler.wait(200);
    expect(await logged(many)).toEqual([]);
    await file('?reveal=x', many.owner);
    expect(await logged(many)).toHaveLength(1);
  });
});
