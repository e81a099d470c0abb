/** Owns the file of leads for spreadsheets, page by page; must not hold more than one page, or know storage. */
import { chinaTime } from '../../contract/china-time.ts';
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import { type Cell, csvLine } from '../encoding/csv.ts';
import { line } from '../publishing/text-schema.ts';
import type { LeadFilter, SealedLead } from '../tenant/leads.ts';
import type { TenantCall } from './call.ts';
import { csvStream } from './csv-answer.ts';
import { leadFilterOf } from './lead-filter.ts';
import { clearLead, maskedLead } from './lead-view.ts';
import { allOrRefusal } from './paging.ts';

/** Read and written in one go: what others ask has its turn between two pages. */
const pageSize = 50;

const before = ['lead', 'time', 'form', 'state'];
const after = [
  'channel',
  'campaign',
  'promoter',
  'depth',
  'flags',
  'duplicate_of',
  'outcome',
  'outcome_amount',
];

type View = Exclude<Awaited<ReturnType<typeof maskedLead>>, Refusal>;

interface Asked {
  filter: LeadFilter;
  /** Why it is read in clear; null for a masked file. */
  reason: string | null;
  fields: readonly string[];
}

interface Part {
  lines: string;
  /** Where the next page begins; null behind the last. */
  next: number | null;
}

/** The first page is read before anything is answered, so that what stops it is told as a problem. */
export async function leadsFile(call: TenantCall): Promise<Response | Refusal> {
  const filter = leadFilterOf(call.query);
  if (isRefusal(filter)) return filter;
  const given = call.query.get('reveal');
  const reason = given === null ? null : line(500).safeParse(given);
  if (reason?.success === false) {
    return refuse('invalid_request', [{ path: 'reveal', code: 'invalid_shape' }]);
  }
  const fields: string[] = await call.stub.forms.fieldIds(filter.form);
  const asked = { filter, reason: reason?.data ?? null, fields };
  const first = await partBelow(call, asked, Number.MAX_SAFE_INTEGER);
  if (isRefusal(first)) return first;
  await call.stub.audit.add(call.actor, {
    type: 'leads.exported',
    after: { clear: asked.reason !== null },
  });
  let { next } = first;
  const header = csvLine([...before, ...fields.map((field) => `values.${field}`), ...after]);
  return csvStream('leads.csv', header + first.lines, async () => {
    if (next === null) return null;
    const part = await partBelow(call, asked, next);
    if (isRefusal(part)) throw new Error(part.refused);
    next = part.next;
    return part.lines;
  });
}

async function partBelow(call: TenantCall, asked: Asked, below: number): Promise<Part | Refusal> {
  const { filter, reason } = asked;
  const leads: SealedLead[] =
    reason === null
      ? await call.stub.leads.list(filter, pageSize, below)
      : await call.stub.leads.revealPage(filter, pageSize, below, call.actor, reason);
  const views = allOrRefusal(await Promise.all(leads.map((lead) => viewOf(call, lead, reason !== null))));
  if (isRefusal(views)) return views;
  return {
    lines: views.map((view) => lineOf(view, asked.fields)).join(''),
    next: leads.length < pageSize ? null : (leads.at(-1)?.seq ?? null),
  };
}

/** What may only be kept is in no file that is read in clear. */
function viewOf(call: TenantCall, lead: SealedLead, isClear: boolean): Promise<View | Refusal> {
  if (!isClear) return maskedLead(call, lead);
  return lead.restrictedAt === null ? clearLead(call, lead) : maskedLead(call, { ...lead, envelope: null });
}

function lineOf(view: View, fields: readonly string[]): string {
  const { attribution } = view;
  const sharer = attribution.chain.find(({ code }) => code === attribution.credited);
  const values = fields.map((field): Cell => {
    const value = view.values !== null && Object.hasOwn(view.values, field) ? view.values[field] : undefined;
    return Array.isArray(value) ? value.join('; ') : value;
  });
  return csvLine([
    view.id,
    chinaTime(view.createdAt),
    view.form,
    view.state,
    ...values,
    attribution.channel,
    attribution.campaign,
    sharer?.promoter,
    attribution.chain.length,
    view.flags.join('; '),
    view.duplicateOf,
    view.outcome?.type,
    view.outcome?.amount,
  ]);
}
