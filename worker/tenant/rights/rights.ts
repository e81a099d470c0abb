/** Owns what an applicant may do with their data once their phone is verified, and its twins for tenants; not HTTP. */
import { RpcTarget } from 'cloudflare:workers';
import type { ConsentEntry } from '../../../contract/event.ts';
import type { PublishedForm, Values } from '../../../contract/form.ts';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import type { TellingChannel, WithdrawalAnswer } from '../../../contract/receipt.ts';
import type { Utm } from '../../../contract/submission.ts';
import { type AccessLog, applicant } from '../access-log.ts';
import { isPhoneOf } from '../authorisation/sign.ts';
import type { CodeStore } from '../codes.ts';
import type { TenantContext } from '../context.ts';
import type { Actor } from '../keys.ts';
import type { LeadRow } from '../leads.ts';
import { type OutcomeFact, outcomesOf } from '../outcomes/outcome-rows.ts';
import { leadId } from '../public-ids.ts';
import { openLead } from './clear-lead.ts';
import { type Correcting, correct } from './correct.ts';
import { type Erasing, eraseRow } from './erase.ts';
import {
  type ApplicantProof,
  type Claim,
  judgeAccess,
  type ReceiptAccess,
  verifyPhone,
} from './phone-check.ts';
import { type Provision, provisionsOf } from './provisions.ts';
import { restrict } from './restrict.ts';
import { type Corrector, wordsOf } from './who-asks.ts';
import { type Withdrawing, withdraw } from './withdraw.ts';

export type RightsStores = Correcting & Erasing & Withdrawing & { accessLog: AccessLog; codes: CodeStore };

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

interface Verified {
  row: LeadRow;
  actor: typeof applicant;
  proof: ApplicantProof;
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

  async verifyPhone(receipt: string, claim: Claim): Promise<ReceiptAccess | Refusal> {
    const row = this.#stores.leads.rowOfReceipt(receipt);
    if (row === undefined) return refuse('not_found');
    return verifyPhone(this.#context, this.#stores.codes, row, claim);
  }

  /** Whether one of these digests is that of the receipt's phone. For the sending of a code alone. */
  isOwnPhone(receipt: string, phoneKeys: Uint8Array[]): boolean {
    const row = this.#stores.leads.rowOfReceipt(receipt);
    return row !== undefined && isPhoneOf(row, phoneKeys);
  }

  /** The applicant's data in clear; the reading is logged before anything is opened. Restricted data is theirs all the same. */
  async export(receipt: string, access: string): Promise<ExportedLead | Refusal> {
    const verified = await this.#verified(receipt, access);
    if ('refused' in verified) return verified;
    const { row } = verified;
    const { forms, leads, accessLog } = this.#stores;
    const form = forms.version(row.form, row.form_version);
    if (form === undefined) throw new Error('a lead names a form version that is not there');
    if (row.erased_at !== null) return refuse('lead_erased');
    accessLog.add(applicant, 'export', row.seq, `exported ${wordsOf(verified)}`);
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
    const verified = await this.#verified(receipt, access);
    if ('refused' in verified) return verified;
    const reason = `erased ${wordsOf(verified)}`;
    this.#context.storage.transactionSync(() => {
      const now = this.#stores.leads.row(verified.row.seq);
      if (now !== undefined) eraseRow(this.#context, this.#stores, now, applicant, reason);
    });
    this.#onDue();
    return { erased: true };
  }

  async correct(
    receipt: string,
    access: string,
    changes: Record<string, unknown>,
  ): Promise<{ corrected: boolean } | Refusal> {
    const verified = await this.#verified(receipt, access);
    if ('refused' in verified) return verified;
    return this.#correct(verified.row.seq, changes, verified);
  }

  async restrict(
    receipt: string,
    access: string,
    isRestricted: boolean,
  ): Promise<{ restricted: boolean } | Refusal> {
    const verified = await this.#verified(receipt, access);
    if ('refused' in verified) return verified;
    return this.#restrict(verified.row.seq, isRestricted, verified);
  }

  /** For a correction that reached the tenant by another way, such as by telephone. */
  async correctLead(
    id: string,
    changes: Record<string, unknown>,
    actor: Actor,
  ): Promise<{ corrected: boolean } | Refusal> {
    const row = this.#stores.leads.rowOf(id);
    if (row === undefined) return refuse('not_found');
    return row.restricted_at === null
      ? this.#correct(row.seq, changes, { actor })
      : refuse('lead_restricted');
  }

  restrictLead(id: string, isRestricted: boolean, actor: Actor): { restricted: boolean } | Refusal {
    const row = this.#stores.leads.rowOf(id);
    return row === undefined ? refuse('not_found') : this.#restrict(row.seq, isRestricted, { actor });
  }

  /** For what the applicant told the tenant's people: by telephone, by answering a message, in person. */
  async withdrawLead(
    id: string,
    notice: string,
    told: { by: TellingChannel; note?: string | undefined },
    actor: Actor,
  ): Promise<WithdrawalAnswer | Refusal> {
    const row = this.#stores.leads.rowOf(id);
    const outcome = await withdraw(this.#context, this.#stores, row, notice, { actor, told });
    this.#onDue();
    return outcome;
  }

  /** Where the tenant sends codes everybody who has the phone can prove it: its number alone opens nothing. */
  async #verified(receipt: string, access: string): Promise<Verified | Refusal> {
    const row = this.#stores.leads.rowOfReceipt(receipt);
    if (row === undefined) return refuse('not_found');
    const proof = await judgeAccess(this.#context, row, access);
    if (typeof proof !== 'string') return proof;
    const sendsCodes = this.#context.profile().settings.sms !== undefined;
    return proof === 'number' && sendsCodes ? refuse('proof_needed') : { row, actor: applicant, proof };
  }

  async #correct(
    lead: number,
    changes: Record<string, unknown>,
    by: Corrector,
  ): Promise<{ corrected: boolean } | Refusal> {
    const outcome = await correct(this.#context, this.#stores, lead, changes, by);
    this.#onDue();
    return outcome;
  }

  #restrict(seq: number, isRestricted: boolean, by: Corrector): { restricted: boolean } | Refusal {
    const outcome = this.#context.storage.transactionSync(() => {
      const row = this.#stores.leads.row(seq);
      return row === undefined
        ? refuse('not_found')
        : restrict(this.#context, this.#stores, row, isRestricted, by);
    });
    this.#onDue();
    return outcome;
  }
}
