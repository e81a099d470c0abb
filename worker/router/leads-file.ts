/** Owns the file of leads for spreadsheets, page by page; must not hold more than one page, or know storage. */
import { chinaTime } from '../../contract/china-time.ts';
import type { FieldKind } from '../../contract/form.ts';
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import type { Cell } from '../encoding/csv.ts';
import type { Column } from '../encoding/xlsx.ts';
import { line } from '../publishing/text-schema.ts';
import type { LeadFilter, SealedLead } from '../tenant/leads.ts';
import type { TenantCall } from './call.ts';
import { leadFilterOf } from './lead-filter.ts';
import { clearLead, maskedLead } from './lead-view.ts';
import { allOrRefusal } from './paging.ts';
import { type TableFormat, tableStream } from './table-answer.ts';

/** Read and written in one go: what others ask has its turn between two pages. */
const pageSize = 50;

const text = (header: string): Column => ({ header, isNumeric: false });
const number = (header: string): Column => ({ header, isNumeric: true });

const before = ['lead', 'time', 'form', 'state'].map(text);
const after = [
  ...['channel', 'campaign', 'promoter'].map(text),
  number('depth'),
  ...['flags', 'duplicate_of', 'outcome'].map(text),
  number('outcome_amount'),
];
const numericKinds: ReadonlySet<FieldKind> = new Set(['amount', 'term', 'number']);

type View = Exclude<Awaited<ReturnType<typeof maskedLead>>, Refusal>;

interface Asked {
  filter: LeadFilter;
  /** Why it is read in clear; null for a masked file. */
  reason: string | null;
  fields: readonly string[];
}

interface Part {
  rows: Cell[][];
  /** Where the next page begins; null behind the last. */
  next: number | null;
}

/** The first page is read before anything is answered, so that what stops it is told as a problem. */
export async function leadsFile(call: TenantCall, format: TableFormat): Promise<Response | Refusal> {
  const filter = leadFilterOf(call.query);
  if (isRefusal(filter)) return filter;
  const given = call.query.get('reveal');
  const reason = given === null ? null : line(500).safeParse(given);
  if (reason?.success === false) {
    return refuse('invalid_request', [{ path: 'reveal', code: 'invalid_shape' }]);
  }
  const fields: { id: string; kinds: FieldKind[] }[] = await call.stub.forms.fieldKinds(filter.form);
  const asked = { filter, reason: reason?.data ?? null, fields: fields.map(({ id }) => id) };
  const first = await partBelow(call, asked, Number.MAX_SAFE_INTEGER);
  if (isRefusal(first)) return first;
  await call.stub.audit.add(call.actor, {
    type: 'leads.exported',
    after: { clear: asked.reason !== null },
  });
  const values = fields.map(({ id, kinds }) => ({
    header: `values.${id}`,
    isNumeric: kinds.every((kind) => numericKinds.has(kind)),
  }));
  const columns = [...before, ...values, ...after];
  return tableStream({ name: 'leads', sheet: '线索', columns, pages: pagesFrom(call, asked, first) }, format);
}

async function* pagesFrom(call: TenantCall, asked: Asked, first: Part): AsyncGenerator<Cell[][]> {
  let part = first;
  while (true) {
    yield part.rows;
    if (part.next === null) return;
    const below = await partBelow(call, asked, part.next);
    if (isRefusal(below)) throw new Error(below.refused);
    part = below;
  }
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
    rows: views.map((view) => rowOf(view, asked.fields)),
    next: leads.length < pageSize ? null : (leads.at(-1)?.seq ?? null),
  };
}

/** What may only be kept is in no file that is read in clear. */
function viewOf(call: TenantCall, lead: SealedLead, isClear: boolean): Promise<View | Refusal> {
  if (!isClear) return maskedLead(call, lead);
  return lead.restrictedAt === null ? clearLead(call, lead) : maskedLead(call, { ...lead, envelope: null });
}

function rowOf(view: View, fields: readonly string[]): Cell[] {
  const { attribution } = view;
  const sharer = attribution.chain.find(({ code }) => code === attribution.credited);
  const values = fields.map((field): Cell => {
    const value = view.values !== null && Object.hasOwn(view.values, field) ? view.values[field] : undefined;
    return Array.isArray(value) ? value.join('; ') : value;
  });
  return [
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
  ];
}
