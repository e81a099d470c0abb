/** Owns whether a form draft may be published with these notices; must not know where either is kept. */
import { type Field, fieldsOf, isSmsVerified, personKinds, type ShowIf } from '../../contract/form.ts';
import { coveringNotices } from '../../contract/judge-sensitive.ts';
import { textsOfForm } from '../../contract/lint/linted-texts.ts';
import type { PublishedNotice } from '../../contract/notice.ts';
import type { Finding } from '../../contract/problem.ts';
import type { Steps } from '../../contract/steps.ts';
import { checkTerms } from './check-terms.ts';
import { forbiddenCopy } from './copy-findings.ts';
import type { Publisher } from './cost-cap.ts';
import { findForbiddenFields } from './forbidden-fields.ts';
import type { FormDraft } from './form-schema.ts';
import { findSensitiveFields, type SensitiveField } from './sensitive-fields.ts';
import { contradictingRates, rangeOf } from './stated-rates.ts';
import { illegibleIn } from './theme-colours.ts';

type Found = (path: string, code: string) => void;

/** What the words of a form are found to say. */
export interface FormWords {
  /** For which it is refused: its copy, and what no form may ask. */
  findings: Finding[];
  /** Fields that ask for sensitive information, each of which needs a notice that names it. */
  sensitive: SensitiveField[];
}

/** Reads every word of a form. */
export function* checkFormWords(draft: FormDraft): Steps<FormWords> {
  const fields = yield* findForbiddenFields(draft);
  const texts = textsOfForm(draft);
  const copy = yield* forbiddenCopy(texts);
  const { disclosure } = draft;
  const rates = disclosure === undefined ? [] : yield* contradictingRates(texts, rangeOf(disclosure));
  const isForbidden = (path: string) => fields.some((finding) => finding.path.startsWith(`${path}.`));
  const sensitive = yield* findSensitiveFields(draft);
  return {
    findings: [...fields, ...copy, ...rates],
    sensitive: sensitive.filter(({ path }) => !isForbidden(path)),
  };
}

/**
 * Every finding on its structure and words at once; none means that the form may be published.
 * @param words as `checkFormWords` found them
 * @param hasSms whether the tenant has set up a provider of SMS codes
 * @param publisher who publishes it, and when
 */
export function checkForm(
  draft: FormDraft,
  noticeOf: (id: string) => PublishedNotice | undefined,
  words: FormWords,
  hasSms: boolean,
  publisher: Publisher,
): Finding[] {
  const findings: Finding[] = [];
  const found: Found = (path, code) => findings.push({ path, code });
  checkFields(draft, found);
  checkVerified(draft, hasSms, found);
  checkConsents(draft, noticeOf, found);
  findings.push(...checkTerms(draft, publisher));
  for (const name of illegibleIn(draft.theme ?? {})) found(`theme.${name}`, 'hard_to_read');
  const notices = draft.consents.map((consent) => noticeOf(consent.notice));
  findings.push(...words.findings, ...checkCoverage(draft, notices, words.sensitive));
  return findings;
}

function checkFields(draft: FormDraft, found: Found): void {
  const earlier = new Map<string, Field>();
  for (const [step, { fields }] of draft.steps.entries()) {
    for (const [at, field] of fields.entries()) {
      const path = `steps.${step}.fields.${at}`;
      if (earlier.has(field.id)) found(`${path}.id`, 'id_used_twice');
      if (field.showIf !== undefined)
        checkCondition(field.showIf, earlier.get(field.showIf.field), path, found);
      if ('min' in field && 'max' in field && isAbove(field.min, field.max))
        found(`${path}.min`, 'min_over_max');
      if ('options' in field && hasTwins(field.options)) found(`${path}.options`, 'option_used_twice');
      if (field.hidden) checkHidden(field, path, found);
      earlier.set(field.id, field);
    }
  }
}

/** Nobody can be made to fill what is not shown, and what comes by URL must not say who someone is. */
function checkHidden(field: Field, path: string, found: Found): void {
  if (personKinds.includes(field.kind)) found(`${path}.hidden`, 'hidden_kind');
  if (field.required) found(`${path}.required`, 'hidden_required');
}

/** A submission carries one code, so that one phone at most is verified; and somebody must be there to send it. */
function checkVerified(draft: FormDraft, hasSms: boolean, found: Found): void {
  let verified = 0;
  for (const [step, { fields }] of draft.steps.entries()) {
    for (const [at, field] of fields.entries()) {
      if (!isSmsVerified(field)) continue;
      verified += 1;
      if (!hasSms) found(`steps.${step}.fields.${at}.verify`, 'sms_not_configured');
      else if (verified > 1) found(`steps.${step}.fields.${at}.verify`, 'sms_asked_twice');
    }
  }
}

/** Conditions look back only, at a field that can have the compared values. */
function checkCondition(condition: ShowIf, target: Field | undefined, path: string, found: Found): void {
  if (target === undefined) {
    found(`${path}.showIf.field`, 'not_an_earlier_field');
  } else if (condition.op === 'gt' || condition.op === 'lt') {
    const numeric = target.kind === 'amount' || target.kind === 'term' || target.kind === 'number';
    if (!numeric || typeof condition.value !== 'number') found(`${path}.showIf.op`, 'not_a_number');
  }
}

function isAbove(min: string | number | undefined, max: string | number | undefined): boolean {
  return min !== undefined && max !== undefined && min > max;
}

function hasTwins(options: (number | { value: string })[]): boolean {
  const values = options.map((option) => (typeof option === 'number' ? option : option.value));
  return new Set(values).size !== values.length;
}

/**
 * One `privacy` notice at least must be required; no other kind may be, except one `provide` (PIPL art. 16: no
 * refusal of service for a consent that the service does not need).
 */
function checkConsents(
  draft: FormDraft,
  noticeOf: (id: string) => PublishedNotice | undefined,
  found: Found,
): void {
  const notices = draft.consents.map((consent) => noticeOf(consent.notice));
  const seen = new Set<string>();
  let requiredProvisions = 0;
  for (const [at, consent] of draft.consents.entries()) {
    const notice = notices[at];
    if (seen.has(consent.notice)) found(`consents.${at}.notice`, 'named_twice');
    seen.add(consent.notice);
    if (notice === undefined) {
      found(`consents.${at}.notice`, 'unknown_notice');
    } else if (consent.required && notice.kind !== 'privacy') {
      if (notice.kind === 'provide') requiredProvisions += 1;
      if (notice.kind !== 'provide' || requiredProvisions > 1)
        found(`consents.${at}.required`, 'must_be_optional');
    }
  }
  const hasPrivacy = draft.consents.some(
    (consent, at) => consent.required && notices[at]?.kind === 'privacy',
  );
  if (!hasPrivacy) found('consents', 'privacy_not_required');
}

/**
 * A `sensitive` notice names each field that asks for such information, and nothing that is not asked. A notice on who
 * is given what may serve several forms: it names a field of this one at least.
 */
function checkCoverage(
  draft: FormDraft,
  notices: readonly (PublishedNotice | undefined)[],
  sensitive: readonly SensitiveField[],
): Finding[] {
  const known = notices.filter((notice) => notice !== undefined);
  const uncovered = sensitive.filter(({ field }) => coveringNotices(field, known).length === 0);
  const ids = new Set(fieldsOf(draft).map(({ id }) => id));
  const strange = notices.flatMap((notice, at): Finding[] => {
    const { kind, fields = [] } = notice ?? {};
    const missing = fields.filter((id) => !ids.has(id));
    const isShared = (kind === 'provide' || kind === 'cross_border') && missing.length < fields.length;
    if (missing.length === 0 || isShared) return [];
    return [{ path: `consents.${at}.notice`, code: 'names_no_such_field', phrase: missing.join(', ') }];
  });
  return [
    ...uncovered.map(({ path, member, phrase, asks }): Finding => {
      const { name, rule, source } = asks;
      const told = phrase === undefined ? {} : { phrase };
      return {
        path: `${path}.${member}`,
        code: 'sensitive_field_uncovered',
        rule,
        source,
        reason: {
          zh: `属于敏感个人信息（${name.zh}），须有一份 sensitive 授权文本在 fields 中写明此字段${ofCompanyZh(asks)}`,
          en: `Sensitive personal information (${name.en}): a sensitive notice must name this field in its fields${ofCompanyEn(asks)}`,
        },
        ...told,
      };
    }),
    ...strange,
  ];
}

function ofCompanyZh({ isCompanysToo }: SensitiveField['asks']): string {
  return isCompanysToo ? '；若指企业，请在标签中写明“企业”' : '';
}

function ofCompanyEn({ isCompanysToo }: SensitiveField['asks']): string {
  return isCompanysToo ? '; if a company is meant, let the label say so' : '';
}
