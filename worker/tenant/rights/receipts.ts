/** Owns what a receipt 回执 tells of a lead: decisions, recipients, entries, never a value; must not know HTTP. */
import { RpcTarget } from 'cloudflare:workers';
import { type Disclosure, type Field, fieldsOf, type Locale } from '../../../contract/form.ts';
import { coveringNotices } from '../../../contract/judge-sensitive.ts';
import type { PublishedNotice } from '../../../contract/notice.ts';
import type { Refusal } from '../../../contract/problem.ts';
import type { EntryPlace, ReceiptGrant, WithdrawalAnswer } from '../../../contract/receipt.ts';
import { toBase64Url } from '../../encoding/bytes.ts';
import { recipientState } from '../../routing/recipient-state.ts';
import { self } from '../../routing/recipients.ts';
import { applicant } from '../access-log.ts';
import type { TenantContext } from '../context.ts';
import { withheldOf } from '../covered-values.ts';
import type { StoredDecision } from '../decisions.ts';
import type { LeadRow } from '../leads.ts';
import { timeText } from '../rows.ts';
import { type Provision, provisionsOf, sentTo } from './provisions.ts';
import { receiptMark } from './receipt-secret.ts';
import { type Withdrawing, withdraw } from './withdraw.ts';

/** A receipt with the texts that it is about, as the page and the file need it. */
export interface ReceiptFacts {
  createdAt: string;
  tenantName: string;
  tenantContact: string | null;
  form: string;
  formTitle: string;
  /** Of a loan: the terms that were shown. */
  disclosure?: Disclosure | undefined;
  locale: Locale;
  erasedAt: string | null;
  restrictedAt: string | null;
  /** Whether there is a phone to verify someone by. */
  hasPhone: boolean;
  /** That phone was put there by somebody who did not show to be the applicant: no code goes to it. */
  isPhoneUnproven: boolean;
  /** The tenant can send a code to it. */
  asksForCode: boolean;
  /** By which the applicant's own browser finds the secret of the receipt; null where there is none. */
  mark: string | null;
  grants: ReceiptGrant[];
  /** The text of each grant, in the same order: the version that was decided on. */
  notices: PublishedNotice[];
  /** Leaf data of every decision, by the index of its entry. */
  leaves: { notice: string; index: number; leaf: string }[];
}

const dayMs = 86_400_000;

export class ReceiptStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #stores: Withdrawing;
  readonly #onDue: () => void;

  constructor(context: TenantContext, stores: Withdrawing, onDue: () => void) {
    super();
    this.#context = context;
    this.#stores = stores;
    this.#onDue = onDue;
  }

  /** Null for an id that is none of this tenant's. */
  read(receipt: string): ReceiptFacts | null {
    const { leads, forms } = this.#stores;
    const row = leads.rowOfReceipt(receipt);
    if (row === undefined) return null;
    const { name, contact, settings } = this.#context.profile();
    const form = forms.version(row.form, row.form_version);
    return {
      createdAt: timeText(row.created_at),
      tenantName: name,
      tenantContact: contact,
      form: row.form,
      formTitle: form?.title ?? row.form,
      disclosure: form?.disclosure,
      locale: form?.locale ?? 'zh-CN',
      erasedAt: row.erased_at === null ? null : timeText(row.erased_at),
      restrictedAt: row.restricted_at === null ? null : timeText(row.restricted_at),
      hasPhone: row.phone_key !== null,
      isPhoneUnproven: row.phone_unproven === 1,
      asksForCode: settings.sms !== undefined,
      mark: receiptMark(row),
      ...this.#decided(row),
    };
  }

  /** Withdraws a grant; what is due goes out at once. */
  async withdraw(receipt: string, notice: string): Promise<WithdrawalAnswer | Refusal> {
    const row = this.#stores.leads.rowOfReceipt(receipt);
    const outcome = await withdraw(this.#context, this.#stores, row, notice, { actor: applicant });
    this.#onDue();
    return outcome;
  }

  /** One grant per notice, in the order of the first decision on each. */
  #decided(row: LeadRow): Pick<ReceiptFacts, 'grants' | 'notices' | 'leaves'> {
    const provisions = provisionsOf(this.#context, row.seq);
    const histories = new Map<string, [StoredDecision, ...StoredDecision[]]>();
    const decisions = this.#stores.decisions.all(row);
    for (const one of decisions) {
      const history = histories.get(one.notice.id);
      if (history === undefined) histories.set(one.notice.id, [one]);
      else history.push(one);
    }
    const withheld = withheldOf(this.#stores.forms, row, this.#stores.leads.decided(row));
    const fields = fieldsOf(this.#stores.forms.version(row.form, row.form_version) ?? { steps: [] }).filter(
      ({ id }) => withheld.has(id),
    );
    const all = [...histories.values()].map((history) => grantOf(history, provisions, fields));
    return {
      grants: all.map(({ grant }) => grant),
      notices: all.map(({ notice }) => notice),
      leaves: decisions.map(({ notice, entry, leaf }) => ({ notice: notice.id, index: entry, leaf })),
    };
  }
}

function placeOf({ entry, leafHash }: StoredDecision): EntryPlace {
  return { index: entry, leafHash: toBase64Url(leafHash) };
}

/** What a withdrawal took with it. */
function destroyedBy(
  { notice, decision }: StoredDecision,
  withheld: readonly Field[],
): Pick<ReceiptGrant, 'destroyed'> {
  if (decision !== 'withdrawn') return {};
  const labels = withheld
    .filter((field) => coveringNotices(field, [notice]).length > 0)
    .map(({ label }) => label);
  return labels.length === 0 ? {} : { destroyed: labels };
}

function grantOf(
  history: readonly [StoredDecision, ...StoredDecision[]],
  provisions: readonly Provision[],
  withheld: readonly Field[],
): { grant: ReceiptGrant; notice: PublishedNotice } {
  const current = history.at(-1) ?? history[0];
  const { notice, decision, at } = current;
  const isShown = decision !== 'refused';
  const granted = history.filter((one) => one.decision === 'granted').at(-1);
  const sent = (recipient: string) => recipientState(decision, sentTo(provisions, recipient, current.entry));
  // The tenant has a lead from the moment that it accepts it; only a withdrawal is something to confirm.
  const ownState = decision === 'withdrawn' ? sent(self).state : 'delivered';
  return {
    notice,
    grant: {
      notice: notice.id,
      version: notice.version,
      digest: notice.digest,
      title: notice.title,
      kind: notice.kind,
      decision,
      at,
      retention: notice.retention,
      ...(notice.validity === undefined || granted === undefined
        ? {}
        : { validUntil: timeText(Date.parse(granted.at) + notice.validity.days * dayMs) }),
      ...destroyedBy(current, withheld),
      recipients: (isShown ? (notice.parties ?? []) : []).map((party) => ({
        legalName: party.legalName,
        contact: party.contact,
        ...sent(party.id),
      })),
      ...(isShown ? { tenantState: ownState } : {}),
      entry: placeOf(current),
      history: history.map((one) => ({
        decision: one.decision,
        version: one.notice.version,
        at: one.at,
        entry: placeOf(one),
      })),
    },
  };
}
