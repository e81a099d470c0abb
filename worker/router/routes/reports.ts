/** Owns the routes of reports and exports; must not know how anything is counted or stored. */
import * as z from 'zod';
import { funnelGroups, type ToldItem } from '../../../contract/funnel.ts';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { chinaDay, chinaDaysBack, startOfChinaDay } from '../../encoding/china-day.ts';
import type { Role } from '../../tenant/keys.ts';
import { json } from '../answer.ts';
import { funnelReport, type Period } from '../funnel-report.ts';
import { leadsFile } from '../leads-file.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';
import { tableFormats, tableStream, tableTypes } from '../table-answer.ts';

/** Counts and sums of nobody in particular: for who runs campaigns as for who works on leads. */
const readers: readonly Role[] = ['owner', 'marketer', 'compliance', 'crm'];

const daysByDefault = 30;
const dayMs = 86_400_000;

const groupAsked = z.enum(funnelGroups);
const formatAsked = z.enum(['json', ...tableFormats]);
const day = z.iso.date();

const columns = [
  'key',
  'visits',
  'starts',
  'leads',
  'delivered',
  'signed',
  'disbursed',
  'amount',
] as const satisfies readonly (keyof ToldItem)[];

export const reportRoutes: Route[] = [
  tenantRoute({
    method: 'GET',
    path: '/v1/records/persons',
    summary:
      'How many persons’ data is held and whose sensitive data, how many leads went abroad since 1 January, and what has to be filed from how many on',
    answers: {
      200: 'countedAt, persons, sensitivePersons, abroad: since, leads, sensitiveLeads; thresholds: id, rule, counted, from, count, isReached, duty, source, inForce',
    },
    access: ['owner', 'compliance'],
    body: noBody,
    handle: async (call) => json(await call.stub.funnel.persons()),
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/reports/funnel',
    summary:
      'From visit to disbursement, by channel, campaign, promoter, form or day in China; the last 30 days when none are named',
    answers: {
      200: 'by, from, to, items, total; a file with format=csv or xlsx. To a marketer counts of leads in fives, null below five',
    },
    query: ['by', 'from', 'to', 'format'],
    access: readers,
    body: noBody,
    handle: async (call) => {
      const by = groupAsked.safeParse(call.query.get('by') ?? 'day');
      if (!by.success) return refuse('invalid_request', [{ path: 'by', code: 'invalid_shape' }]);
      const format = formatAsked.safeParse(call.query.get('format') ?? 'json');
      if (!format.success) {
        return refuse('invalid_request', [{ path: 'format', code: 'invalid_shape' }]);
      }
      const period = periodOf(call.query, call.nowMs);
      if (isRefusal(period)) return period;
      const { items, total } = await funnelReport(call, by.data, period);
      const { from, to } = period;
      if (format.data === 'json') return json({ by: by.data, from, to, items, total });
      return tableStream(
        {
          name: `funnel-${by.data}-${from}-${to}`,
          sheet: '漏斗',
          columns: columns.map((header) => ({ header, isNumeric: header !== 'key' })),
          pages: [items.map((item) => columns.map((column) => item[column]))],
        },
        format.data,
      );
    },
  }),
  ...tableFormats.map((format) =>
    tenantRoute({
      method: 'GET',
      path: `/v1/leads.${format}`,
      summary:
        'Every lead as a file for spreadsheets, newest first: masked, or in clear with `reveal=reason`, logged for each lead',
      answers: { 200: tableTypes[format] },
      query: ['since', 'form', 'state', 'promoter', 'channel', 'reveal'],
      access: ['owner'],
      body: noBody,
      handle: (call) => leadsFile(call, format),
    }),
  ),
];

function periodOf(query: URLSearchParams, nowMs: number): Period | Refusal {
  const to = day.safeParse(query.get('to') ?? chinaDay(nowMs));
  if (!to.success) return refuse('invalid_request', [{ path: 'to', code: 'not_a_day' }]);
  const untilMs = startOfChinaDay(to.data) + dayMs;
  const from = day.safeParse(query.get('from') ?? chinaDay(chinaDaysBack(daysByDefault, untilMs - 1)));
  if (!from.success || from.data > to.data) {
    return refuse('invalid_request', [{ path: 'from', code: 'not_a_day' }]);
  }
  return { from: from.data, to: to.data, fromMs: startOfChinaDay(from.data), untilMs };
}
