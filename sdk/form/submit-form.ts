/** Owns what becomes of a filled form: sent, accepted, or back to the applicant with what to do; must not judge or draw. */
import { fieldsOf, type Values } from '../../contract/form.ts';
import { pageOf, utmOf } from '../attribution/page-source.ts';
import { fetchBundle } from '../send/fetch-bundle.ts';
import { plainJson } from '../send/plain-json.ts';
import { postSubmission, type Refused } from '../send/send-submission.ts';
import { dropSubmissionId, keepSubmissionId } from '../send/submission-id.ts';
import { version } from '../version.ts';
import type { PresentationMeter } from './consents/presentation-meter.ts';
import { focusIds } from './form-state.ts';
import type { FillingPorts } from './second-part.ts';
import { draftSubmission, fingerprintOf, grantsOf } from './submission-draft.ts';
import * as words from './words-zh-cn.ts';

/** Answers the function that takes valid values to the server and the outcome to the screen. */
export function createSubmit(
  { session, config, touches, emit, focus }: FillingPorts,
  meter: PresentationMeter,
) {
  const { base, tenant, form, ref } = config;
  const source = { ref, touches, utm: utmOf(location.search), page: pageOf(location.href) };
  let last = { fingerprint: '', body: '' };

  /** The same bytes for the same application, however often the button is pressed. */
  const bodyFor = (values: Values): string => {
    const { state, decided, startedAt } = session;
    const grants = grantsOf(state.bundle, state.ticked, (notice) => ({
      ...meter.read(notice),
      trusted: decided.has(notice) || undefined,
    }));
    const fingerprint = fingerprintOf(state.bundle, values, grants);
    if (last.fingerprint !== fingerprint) {
      const made = { id: keepSubmissionId(tenant, form), startedAt, sdk: version };
      const body = plainJson(draftSubmission(state.bundle, values, grants, source, made));
      last = { fingerprint, body };
    }
    return last.body;
  };

  const stop = (code: string) => {
    session.set({ sending: 'no', banner: words.problemWords[code] ?? words.otherProblem, spoken: '' });
    // For whoever embeds the form; nothing of what was typed is in it.
    console.error(`[jinjian] ${tenant}/${form}: submission not accepted, ${code}`);
  };

  /** Another version was published meanwhile: what was typed stays, every consent is asked again. */
  const renew = async () => {
    const fetched = await fetchBundle(base, tenant, form);
    if ('failed' in fetched) return stop(fetched.failed);
    const { bundle } = fetched;
    meter.forget();
    session.decided.clear();
    session.set({ bundle, ticked: new Set(), step: bundle.form.steps.length - 1 });
    stop('consent_outdated');
    focus(focusIds.consent(bundle.form.consents[0]?.notice ?? ''));
  };

  const refused = async ({ code, errors }: Refused) => {
    const { bundle } = session.state;
    const places = [...fieldsOf(bundle.form), ...bundle.notices];
    const shown = errors.filter(({ path }) => places.some(({ id }) => id === path));
    if (code === 'consent_outdated') await renew();
    else if (shown.length > 0)
      session.showErrors(new Map(shown.map(({ path, message }) => [path, message] as const)));
    else stop(code);
    emit('jinjian:error', { code });
  };

  const post = async (values: Values, isSecondId: boolean): Promise<void> => {
    session.set({ sending: 'first', banner: '', errors: new Map(), spoken: words.sending });
    const sent = await postSubmission(base, tenant, bodyFor(values), () =>
      session.set({ sending: 'again', spoken: words.retrying }),
    );
    if ('code' in sent) {
      if (sent.code !== 'submission_conflict' || isSecondId) return refused(sent);
      // The id was used for other values: an earlier try did arrive, and was changed since. This one is its own.
      dropSubmissionId(tenant, form);
      last = { fingerprint: '', body: '' };
      return post(values, true);
    }
    dropSubmissionId(tenant, form);
    last = { fingerprint: '', body: '' };
    // What was typed has done its work; it is not kept in the page.
    session.set({ sending: 'no', accepted: sent, answers: new Map(), spoken: '' });
    focus(focusIds.done);
    emit('jinjian:done', { lead: sent.lead, receipt: sent.receipt });
  };

  return (values: Values) => {
    // What a page broke beyond help must not leave the button turning.
    if (emit('jinjian:submit', { version: session.state.bundle.version }))
      post(values, false).catch(() => stop('broken_page'));
  };
}
