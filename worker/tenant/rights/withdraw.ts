/** Owns the withdrawal of a grant at its applicant's wish: record, entry and what follows; must not know HTTP. */
import { flagsAfterChange } from '../../../contract/age.ts';
import type { LeadFlag } from '../../../contract/event.ts';
import { chinaDateAt } from '../../../contract/fields/date.ts';
import { fieldsOf } from '../../../contract/form.ts';
import { coveringNotices } from '../../../contract/judge-sensitive.ts';
import type { PublishedNotice } from '../../../contract/notice.ts';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import type { TellingChannel, WithdrawalAnswer } from '../../../contract/receipt.ts';
import { channelsOf } from '../../delivery/marketing-channels.ts';
import { valuesIn } from '../../delivery/still-covered.ts';
import { toBase64Url } from '../../encoding/bytes.ts';
import { consentRecord } from '../../ledger/consent-record.ts';
import { leafOf, type SaltedRecord } from '../../ledger/leaf.ts';
import { type Envelope, seal } from '../../sealing/envelope.ts';
import type { AccessLog, applicant } from '../access-log.ts';
import type { TenantContext } from '../context.ts';
import { withheldOf, without } from '../covered-values.ts';
import { type Deciding, decide, type LaterDecision } from '../decide.ts';
import { decisionContext, type StoredDecision } from '../decisions.ts';
import { resealBodies, type SealedBody } from '../delivery/kept-bodies.ts';
import type { FormStore } from '../forms.ts';
import type { Actor } from '../keys.ts';
import { phoneOf } from '../lead-digests.ts';
import type { LeadRow } from '../leads.ts';
import { controllerOf } from '../profile.ts';
import { leadId } from '../public-ids.ts';
import type { BringUp } from '../rekeying/resealer.ts';
import { bytesOf } from '../rows.ts';
import type { SuppressionStore } from '../suppressions.ts';
import { isUnchanged, openLead, replaceContent, sealAnew } from './clear-lead.ts';
import { type Erasing, eraseRow } from './erase.ts';
import { tellCorrected } from './tell-corrected.ts';

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
    const remains = await withoutCovered(context, stores, row, granted);
    if (isRefusal(remains)) return remains;
    const answer = context.storage.transactionSync(() =>
      commit(context, stores, row, { notice, by, prepared, remains }),
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

/** A lead's content without what a withdrawal destroys, sealed anew with what of its kept bodies holds none of it. */
interface Remains {
  envelope: Envelope;
  bodies: SealedBody[];
  /** A phone may be among what is destroyed. */
  hasPhone: boolean;
  /** An identity number may be, and what it told of the applicant's age goes with it. */
  flags: LeadFlag[];
}

/**
 * Without exactly the values that the withdrawn notices covered and that no other granted one does (PIPL art. 29, 47);
 * null when the content stays as it is. The erasure that follows a withdrawn privacy notice takes everything.
 */
async function withoutCovered(
  context: TenantContext,
  { forms, decisions }: Withdrawing,
  row: LeadRow,
  granted: readonly StoredDecision[],
): Promise<Remains | null | Refusal> {
  const withdrawn = granted.map(({ notice }) => notice);
  if (!withdrawn.some(({ kind }) => kind === 'sensitive')) return null;
  const form = forms.version(row.form, row.form_version);
  // Dead already, or about to be: there is nothing to take out.
  if (withdrawn.some(({ kind }) => kind === 'privacy') || form === undefined || row.wrapped_key === null)
    return null;
  const content = await openLead(context, row);
  if (isRefusal(content)) return content;
  const entries = new Set(granted.map(({ entry }) => entry));
  const remaining = decisions.current(row).filter(({ entry }) => !entries.has(entry));
  const withheld = withheldOf(forms, row, remaining);
  const destroyed = fieldsOf(form)
    .filter((field) => withheld.has(field.id) && coveringNotices(field, withdrawn).length > 0)
    .map(({ id }) => id)
    .filter((id) => Object.hasOwn(content.values, id));
  if (destroyed.length === 0) return null;
  const values = without(content.values, new Set(destroyed));
  const envelope = await sealAnew(context, row, { ...content, values });
  const bodies = await resealBodies(context, row, envelope, (body) => {
    const held = valuesIn(body);
    return !destroyed.some((id) => Object.hasOwn(held, id));
  });
  const flags = flagsAfterChange(JSON.parse(row.flags), form, values, chinaDateAt(context.now()));
  return { envelope, bodies, hasPhone: phoneOf(form, values) !== undefined, flags };
}

interface Ready {
  notice: string;
  by: Withdrawer;
  prepared: Prepared;
  remains: Remains | null;
}

/** Null when something else was granted, or the content changed, since it was prepared. */
function commit(
  context: TenantContext,
  stores: Withdrawing,
  read: LeadRow,
  { notice, by, prepared, remains }: Ready,
): WithdrawalAnswer | Refusal | null {
  const row = stores.leads.row(read.seq);
  if (row === undefined) return refuse('not_found');
  if (remains !== null && !isUnchanged(read, row)) return null;
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
  if (remains !== null && decisions.length > 0) {
    replaceContent(context, row.seq, remains.envelope, remains.bodies);
    context.sql.exec('UPDATE leads SET flags = ? WHERE seq = ?', JSON.stringify(remains.flags), row.seq);
    if (!remains.hasPhone) context.sql.exec('UPDATE leads SET phone_key = NULL WHERE seq = ?', row.seq);
    tellCorrected(context, stores, row);
  }
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
