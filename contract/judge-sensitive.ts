/** Owns which values need a consent of their own, and the refusal of those without (PIPL art. 28 to 30); not storage. */
import { type Field, fieldsOf, type Step, type Values } from './form.ts';
import type { PublishedNotice } from './notice.ts';
import { type Refusal, refuse } from './problem.ts';
import { holdsSensitiveNumber } from './sensitive-number.ts';
import type { RecordedDecision } from './submission.ts';

/** What holds of a notice: of one withdrawn, nothing. */
interface Decided {
  notice: string;
  decision: RecordedDecision;
}

type Judged = Pick<PublishedNotice, 'id' | 'kind' | 'fields'>;

/**
 * Ids of the fields whose values may not be kept under these decisions: a `sensitive` notice names the field, or it asks
 * for an identity number, and no notice that names it is granted. What it asks is the applicant's to keep.
 */
export function withheldFields(
  form: { steps: Step[] },
  notices: readonly Judged[],
  grants: readonly Decided[],
): ReadonlySet<string> {
  const granted = new Set(grants.flatMap(({ notice, decision }) => (decision === 'granted' ? [notice] : [])));
  const sensitive = notices.filter(({ kind }) => kind === 'sensitive');
  const withheld = fieldsOf(form).filter((field) => {
    const covering = coveringNotices(field, sensitive);
    const isSensitive = covering.length > 0 || field.kind === 'id_number';
    return isSensitive && !covering.some(({ id }) => granted.has(id));
  });
  return new Set(withheld.map(({ id }) => id));
}

/**
 * Those of them that need no answer, since the applicant refused what would let it be kept. One that is left blank while
 * nobody has refused anything is as missing as any other.
 */
export function freedFields(
  form: { steps: Step[] },
  notices: readonly Judged[],
  grants: readonly Decided[],
): ReadonlySet<string> {
  const refused = new Set(grants.flatMap(({ notice, decision }) => (decision === 'refused' ? [notice] : [])));
  const withheld = withheldFields(form, notices, grants);
  const freed = fieldsOf(form).filter((field) => {
    if (!withheld.has(field.id)) return false;
    const covering = coveringNotices(field, notices);
    // Where no notice could ever let it be kept, as in forms of before, nothing can be refused either.
    return covering.length === 0 || covering.some(({ id }) => refused.has(id));
  });
  return new Set(freed.map(({ id }) => id));
}

/** The `sensitive` notices any one of which, once granted, lets the field's value be kept. */
export function coveringNotices<Notice extends Judged>(
  field: Pick<Field, 'id' | 'kind'>,
  notices: readonly Notice[],
): Notice[] {
  return notices.filter((notice) => {
    if (notice.kind !== 'sensitive') return false;
    const { fields = [] } = notice;
    // Notices published before fields were named by them were asked for the identity number.
    return fields.length === 0 ? field.kind === 'id_number' : fields.includes(field.id);
  });
}

/**
 * Null when every value may be kept; else `consent_missing` with each value that lacks its consent, or
 * `sensitive_value` with each field that holds an identity or bank card number although it does not ask for one.
 */
export function judgeSensitive(
  form: { steps: Step[] },
  notices: readonly Judged[],
  values: Values,
  grants: readonly Decided[],
  withheld = withheldFields(form, notices, grants),
): Refusal | null {
  const given = fieldsOf(form).filter((field) => values[field.id] !== undefined);
  const uncovered = given.filter(({ id }) => withheld.has(id));
  if (uncovered.length > 0) {
    return refuse(
      'consent_missing',
      uncovered.map(({ id }) => ({ path: id, code: 'needed_for_value' })),
    );
  }
  const disguised = given.filter(
    (field) =>
      isWrittenFreely(field) &&
      coveringNotices(field, notices).length === 0 &&
      holdsSensitiveNumber(values[field.id]),
  );
  if (disguised.length === 0) return null;
  return refuse(
    'sensitive_value',
    disguised.map(({ id }) => ({ path: id, code: 'sensitive_value' })),
  );
}

/** Hidden fields hold identifiers of the page's own, such as click ids; a company's code has a form of its own. */
function isWrittenFreely({ kind, hidden }: Field): boolean {
  return (
    !hidden &&
    (kind === 'text' || kind === 'name' || kind === 'company' || kind === 'email' || kind === 'number')
  );
}
