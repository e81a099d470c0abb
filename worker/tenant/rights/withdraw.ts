/** Owns the withdrawal of a grant at its applicant's wish: record, entry and what follows; must not know HTTP. */
import { fieldsOf } from '../../../contract/form.ts';
import type { PublishedNotice } from '../../../contract/notice.ts';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import type { TellingChannel, WithdrawalAnswer } from '../../../contract/receipt.ts';
import { channelsOf } from '../../delivery/marketing-channels.ts';
import { toBase64Url } from '../../encoding/bytes.ts';
import { consentRecord } from '../../ledger/consent-record.ts';
import { leafOf, type SaltedRecord } from '../../ledger/leaf.ts';
import { type Envelope, seal } from '../../sealing/envelope.ts';
import type { AccessLog, applicant } from '../access-log.ts';
import type { TenantContext } from '../context.ts';
import { type Deciding, decide, type LaterDecision } from '../decide.ts';
import { decisionContext, type StoredDecision } from '../decisions.ts';
import type { FormStore } from '../forms.ts';
import type { Actor } from '../keys.ts';
import type { LeadRow } from '../leads.ts';
import { controllerOf } from '../profile.ts';
import { leadId } from '../public-ids.ts';
import type { BringUp } from '../rekeying/resealer.ts';
import { bytesOf } from '../rows.ts';
import type { SuppressionStore } from '../suppressions.ts';
import { isUnchanged, openLead, replaceContent, sealAnew } from './clear-lead.ts';
import { type Erasing, eraseRow } from './erase.ts';

export type Withdrawing = Deciding &
  Erasing & { forms: FormStore; accessLog: AccessLog; suppressions: SuppressionStore; bringUp: BringUp };

/** Who withdraws: the applicant on the receipt, or the tenant's people at the word of the applicant. */
export type Withdrawer =
  | { actor: typeof applicant }
  | { actor: Actor; told: { by: TellingChannel; note?: string | undefined } };

/**
 * Withdraws one grant; `privacy` withdraws whatever is granted and erases the lead (PIPL art. 15, 47). Entries,
 * events and what they stop commit together. Who withdraws marketing is reached by none of its channels any more, over
 * no lead of the same phone. A repeat changes nothing and answers the same.
 */
export async function withdraw(
  context: TenantContext,
  stores: Withdrawing,
  found: LeadRow | undefined,
  notice: string,
  by: Withdrawer,
): Promise<WithdrawalAnswer | Refusal> {
  for (;;) {
    const row = found === undefined ? refuse('not_found') : await stores.bringUp(found.seq);
    if (isRefusal(row)) return row;
    const granted = toWithdraw(stores, row, notice);
    if ('refused' in granted) return granted;
    // Sealing can't be awaited inside the transaction: what was decided meanwhile is sealed in another round.
    const prepared = await prepareAll(context, stores, row, granted, by);
    const content = await withoutSensitive(context, stores, row, granted);
    if (isRefusal(content)) return content;
    const answer = context.storage.transactionSync(() =>
      commit(context, stores, row, { notice, by, prepared, content }),
    );
    if (answer !== null) return answer;
  }
}

/** The decisions that a withdrawal of this notice takes back; none when it is withdrawn already. */
function toWithdraw(stores: Withdrawing, row: LeadRow, notice: string): StoredDecision[] | Refusal {
  const current = stores.decisions.current(row);
  const asked = current.find((one) => one.notice.id === notice);
  const refusal = (code: string) => refuse('invalid_request', [{ path: 'notice', code }]);
  if (asked === undefined) return refusal('not_on_receipt');
  if (asked.decision === 'refused') return refusal('not_granted');
  if (asked.decision === 'withdrawn') return [];
  return asked.notice.kind === 'privacy' ? current.filter((one) => one.decision === 'granted') : [asked];
}

/** By the entry that each takes back. */
type Prepared = Map<number, LaterDecision>;

async function prepareAll(
  context: TenantContext,
  { forms }: Withdrawing,
  row: LeadRow,
  granted: readonly StoredDecision[],
  by: Withdrawer,
): Promise<Prepared> {
  const keys = await context.keys();
  const form = forms.version(row.form, row.form_version);
  if (form === undefined) throw new Error('a lead names a form version that is not there');
  const tenant = context.profile().id;
  const lead = leadId(context, row);
  const prepared: Prepared = new Map();
  for (const { notice, entry } of granted) {
    const record = consentRecord({
      tenant,
      controller: controllerOf(context.profile()),
      lead,
      ...('told' in by
        ? { channel: 'tenant' as const, told: { ...by.told, key: by.actor.key } }
        : { channel: 'receipt' as const }),
      form,
      notice,
      decision: 'withdrawn',
      atMs: context.now(),
      locale: form.locale,
      subject: row.phone_key === null ? undefined : toBase64Url(bytesOf(row.phone_key)),
    });
    const salt = context.random(32);
    const salted: SaltedRecord = { salt: toBase64Url(salt), record };
    prepared.set(entry, {
      leaf: leafOf(record, salt),
      envelope: await seal(keys, decisionContext(tenant, lead), salted),
    });
  }
  return prepared;
}

/**
 * The lead's content without the identity number, sealed anew, when nothing allows its use any more (PIPL art. 29, 47);
 * null when it stays as it is.
 */
async function withoutSensitive(
  context: TenantContext,
  { forms, decisions }: Withdrawing,
  row: LeadRow,
  granted: readonly StoredDecision[],
): Promise<Envelope | null | Refusal> {
  const entries = new Set(granted.map(({ entry }) => entry));
  const remain = decisions
    .current(row)
    .some((one) => one.notice.kind === 'sensitive' && one.decision === 'granted' && !entries.has(one.entry));
  if (remain || !granted.some(({ notice }) => notice.kind === 'sensitive')) return null;
  const form = forms.version(row.form, row.form_version);
  // Dead already: there is nothing to take out.
  if (form === undefined || row.wrapped_key === null) return null;
  const content = await openLead(context, row);
  if (isRefusal(content)) return content;
  const numbers = fieldsOf(form).filter(({ kind, id }) => kind === 'id_number' && id in content.values);
  if (numbers.length === 0) return null;
  const kept = Object.entries(content.values).filter(([field]) => !numbers.some(({ id }) => id === field));
  return sealAnew(context, row, { ...content, values: Object.fromEntries(kept) });
}

interface Ready {
  notice: string;
  by: Withdrawer;
  prepared: Prepared;
  content: Envelope | null;
}

/** Null when something else was granted, or the content changed, since it was prepared. */
function commit(
  context: TenantContext,
  stores: Withdrawing,
  read: LeadRow,
  { notice, by, prepared, content }: Ready,
): WithdrawalAnswer | Refusal | null {
  const row = stores.leads.row(read.seq);
  if (row === undefined) return refuse('not_found');
  if (content !== null && !isUnchanged(read, row)) return null;
  const granted = toWithdraw(stores, row, notice);
  if ('refused' in granted) return granted;
  const decisions = granted.flatMap(({ entry }) => prepared.get(entry) ?? []);
  if (decisions.length < granted.length) return null;
  for (const { notice: withdrawn } of granted) optOut(stores, row, withdrawn);
  for (const decision of decisions) decide(context, stores, row, decision);
  if ('told' in by && decisions.length > 0) {
    stores.accessLog.add(
      by.actor,
      'withdraw',
      row.seq,
      `${notice} withdrawn at the applicant’s word, ${told[by.told.by]}`,
    );
  }
  if (content !== null && decisions.length > 0) replaceContent(context, row.seq, content);
  const withdrawn = stores.decisions.current(row).find((one) => one.notice.id === notice);
  if (withdrawn === undefined) throw new Error('a withdrawn notice has no decision');
  if (withdrawn.notice.kind === 'privacy') {
    const reason =
      'told' in by ? 'the privacy notice withdrawn at the applicant’s word' : 'withdrew the privacy notice';
    eraseRow(context, stores, row, by.actor, reason);
  }
  return {
    notice,
    decision: 'withdrawn',
    at: withdrawn.at,
    entry: { index: withdrawn.entry, leafHash: toBase64Url(withdrawn.leafHash) },
    erases: withdrawn.notice.kind === 'privacy',
  };
}

const told: Record<TellingChannel, string> = {
  phone: 'told by telephone',
  sms: 'told by message',
  visit: 'told in person',
};

/** Before the lead may lose its phone. One that has none any more can't be told from others. */
function optOut({ suppressions }: Withdrawing, row: LeadRow, { kind, channels }: PublishedNotice): void {
  if (kind !== 'marketing' || row.phone_key === null || row.key_id === null) return;
  suppressions.add(row.phone_key, row.key_id, channelsOf({ channels }));
}
