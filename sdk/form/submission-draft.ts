/** Owns how a filled form becomes a submission (contract/submission.ts); must not read the page or send. */
import type { Values } from '../../contract/form.ts';
import type { FormBundle, Grant, Presentation, Submission } from '../../contract/submission.ts';
import { plainJson } from '../send/plain-json.ts';

/** One decision on one notice, for every notice of the form: ticked is granted, unticked is refused. */
export function grantsOf(
  bundle: FormBundle,
  ticked: ReadonlySet<string>,
  presentationOf: (notice: string) => Presentation,
): Grant[] {
  return bundle.form.consents.map(({ notice, version, digest }) => ({
    notice,
    version,
    digest,
    decision: ticked.has(notice) ? 'granted' : 'refused',
    presentation: presentationOf(notice),
  }));
}

/** What tells one application from a changed one: values and decisions, not how they were shown. */
export function fingerprintOf(bundle: FormBundle, values: Values, grants: readonly Grant[]): string {
  return plainJson([bundle.digest, values, grants.map((grant) => grant.decision)]);
}

export function draftSubmission(
  bundle: FormBundle,
  values: Values,
  grants: Grant[],
  source: Pick<Submission, 'ref' | 'touches' | 'utm' | 'page'>,
  made: { id: string; startedAt: string; sdk: string },
): Submission {
  return {
    id: made.id,
    form: bundle.form.id,
    formVersion: bundle.version,
    values,
    grants,
    ...source,
    startedAt: made.startedAt,
    sdk: made.sdk,
  };
}
