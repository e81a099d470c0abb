/** Owns the texts that a lead's keyed digests are taken of; must not know the keys or what the digests are for. */
import { canonicalJson } from '../../contract/canonical-json.ts';
import { fieldsOf, type PublishedForm, type Values } from '../../contract/form.ts';
import type { MarketingChannel } from '../../contract/notice.ts';
import type { RecordedDecision } from '../../contract/submission.ts';

/** What two submissions of one id must share: values and decisions. How it was shown may differ between tries. */
export function fingerprintText(
  form: string,
  values: Values,
  grants: readonly {
    notice: string;
    version: number;
    decision: RecordedDecision;
    channels?: readonly MarketingChannel[] | undefined;
  }[],
): string {
  const decisions = grants
    .map(({ notice, version, decision, channels }) => {
      const named = channels === undefined ? '' : `:${[...channels].sort().join()}`;
      return `${notice}@${version}:${decision}${named}`;
    })
    .sort();
  return canonicalJson([form, values, decisions]);
}

/** The phone that a lead is found again by: the form's first that was given. */
export function phoneOf(form: PublishedForm, values: Values): string | undefined {
  const field = fieldsOf(form).find((one) => one.kind === 'phone' && one.id in values);
  const phone = field === undefined ? undefined : values[field.id];
  return typeof phone === 'string' ? phone : undefined;
}
