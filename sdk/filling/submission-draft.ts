/** Owns how a filled form becomes a submission (contract/submission.ts); must not read the page or send. */
import type { PinnedConsent, Values } from '../../contract/form.ts';
import type { MarketingChannel } from '../../contract/notice.ts';
import type { FormBundle, Grant, Presentation, Submission } from '../../contract/submission.ts';
import { plainJson } from '../send/plain-json.ts';

/** One decision on each notice that was asked: ticked is granted, unticked is refused. */
export function grantsOf(
  asked: readonly PinnedConsent[],
  ticked: ReadonlySet<string>,
  presentationOf: (notice: string) => Presentation,
  channelsOf: (notice: string) => MarketingChannel[] | undefined,
): Grant[] {
  return asked.map(({ notice, version, digest }) => {
    const isGranted = ticked.has(notice);
    return {
      notice,
      version,
      digest,
      decision: isGranted ? 'granted' : 'refused',
      presentation: presentationOf(notice),
      channels: isGranted ? channelsOf(notice) : undefined,
    };
  });
}

/** What tells one application from a changed one: values, decisions and what else was given, not how they were shown. */
export function fingerprintOf(
  bundle: FormBundle,
  values: Values,
  grants: readonly Grant[],
  given: readonly (string | boolean)[],
): string {
  return plainJson([
    bundle.digest,
    values,
    grants.map(({ decision, channels }) => [decision, channels]),
    given,
  ]);
}

export function draftSubmission(
  bundle: FormBundle,
  values: Values,
  grants: Grant[],
  source: Pick<Submission, 'ref' | 'touches' | 'utm' | 'page'>,
  made: Required<
    Pick<Submission, 'id' | 'startedAt' | 'sdk' | 'phoneCode' | 'trap' | 'declarations' | 'costSheet'>
  >,
): Submission {
  return {
    id: made.id,
    form: bundle.form.id,
    formVersion: bundle.version,
    values,
    grants,
    ...source,
    phoneCode: made.phoneCode,
    trap: made.trap,
    declarations: made.declarations,
    startedAt: made.startedAt,
    costSheet: made.costSheet,
    sdk: made.sdk,
  };
}
