/** Owns the duties that a notice must fulfil before it is published (rules.md §4); must not know where it is kept. */
import { mainland, type Recipient } from '../../contract/notice.ts';
import { folded, levelled } from '../../contract/plain-text.ts';
import type { Finding } from '../../contract/problem.ts';
import type { Steps } from '../../contract/steps.ts';
import { checkClauses } from './check-clauses.ts';
import { checkPrivacyScope } from './check-privacy-scope.ts';
import { checkTold } from './check-told.ts';
import { forbiddenCopy } from './copy-findings.ts';
import { isCredit, lawOf } from './law-sources.ts';
import type { NoticeDraft } from './notice-schema.ts';
import { searchedTexts } from './notice-texts.ts';
import { isTextDuty, isWeakDuty } from './weak-duty.ts';

/** What every notice must tell: purpose, kinds, retention, refusal, withdrawal, contact (PIPL art. 15–17). */
const duties = ['purposes', 'infoKinds', 'retention', 'refusal', 'withdrawal', 'contact'] as const;

/** A purpose that says nothing. */
const emptyPurpose =
  /^(?:其他|其它|其他用途|其他目的|等|相关用途|业务需要|other|others|other purposes)[。.]?$/;
/** A bureau without its name. */
const unnamedBureau =
  /^(?:各|有关|相关|其他|依法设立的|合法的|持牌)*(?:个人)?征信(?:机构|公司|系统|平台)?等?$|等征信机构$|^(?:credit )?bureaus?$/;

type RecipientOf = (id: string) => Recipient | undefined;

/** What the words of a notice are found to say. */
export interface NoticeWords {
  /** For which it is refused. */
  findings: Finding[];
  /** Duties that they leave untold. */
  untold: Finding[];
}

/** Reads every word of a notice. */
export function* checkNoticeWords(draft: NoticeDraft, recipientOf: RecipientOf): Steps<NoticeWords> {
  const texts = yield* searchedTexts(draft);
  const names = (draft.recipients ?? []).flatMap((id) => recipientOf(id)?.legalName ?? []);
  const clauses = yield* checkClauses(draft.kind, texts, names);
  const scope = draft.kind === 'privacy' ? yield* checkPrivacyScope(draft, texts) : [];
  const summary = yield* checkSummary(draft);
  const untold = yield* checkTold(draft, texts, recipientOf);
  return { findings: [...clauses, ...scope, ...summary], untold };
}

/** Every finding on structure and duties at once. What only the words can tell is asked by `checkNoticeWords`. */
export function checkNotice(draft: Omit<NoticeDraft, 'blocks'>, recipientOf: RecipientOf): Finding[] {
  const findings: Finding[] = [];
  const found = (path: string, code: string, phrase?: string) =>
    findings.push({ path, code, ...lawOf(path, draft.kind), ...(phrase === undefined ? {} : { phrase }) });
  for (const duty of duties) {
    const told = draft[duty];
    if (told === undefined || told.length === 0) found(duty, 'missing_duty');
    else if (isTextDuty(duty) && typeof told === 'string' && isWeakDuty(duty, told))
      found(duty, `weak_${duty}`, told);
  }
  for (const [at, purpose] of (draft.purposes ?? []).entries()) {
    if (emptyPurpose.test(folded(levelled(purpose)))) found(`purposes.${at}`, 'vague_purpose', purpose);
  }
  const named = draft.recipients ?? [];
  if (new Set(named).size !== named.length) found('recipients', 'named_twice');
  for (const [at, id] of named.entries()) {
    if (recipientOf(id) === undefined) found(`recipients.${at}`, 'unknown_recipient');
  }
  if (draft.kind === 'provide') {
    if (named.length === 0) found('recipients', 'missing_duty');
    if ((draft.fields ?? []).length === 0) found('fields', 'missing_duty');
    if (named.includes('self')) found('recipients', 'self_is_no_third_party');
  }
  if (draft.kind === 'sensitive' && (draft.fields ?? []).length === 0) found('fields', 'missing_duty');
  if (draft.kind === 'cross_border') {
    if (named.length === 0) found('recipients', 'missing_duty');
    if ((draft.fields ?? []).length === 0) found('fields', 'missing_duty');
    for (const [at, id] of named.entries()) {
      const party = recipientOf(id);
      if (party !== undefined && (party.region ?? mainland) === mainland)
        found(`recipients.${at}`, 'not_abroad');
    }
  }
  // Each recipient is consented to by itself (PIPL art. 23): another is another notice, with a row of its own.
  const isOneOnly = draft.kind === 'provide' || draft.kind === 'cross_border';
  if (isOneOnly && new Set(named).size > 1) found('recipients', 'one_recipient');
  if (draft.kind === 'privacy') {
    for (const [at, id] of named.entries()) {
      const party = recipientOf(id);
      if (party !== undefined && party.kind !== 'processor' && party.kind !== 'self')
        found(`recipients.${at}`, 'provision_in_privacy');
    }
  }
  if (draft.kind === 'marketing' && draft.channels === undefined) found('channels', 'missing_duty');
  if (draft.kind !== 'marketing' && draft.channels !== undefined) found('channels', 'only_for_marketing');
  if (draft.kind === 'credit_query') {
    const only = named.length === 1 && named[0] !== undefined ? recipientOf(named[0]) : undefined;
    if (named.length !== 1) found('recipients', 'one_querying_institution');
    else if (only !== undefined && only.kind !== 'lender') found('recipients.0', 'not_a_lender');
    if (draft.creditPurpose === undefined) found('creditPurpose', 'missing_duty');
  }
  if (isCredit(draft.kind) && (draft.bureaus ?? []).length === 0) found('bureaus', 'missing_duty');
  for (const [at, bureau] of (draft.bureaus ?? []).entries()) {
    if (unnamedBureau.test(folded(levelled(bureau)))) found(`bureaus.${at}`, 'unnamed_bureau', bureau);
  }
  return findings;
}

/** The line by the checkbox stands on the form, and is held to the words of copy as the form is. */
function* checkSummary({ summary }: NoticeDraft): Steps<Finding[]> {
  if (summary === undefined) return [];
  const findings = yield* forbiddenCopy([{ path: 'summary', text: summary, part: 'copy' }]);
  // K36 is a clause too (`one_tap`): told once.
  return findings.filter(({ rule }) => rule !== 'K36');
}
