/** Owns what an applicant may do with their data once their phone is verified, and its twins for tenants; not HTTP. */
import { RpcTarget } from 'cloudflare:workers';
import type { ConsentEntry } from '../../../contract/event.ts';
import type { PublishedForm, Values } from '../../../contract/form.ts';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import type { Utm } from '../../../contract/submission.ts';
import { type AccessLog, type Accessor, applicant } from '../access-log.ts';
import type { TenantContext } from '../context.ts';
import type { Actor } from '../keys.ts';
import type { LeadRow } from '../leads.ts';
import { type OutcomeFact, outcomesOf } from '../outcomes/outcome-rows.ts';
import { leadId } from '../public-ids.ts';
import { openLead } from './clear-lead.ts';
import { type Correcting, correct } from './correct.ts';
import { type Erasing, eraseRow } from './erase.ts';
import { judgeAccess, type ReceiptAccess, verifyPhone } from './phone-check.ts';
import { type Provision, provisionsOf } from './provisions.ts';
import { restrict } from './restrict.ts';

export type RightsStores = Correcting & Erasing & { accessLog: AccessLog };

/** Everything that is kept of a person, in clear. */
export interface ExportedLead {
  lead: string;
  createdAtMs: number;
  restrictedAtMs: number | null;
  form: PublishedForm;
  values: Values;
  utm: Utm | null;
  consents: ConsentEntry[];
  provisions: Provision[];
  /** What was reported of them, with reasons that are still sealed. */
  outcomes: OutcomeFact[];
}

export class RightsStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #stores: RightsStores;
  readonly #onDue: () => void;

  constructor(context: TenantContext, stores: RightsStores, onDue: () => void) {
    super();
    this.#context = context;
    this.#stores = stores;
    this.#onDue = onDue;
  }

  /** @param phoneKeys keyed digests of the phone under every key generation; none for what is no phone */
  async verifyPhone(receipt: string, phoneKeys: Uint8Array[]): Promise<ReceiptAccess | Refusal> {
    const row = this.#stores.leads.rowOfReceipt(receipt);
    return row === undefined ? refuse('not_found') : verifyPhone(this.#context, row, phoneKeys);
  }

  /** The applicant's data in clear; the reading is logged before anything is opened. Restricted data is theirs all the same. */
  async export(receipt: string, access: string): Promise<ExportedLead | Refusal> {
    const row = await this.#verified(receipt, access);
    if ('refused' in row) return row;
    const { forms, leads, accessLog } = this.#stores;
    const form = forms.version(row.form, row.form_version);
    if (form === undefined) throw new Error('a lead names a form version that is not there');
    if (row.erased_at !== null) return refuse('lead_erased');
    accessLog.add(applicant, 'export', row.seq, 'exported by the applicant');
    const content = await openLead(this.#context, row);
    if (isRefusal(content)) return content;
    return {
      lead: leadId(this.#context, row),
      createdAtMs: row.created_at,
      restrictedAtMs: row.restricted_at,
      form,
      values: content.values,
      utm: content.utm ?? null,
      consents: leads.consents(row),
      provisions: provisionsOf(this.#context, row.seq),
      outcomes: outcomesOf(this.#context, row.seq),
    };
  }

  async erase(receipt: string, access: string): Promise<{ erased: true } | Refusal> {
    const row = await this.#verified(receipt, access);
    if ('refused' in row) return row;
    this.#context.storage.transactionSync(() => {
      const now = this.#stores.leads.row(row.seq);
      if (now !== undefined) eraseRow(this.#context, this.#stores, now, applicant, 'erased by the applicant');
    });
    this.#onDue();
    return { erased: true };
  }

  async correct(
    receipt: string,
    access: string,
    changes: Record<string, unknown>,
  ): Promise<{ corrected: boolean } | Refusal> {
    const row = await this.#verified(receipt, access);
    return 'refused' in row ? row : this.#correct(row.seq, changes, applicant);
  }

  async restrict(
    receipt: string,
    access: string,
    isRestricted: boolean,
  ): Promise<{ restricted: boolean } | Refusal> {
    const row = await this.#verified(receipt, access);
    return 'refused' in row ? row : this.#restrict(row.seq, isRestricted, applicant);
  }

  /** For a correction that reached the tenant by another way, such as by telephone. */
  async correctLead(
    id: string,
    changes: Record<string, unknown>,
    actor: Actor,
  ): Promise<{ corrected: boolean } | Refusal> {
    const row = this.#stores.leads.rowOf(id);
    if (row === undefined) return refuse('not_found');
    return row.restricted_at === null ? this.#correct(row.seq, changes, actor) : refuse('lead_restricted');
  }

  restrictLead(id: string, isRestricted: boolean, actor: Actor): { restricted: boolean } | Refusal {
    const row = this.#stores.leads.rowOf(id);
    return row === undefined ? refuse('not_found') : this.#restrict(row.seq, isRestricted, actor);
  }

  async #verified(receipt: string, access: string): Promise<LeadRow | Refusal> {
    const row = this.#stores.leads.rowOfReceipt(receipt);
    if (row === undefined) return refuse('not_found');
    return (await judgeAccess(this.#context, row, access)) ?? row;
  }

  async #correct(
    lead: number,
    changes: Record<string, unknown>,
    actor: Accessor,
  ): Promise<{ corrected: boolean } | Refusal> {
    const outcome = await correct(this.#context, this.#stores, lead, changes, actor);
    this.#onDue();
    return outcome;
  }

  #restrict(seq: number, isRestricted: boolean, actor: Accessor): { restricted: boolean } | Refusal {
    const outcome = this.#context.storage.transactionSync(() => {
      const row = this.#stores.leads.row(seq);
      return row === undefined
        ? refuse('not_found')
        : restrict(this.#context, this.#stores, row, isRestricted, actor);
    });
    this.#onDue();
    return outcome;
  }
}
