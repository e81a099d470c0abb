/** Owns what becomes of a filled form: sent, accepted, or back to the applicant with what to do; must not judge or draw. */
import { fieldsOf, type Values } from '../../contract/form.ts';
import { pageOf, utmOf } from '../attribution/page-source.ts';
import { recallTouches } from '../attribution/recall-touches.ts';
import { askedConsents } from '../form/consents/consent-list.tsx';
import type { FillingPorts } from '../form/filling.ts';
import { type Errors, type FormState, focusIds } from '../form/form-state.ts';
import { fetchBundle } from '../send/fetch-bundle.ts';
import { postSubmission, type Refused } from '../send/send-submission.ts';
import { dropSubmissionId, keepSubmissionId } from '../send/submission-id.ts';
import { version } from '../version.ts';
import { rememberDeclined } from './consents/declined-lately.ts';
import type { PresentationMeter } from './consents/presentation-meter.ts';
import { draftSubmission, fingerprintOf, grantsOf } from './submission-draft.ts';

/** Answers the function that takes valid values to the server and the outcome to the screen. */
export function createSubmit(
  { desk: session, config, later, emit, focus }: FillingPorts,
  meter: PresentationMeter,
  showErrors: (errors: Errors) => void,
) {
  const { base, tenant, form, ref } = config;
  const touches = recallTouches(tenant, ref, Date.now());
  const source = {
    ref,
    touches,
    utm: utmOf(location.search) ?? utmOf(config.landing),
    page: pageOf(location.href),
  };
  let last = { fingerprint: '', body: '' };

  /** The same bytes for the same application, however often the button is pressed. */
  const bodyFor = (values: Values): string => {
    const { state, decided, startedAt } = session;
    const grants = grantsOf(askedConsents(state), state.ticked, (notice) => ({
      ...meter.read(notice),
      trusted: decided.has(notice) || undefined,
    }));
    const fingerprint = fingerprintOf(state.bundle, values, grants);
    if (last.fingerprint !== fingerprint) {
      const made = { id: keepSubmissionId(tenant, form), startedAt, sdk: version };
      const body = JSON.stringify(draftSubmission(state.bundle, values, grants, source, made));
      last = { fingerprint, body };
    }
    return last.body;
  };

  const stop = (code: string) => {
    session.set({ sending: 'no', banner: later.problems[code] ?? later.otherProblem, spoken: '' });
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
    session.set({ bundle, ticked: new Set() });
    const steps = session.steps();
    session.set({ step: steps[steps.length - 1] ?? 0 });
    stop('consent_outdated');
    focus(focusIds.consent(bundle.form.consents[0]?.notice ?? ''));
  };

  const refused = async ({ code, errors }: Refused) => {
    const { bundle } = session.state;
    const places = [...fieldsOf(bundle.form), ...bundle.notices];
    const shown = errors.filter(({ path }) => places.some(({ id }) => id === path));
    if (code === 'consent_outdated') await renew();
    else if (shown.length > 0)
      showErrors(new Map(shown.map(({ path, message }) => [path, message] as const)));
    else stop(code);
    emit('jinjian:error', { code });
  };

  const post = async (values: Values, isSecondId: boolean): Promise<void> => {
    session.set({ sending: 'first', banner: '', errors: new Map(), spoken: session.words.sending });
    const sent = await postSubmission(base, tenant, bodyFor(values), () =>
      session.set({ sending: 'again', spoken: session.words.retrying }),
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
    rememberDeclined(tenant, refusedIn(session.state), Date.now());
    // What was typed has done its work; it is not kept in the page.
    session.set({ sending: 'no', accepted: sent, answers: new Map(), spoken: '' });
    focus(focusIds.done);
    emit('jinjian:done', { lead: sent.lead, receipt: sent.receipt });
  };

  return (values: Values) => {
    if (emit('jinjian:submit', { version: session.state.bundle.version })) post(values, false);
  };
}

/** Ids of the optional notices that were asked and not ticked. */
function refusedIn(state: FormState): string[] {
  return askedConsents(state)
    .filter(({ notice, required }) => !required && !state.ticked.has(notice))
    .map(({ notice }) => notice);
}
