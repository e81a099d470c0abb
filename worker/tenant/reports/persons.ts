/** Owns counting the persons of a tenant, and its leads abroad since 1 January, a slice at a time; must not tell of anyone. */
import { mainland } from '../../../contract/notice.ts';
import type { Steps } from '../../../contract/steps.ts';
import { chinaDay, startOfChinaDay } from '../../encoding/china-day.ts';
import { inSlices } from '../../pacing/in-slices.ts';
import type { TenantContext } from '../context.ts';
import type { DecisionStore } from '../decisions.ts';
import { receiverOf } from '../delivery/receiver-of.ts';
import type { DestinationRow } from '../destinations.ts';
import { allRows, blobOf, bytesOf, firstRow, timeText } from '../rows.ts';
import { type PersonCounts, type Threshold, thresholdsAt } from './person-thresholds.ts';

export interface PersonReport extends PersonCounts {
  countedAt: string;
  abroad: PersonCounts['abroad'] & { since: string };
  thresholds: Threshold[];
}

/** Leads looked at in one query: their rows are long, and their decisions are read with them. */
const page = 100;
/** Events looked at in one query for what went abroad. */
const stretch = 2000;
/** A count is good for this long: at a million leads it is the work of a minute. */
const goodForMs = 600_000;

type LeadRow = { phone_key: ArrayBuffer; seq: number; first_entry: number; entries: number };

export class PersonCounter {
  readonly #context: TenantContext;
  readonly #decisions: DecisionStore;
  #last: { atMs: number; report: Promise<PersonReport> } | null = null;

  constructor(context: TenantContext, decisions: DecisionStore) {
    this.#context = context;
    this.#decisions = decisions;
  }

  /** Whoever asks while it is being counted, or soon after, is told that count and its date. */
  report(): Promise<PersonReport> {
    const nowMs = this.#context.now();
    if (this.#last !== null && nowMs - this.#last.atMs < goodForMs) return this.#last.report;
    const report = this.#count(nowMs);
    this.#last = { atMs: nowMs, report };
    report.catch(() => {
      this.#last = null;
    });
    return report;
  }

  async #count(nowMs: number): Promise<PersonReport> {
    const sinceMs = startOfChinaDay(`${chinaDay(nowMs).slice(0, 4)}-01-01`);
    const held = await inSlices(countHeld(this.#context, this.#decisions));
    const abroad = await inSlices(countAbroad(this.#context, this.#decisions, sinceMs));
    const counts = { ...held, abroad };
    return {
      countedAt: timeText(nowMs),
      ...held,
      abroad: { since: timeText(sinceMs), ...abroad },
      thresholds: thresholdsAt(counts),
    };
  }
}

/** In the order of the phones' digests, by their index: the leads of one person come one after the other. */
export function* countHeld(
  context: TenantContext,
  decisions: DecisionStore,
): Steps<Omit<PersonCounts, 'abroad'>> {
  const asksForSensitive = hasSensitiveNotice(context);
  let [persons, sensitivePersons] = [0, 0];
  let last: { key: ArrayBuffer; seq: number; isCounted: boolean } | null = null;
  for (;;) {
    const rows: LeadRow[] = allRows<LeadRow>(
      context.sql,
      `SELECT phone_key, seq, first_entry, entries FROM leads INDEXED BY leads_by_phone
       WHERE phone_key IS NOT NULL AND (phone_key, seq) > (?, ?) ORDER BY phone_key, seq LIMIT ${page}`,
      last === null ? blobOf(new Uint8Array()) : last.key,
      last?.seq ?? 0,
    );
    const sensitive = asksForSensitive ? decisions.currentOfEach(rows) : [];
    for (const [at, { phone_key: key, seq }] of rows.entries()) {
      const isNew: boolean = last === null || !isSame(last.key, key);
      if (isNew) persons += 1;
      const wasCounted: boolean = !isNew && last !== null && last.isCounted;
      const isSensitive: boolean = !wasCounted && (sensitive[at] ?? []).some(isGrantedSensitive);
      if (isSensitive) sensitivePersons += 1;
      last = { key, seq, isCounted: wasCounted || isSensitive };
    }
    // A lead's decisions cost some hundred characters' work; without them a row of the index is next to nothing.
    yield rows.length * (asksForSensitive ? 100 : 10);
    if (rows.length < page) return { persons, sensitivePersons };
  }
}

/**
 * Leads that arrived at a destination outside the mainland since then: deliveries that arrived are evidence and are kept
 * for years. Their persons may be erased by now, and were given all the same.
 */
export function* countAbroad(
  context: TenantContext,
  decisions: DecisionStore,
  sinceMs: number,
): Steps<PersonCounts['abroad']> {
  const abroad = destinationsAbroad(context);
  const leads = new Set<number>();
  let sensitiveLeads = 0;
  if (abroad.length === 0) return { leads: 0, sensitiveLeads };
  const newest = firstRow<{ event: number | null }>(context.sql, 'SELECT MAX(event) AS event FROM attempts');
  for (let after = 0; after <= (newest?.event ?? 0); after += stretch) {
    const rows = allRows<{ seq: number; first_entry: number; entries: number }>(
      context.sql,
      `SELECT DISTINCT leads.seq AS seq, first_entry, entries FROM attempts
       JOIN leads ON leads.seq = COALESCE((SELECT lead FROM events WHERE events.seq = attempts.event), attempts.event)
       WHERE event > ? AND event <= ? AND at >= ? AND outcome IN ('delivered', 'confirmed')
         AND destination IN (SELECT value FROM json_each(?))`,
      after,
      after + stretch,
      sinceMs,
      JSON.stringify(abroad),
    ).filter(({ seq }) => !leads.has(seq));
    const decided = decisions.currentOfEach(rows);
    for (const [at, { seq }] of rows.entries()) {
      leads.add(seq);
      if ((decided[at] ?? []).some(isGrantedSensitive)) sensitiveLeads += 1;
    }
    yield 200 + rows.length * 100;
  }
  return { leads: leads.size, sensitiveLeads };
}

/** By where the system stands or, as its recipient is configured now, the legal person behind it. */
function destinationsAbroad({ sql }: TenantContext): number[] {
  const rows = allRows<DestinationRow & { party_region: string | null }>(
    sql,
    `SELECT destinations.*, json_extract(recipients.body, '$.region') AS party_region
     FROM destinations LEFT JOIN recipients ON recipients.id = destinations.recipient`,
  );
  return rows.flatMap(({ party_region: party, ...row }) =>
    receiverOf(row).region !== mainland || (party ?? mainland) !== mainland ? [row.number] : [],
  );
}

function isGrantedSensitive({ notice, decision }: { notice: { kind: string }; decision: string }): boolean {
  return notice.kind === 'sensitive' && decision === 'granted';
}

function hasSensitiveNotice({ sql }: TenantContext): boolean {
  return (
    firstRow(sql, "SELECT 1 FROM notices WHERE json_extract(body, '$.kind') = 'sensitive' LIMIT 1") !==
    undefined
  );
}

function isSame(a: ArrayBuffer, b: ArrayBuffer): boolean {
  const [one, other] = [bytesOf(a), bytesOf(b)];
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
