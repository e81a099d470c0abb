/** Owns stored leads, sealed as they came; must not open them. */
import { RpcTarget } from 'cloudflare:workers';
import type { Attribution, ConsentEntry, LeadFlag } from '../../contract/event.ts';
import { type Refusal, refuse } from '../../contract/problem.ts';
import type { LeadState } from '../../contract/states.ts';
import type { ChangeReason } from '../publishing/notice-diff.ts';
import type { DecidedNotice } from '../routing/recipients.ts';
import type { Envelope } from '../sealing/envelope.ts';
import type { AccessLog } from './access-log.ts';
import type { TenantContext } from './context.ts';
import type { DecisionStore, StoredDecision } from './decisions.ts';
import type { Actor } from './keys.ts';
import { leadContext } from './lead-content.ts';
import { stateSql } from './lead-state.ts';
import type { NoticeStore } from './notices.ts';
import { type OutcomeFact, outcomesOf } from './outcomes/outcome-rows.ts';
import { leadId, leadIdAt, readLeadId, readReceiptId, receiptId, rowNamed } from './public-ids.ts';
import { allRows, bytesOf, firstRow, timeText } from './rows.ts';
import type { SuppressionStore } from './suppressions.ts';
import { type MarketedLead, toldConsents } from './told-consents.ts';

export type LeadRow = {
  seq: number;
  nonce: number;
  submission: ArrayBuffer;
  phone_key: ArrayBuffer | null;
  form: string;
  form_version: number;
  created_at: number;
  duplicate_of: number | null;
  flags: string;
  attribution: string;
  share_code: string | null;
  first_entry: number;
  entries: number;
  erased_at: number | null;
  key_id: string | null;
  wrapped_key: ArrayBuffer | null;
  sealed: ArrayBuffer | null;
  /** Both NULL in a lead sealed before records had a key of their own: they are then among what is `sealed`. */
  evidence_key: ArrayBuffer | null;
  evidence: ArrayBuffer | null;
  purged_at: number | null;
  fingerprint: ArrayBuffer;
  restricted_at: number | null;
  restricted_by: 'applicant' | 'tenant' | null;
  /** How it was decided where it goes; NULL in a lead of before this column. */
  route: string | null;
  /** Of the secret in its receipt's address; NULL in a lead of before this column, and once it is erased. */
  receipt_hash: ArrayBuffer | null;
  /** 1 when its phone was changed since by somebody who did not show to be the applicant. */
  phone_unproven: number | null;
  /** JSON: the marketing channels that the applicant named, by notice; NULL where they named none. */
  channels: string | null;
};

/** What a delivery needs of a lead: the rest is as long again. */
export type DeliveredLead = Pick<
  LeadRow,
  | 'seq'
  | 'nonce'
  | 'submission'
  | 'form'
  | 'form_version'
  | 'created_at'
  | 'duplicate_of'
  | 'flags'
  | 'attribution'
  | 'first_entry'
  | 'entries'
  | 'erased_at'
  | 'key_id'
  | 'wrapped_key'
  | 'sealed'
  | 'restricted_at'
  | 'phone_key'
  | 'channels'
>;

export const deliveredCells = `seq, leads.nonce AS nonce, submission, form, form_version, created_at, duplicate_of, flags, attribution,
  first_entry, entries, erased_at, key_id, wrapped_key, sealed, restricted_at, phone_key, channels`;

const selectDelivered = `SELECT ${deliveredCells} FROM leads WHERE seq = ?`;

/** A lead as the object hands it out: what is personal is still sealed. */
export interface SealedLead {
  id: string;
  receipt: string;
  seq: number;
  form: string;
  formVersion: number;
  createdAt: string;
  duplicateOf: string | null;
  flags: LeadFlag[];
  attribution: Attribution;
  state: LeadState;
  erasedAt: string | null;
  /** When its values died because their retention had ended. */
  purgedAt: string | null;
  restrictedAt: string | null;
  envelope: Envelope | null;
  /** The context that the envelope was sealed under. */
  context: string;
  consents: ConsentEntry[];
  /** By notice: why the lead's grant of it does not cover what its latest version asks for. */
  outgrown: Record<string, ChangeReason[]>;
  /** What was reported of it since, in the order of its time. */
  outcomes: OutcomeFact[];
}

export interface LeadFilter {
  sinceMs?: number | undefined;
  form?: string | undefined;
  state?: LeadState | undefined;
  promoter?: string | undefined;
  channel?: string | undefined;
}

export class LeadStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #decisions: DecisionStore;
  readonly #notices: NoticeStore;
  readonly #accessLog: AccessLog;
  readonly #suppressions: SuppressionStore;

  constructor(
    context: TenantContext,
    decisions: DecisionStore,
    notices: NoticeStore,
    accessLog: AccessLog,
    suppressions: SuppressionStore,
  ) {
    super();
    this.#context = context;
    this.#decisions = decisions;
    this.#notices = notices;
    this.#accessLog = accessLog;
    this.#suppressions = suppressions;
  }

  row(seq: number): LeadRow | undefined {
    return firstRow<LeadRow>(this.#context.sql, 'SELECT * FROM leads WHERE seq = ?', seq);
  }

  toDeliver(seq: number): DeliveredLead | undefined {
    return firstRow<DeliveredLead>(this.#context.sql, selectDelivered, seq);
  }

  rowOf(id: string): LeadRow | undefined {
    return rowNamed(readLeadId(this.#context, id), (seq) => this.row(seq));
  }

  get(id: string): SealedLead | null {
    return this.#get(this.rowOf(id));
  }

  at(seq: number): SealedLead | null {
    return this.#get(this.row(seq));
  }

  #get(row: LeadRow | undefined): SealedLead | null {
    return row === undefined ? null : this.#sealed(row, this.#stateOf(row.seq));
  }

  rowOfReceipt(receipt: string): LeadRow | undefined {
    return rowNamed(readReceiptId(this.#context, receipt), (seq) => this.row(seq));
  }

  /** A lead about to be read in clear: who and why is written before anything is handed out. */
  reveal(id: string, actor: Actor, reason: string): SealedLead | Refusal {
    const row = this.rowOf(id);
    if (row === undefined) return refuse('not_found');
    const unusable = unusableFor(row);
    if (unusable !== null) return refuse(unusable);
    this.#accessLog.add(actor, 'reveal', row.seq, reason);
    return this.#sealed(row, this.#stateOf(row.seq));
  }

  /** Newest first, below a cursor. */
  list(filter: LeadFilter, limit: number, before: number): SealedLead[] {
    return allRows<LeadRow & { state: LeadState }>(
      this.#context.sql,
      `SELECT * FROM (
         SELECT *, ${stateSql} AS state FROM leads
         WHERE seq < ?1
           AND (?2 IS NULL OR created_at >= ?2)
           AND (?3 IS NULL OR form = ?3)
           AND (?4 IS NULL OR credited IN (SELECT code FROM links WHERE promoter = ?4))
           AND (?5 IS NULL OR json_extract(attribution, '$.channel') = ?5)
       ) WHERE ?6 IS NULL OR state = ?6
       ORDER BY seq DESC LIMIT ?7`,
      before,
      filter.sinceMs ?? null,
      filter.form ?? null,
      filter.promoter ?? null,
      filter.channel ?? null,
      filter.state ?? null,
      limit,
    ).map((row) => this.#sealed(row, row.state));
  }

  /** The same about to be read in clear: each lead that has values to be read is logged first. */
  revealPage(filter: LeadFilter, limit: number, before: number, actor: Actor, reason: string): SealedLead[] {
    const leads = this.list(filter, limit, before);
    const read = leads.filter(({ envelope, restrictedAt }) => envelope !== null && restrictedAt === null);
    this.#context.storage.transactionSync(() => {
      this.#accessLog.addEach(
        actor,
        'reveal',
        read.map(({ seq }) => seq),
        reason,
      );
    });
    return leads;
  }

  #stateOf(seq: number): LeadState {
    const row = firstRow<{ state: LeadState }>(
      this.#context.sql,
      `SELECT ${stateSql} AS state FROM leads WHERE seq = ?`,
      seq,
    );
    return row?.state ?? 'unrouted';
  }

  /** What is known of how the applicant came, without UTM, which is sealed. */
  attribution(row: LeadRow): Attribution {
    return JSON.parse(row.attribution);
  }

  #sealed(row: LeadRow, state: LeadState): SealedLead {
    const consents = this.consents(row);
    return {
      id: leadId(this.#context, row),
      receipt: receiptId(this.#context, row),
      seq: row.seq,
      form: row.form,
      formVersion: row.form_version,
      createdAt: timeText(row.created_at),
      duplicateOf: row.duplicate_of === null ? null : leadIdAt(this.#context, row.duplicate_of),
      flags: JSON.parse(row.flags),
      attribution: this.attribution(row),
      state,
      erasedAt: row.erased_at === null ? null : timeText(row.erased_at),
      purgedAt: row.purged_at === null ? null : timeText(row.purged_at),
      restrictedAt: row.restricted_at === null ? null : timeText(row.restricted_at),
      envelope: envelopeOf(row),
      context: leadContext(this.#context.profile().id, bytesOf(row.submission)),
      consents,
      outgrown: Object.fromEntries(
        consents
          .map(({ notice, version }): [string, ChangeReason[]] => [
            notice,
            this.#notices.outgrown(notice, version),
          ])
          .filter(([, reasons]) => reasons.length > 0),
      ),
      outcomes: outcomesOf(this.#context, row.seq),
    };
  }

  /** What the applicant has decided, as it stands now. */
  consents(row: LeadRow): ConsentEntry[] {
    return this.told(row, this.#decisions.current(row));
  }

  /** Decisions of a lead as receivers and pages see them. */
  told(row: MarketedLead, decisions: readonly StoredDecision[]): ConsentEntry[] {
    return toldConsents(this.#suppressions, row, decisions);
  }

  decided(row: LeadRow): DecidedNotice[] {
    return this.#decisions.current(row);
  }
}

/** Why a lead's values may not be used: they died, or may only be kept; null where they may. */
export function unusableFor(
  row: Pick<LeadRow, 'erased_at' | 'purged_at' | 'restricted_at'>,
): 'lead_erased' | 'lead_purged' | 'lead_restricted' | null {
  if (row.erased_at !== null) return 'lead_erased';
  if (row.purged_at !== null) return 'lead_purged';
  return row.restricted_at === null ? null : 'lead_restricted';
}

/** The envelope of a lead's values, or null once they died. */
export function envelopeOf(row: Pick<LeadRow, 'key_id' | 'wrapped_key' | 'sealed'>): Envelope | null {
  if (row.key_id === null || row.wrapped_key === null || row.sealed === null) return null;
  return { keyId: row.key_id, wrappedKey: bytesOf(row.wrapped_key), sealed: bytesOf(row.sealed) };
}

/** The envelope of a lead's consent records, or null once they died, or while they are among the values. */
export function evidenceOf(row: LeadRow): Envelope | null {
  if (row.key_id === null || row.evidence_key === null || row.evidence === null) return null;
  return { keyId: row.key_id, wrappedKey: bytesOf(row.evidence_key), sealed: bytesOf(row.evidence) };
}
