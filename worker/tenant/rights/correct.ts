/** Owns the correction of a lead's values (PIPL art. 46): judged as at first, sealed anew, told to who has them; not HTTP. */
import { flagsAfterChange } from '../../../contract/age.ts';
import { chinaDateAt } from '../../../contract/fields/date.ts';
import { fieldsOf, isSmsVerified, type PublishedForm, type Values } from '../../../contract/form.ts';
import { judgeSensitive, withheldFields } from '../../../contract/judge-sensitive.ts';
import { judgeValues } from '../../../contract/judge-values.ts';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { keyedDigests } from '../../sealing/tenant-keys.ts';
import type { AccessLog } from '../access-log.ts';
import type { TenantContext } from '../context.ts';
import type { Deciding } from '../decide.ts';
import { resealBodies } from '../delivery/kept-bodies.ts';
import type { FormStore } from '../forms.ts';
import { phoneOf } from '../lead-digests.ts';
import type { LeadRow } from '../leads.ts';
import { movePhone } from '../phone-digests.ts';
import type { BringUp } from '../rekeying/resealer.ts';
import { blobOf } from '../rows.ts';
import { isUnchanged, openLead, replaceContent, sealAnew } from './clear-lead.ts';
import { tellCorrected } from './tell-corrected.ts';
import { type Corrector, wordsOf } from './who-asks.ts';

export type Correcting = Deciding & { forms: FormStore; accessLog: AccessLog; bringUp: BringUp };

/**
 * Puts `changes` over the values, by field id; a blank one takes its answer away. The same values again change
 * nothing. The submission's fingerprint stays: its own replay must still be told from a conflict.
 */
export async function correct(
  context: TenantContext,
  stores: Correcting,
  lead: number,
  changes: Record<string, unknown>,
  by: Corrector,
): Promise<{ corrected: boolean } | Refusal> {
  const row = await stores.bringUp(lead);
  if (isRefusal(row)) return row;
  const form = stores.forms.version(row.form, row.form_version);
  if (form === undefined) throw new Error('a lead names a form version that is not there');
  const content = await openLead(context, row);
  if (isRefusal(content)) return content;
  const judged = judge(context, stores, row, form, content.values, changes);
  if ('refused' in judged) return judged;
  if (isSame(content.values, judged.values)) return { corrected: false };
  const envelope = await sealAnew(context, row, { ...content, values: judged.values });
  // What is on its way goes on as it was: the correction follows it.
  const bodies = await resealBodies(context, row, envelope);
  const phone = phoneOf(form, judged.values);
  const [phoneKey, ...earlier] =
    phone === undefined ? [] : await keyedDigests(await context.keys(), 'phone', phone);
  const isAnotherPhone = phone !== phoneOf(form, content.values);
  const isApplicants = 'proof' in by && by.proof !== 'number';
  return context.storage.transactionSync((): { corrected: true } | Refusal => {
    const now = stores.leads.row(row.seq);
    if (now === undefined || !isUnchanged(row, now)) return refuse('lead_changed');
    replaceContent(context, row.seq, envelope, bodies);
    if (phoneKey !== undefined) for (const one of earlier) movePhone(context, blobOf(one), blobOf(phoneKey));
    context.sql.exec(
      'UPDATE leads SET phone_key = ?, phone_unproven = ?, flags = ? WHERE seq = ?',
      phoneKey === undefined ? null : blobOf(phoneKey),
      // Codes by which an applicant signs must not go to a phone that somebody else put here.
      isAnotherPhone ? (isApplicants ? null : 1) : now.phone_unproven,
      JSON.stringify(
        flagsAfterChange(JSON.parse(now.flags), form, judged.values, chinaDateAt(context.now())),
      ),
      row.seq,
    );
    tellCorrected(context, stores, now);
    stores.accessLog.add(by.actor, 'correct', row.seq, `values corrected ${wordsOf(by)}`);
    return { corrected: true };
  });
}

function judge(
  context: TenantContext,
  { decisions, forms }: Correcting,
  row: LeadRow,
  form: PublishedForm,
  values: Values,
  changes: Record<string, unknown>,
): { values: Values } | Refusal {
  const raw = Object.fromEntries([...Object.entries(values), ...Object.entries(changes)]);
  const current = decisions.current(row);
  const grants = current.flatMap(({ notice, decision }) =>
    decision === 'withdrawn'
      ? []
      : [{ notice: notice.id, version: notice.version, digest: notice.digest, decision }],
  );
  const notices = forms.bundle(form.id, form.version)?.notices ?? [];
  const withheld = withheldFields(form, notices, grants);
  const judged = judgeValues(form, raw, chinaDateAt(context.now()), withheld);
  if ('errors' in judged) return refuse('invalid_values', judged.errors);
  // What a code has proven can't be talked into another number.
  const proven = fieldsOf(form).find(isSmsVerified);
  if (proven !== undefined && judged.values[proven.id] !== values[proven.id]) {
    return refuse('invalid_values', [{ path: proven.id, code: 'phone_is_proven' }]);
  }
  // What the lead holds of before, and nobody touches, is no reason to refuse another correction.
  const changed = Object.entries(judged.values).filter(([id]) => Object.hasOwn(changes, id));
  return judgeSensitive(form, notices, Object.fromEntries(changed), grants) ?? judged;
}

function isSame(a: Values, b: Values): boolean {
  const text = (values: Values) =>
    JSON.stringify(Object.entries(values).sort(([x], [y]) => (x < y ? -1 : 1)));
  return text(a) === text(b);
}
