/** Owns what becomes of a filled form: sent, accepted, or back to the applicant with what to do; must not judge or draw. */

import { fieldsOf, type Values } from '../../contract/form.ts';
import type { MarketingChannel } from '../../contract/notice.ts';
import type { Accepted, CostSheetShown } from '../../contract/submission.ts';
import { pageOf, utmOf } from '../attribution/page-source.ts';
import { recallTouches } from '../attribution/recall-touches.ts';
import type { DraftStore } from '../draft/draft-store.ts';
import { askedConsents } from '../form/consents/consent-list.tsx';
import type { FillingPorts } from '../form/filling.ts';
import { type Errors, type FormState, focusIds } from '../form/form-state.ts';
import { fetchBundle } from '../send/fetch-bundle.ts';
import { pendingSubmission } from '../send/outbox.ts';
import { plainJson } from '../send/plain-json.ts';
import { type Proof, postSubmission, type Waiting } from '../send/send-submission.ts';
import type { Refused } from '../send/submission-answer.ts';
import { dropSubmissionId, keepSubmissionId } from '../send/submission-id.ts';
import { version } from '../version.ts';
import type { AgeRow } from './age-row.tsx';
import { codeKey, type PhoneCode } from './code/phone-code.ts';
import { rememberDeclined } from './consents/declined-lately.ts';
import type { PresentationMeter } from './consents/presentation-meter.ts';
import { sentConsents } from './consents/sent-consents.ts';
import { problemSentence } from './problem-sentence.ts';
import { draftSubmission, fingerprintOf, grantsOf } from './submission-draft.ts';

/** A problem that no answer told. */
const ownProblem = { status: 0, retryAfterSeconds: null, requestId: undefined };

export interface SubmitPorts extends FillingPorts {
  meter: PresentationMeter;
  code: PhoneCode;
  age: AgeRow;
  proof: Proof;
  draft: DraftStore;
  /** Which of several elements of the form on the page this one is, from 0. */
  seat: number;
  /** What stands in the input that people never see. */
  trap(): string | undefined;
  /** The ways of being reached that are left, of a notice that names them. */
  channels(notice: string): MarketingChannel[] | undefined;
  showErrors(errors: Errors): void;
  /** Keeps the receipt for a reload. */
  accepted(accepted: Accepted, values: Values): void;
  /** That the sheet of costs was read; undefined for a form without one. */
  costSheet(): CostSheetShown | undefined;
}

export interface SubmitForm {
  /** Takes valid values to the server and the outcome to the screen. */
  send(values: Values): void;
  /** The applicant wants the form back rather than wait for a network. */
  takeBack(): void;
  /** Sends on what this tab was sending when it was reloaded: the button had been pressed, the consents ticked. */
  resume(): Promise<void>;
}

export function createSubmit(ports: SubmitPorts): SubmitForm {
  const {
    desk: session,
    config,
    later,
    emit,
    focus,
    meter,
    code,
    age,
    proof,
    draft,
    seat,
    showErrors,
  } = ports;
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
    const shown = (notice: string) => ({ ...meter.read(notice), trusted: decided.has(notice) || undefined });
    const grants = grantsOf(sentConsents(state), state.ticked, shown, ports.channels);
    const isAdult = age.isStated();
    const fingerprint = fingerprintOf(state.bundle, values, grants, [code.typed, isAdult]);
    if (last.fingerprint !== fingerprint) {
      const id = keepSubmissionId(tenant, form, seat);
      const phoneCode = code.typed || undefined;
      const declarations = isAdult ? { adult: true as const } : undefined;
      const costSheet = ports.costSheet();
      const made = { id, startedAt, sdk: version, phoneCode, trap: ports.trap(), declarations, costSheet };
      const body = plainJson(draftSubmission(state.bundle, values, grants, source, made));
      last = { fingerprint, body };
    }
    return last.body;
  };

  const stop = (problem: Omit<Refused, 'errors'>) => {
    const { code, requestId } = problem;
    session.set({ sending: 'no', banner: problemSentence(problem, later), spoken: '' });
    // For whoever embeds the form; nothing of what was typed is in it.
    const number = requestId === undefined ? '' : `, request ${requestId}`;
    console.error(`[jinjian] ${tenant}/${form}: submission not accepted, ${code}${number}`);
  };

  /** Another version was published meanwhile: what was typed stays, every consent is asked again. */
  const renew = async () => {
    const fetched = await fetchBundle(base, tenant, form);
    if ('failed' in fetched) return stop(fetched.refused ?? { ...ownProblem, code: fetched.failed });
    const { bundle } = fetched;
    meter.forget();
    session.decided.clear();
    session.set({ bundle, ticked: new Set() });
    const steps = session.steps();
    session.set({ step: steps[steps.length - 1] ?? 0 });
    stop({ ...ownProblem, code: 'consent_outdated' });
    focus(focusIds.consent(bundle.form.consents[0]?.notice ?? ''));
  };

  const refused = async (answer: Refused) => {
    const { code: problem, errors } = answer;
    // How it is shown may be what was wrong: the next try measures anew, under the same id.
    last = { fingerprint: '', body: '' };
    const { bundle } = session.state;
    const places = [...fieldsOf(bundle.form), ...bundle.notices];
    const shown = errors.filter(({ path }) => places.some(({ id }) => id === path));
    if (problem === 'consent_outdated') await renew();
    else if (shown.length > 0)
      showErrors(new Map(shown.map((found) => [placeOf(found), found.message] as const)));
    else stop(answer);
    emit('jinjian:error', { code: problem });
  };

  const waiting = (why: Waiting) =>
    session.set(
      {
        offline: { sending: 'offline' as const, spoken: later.offline },
        retry: { sending: 'again' as const, spoken: later.retrying },
        busy: { sending: 'busy' as const, spoken: later.serverBusy },
      }[why],
    );
  let takeBack = () => {};
  const post = (body: string) => {
    const stopped = new Promise<void>((resolve) => {
      takeBack = resolve;
    });
    session.set({ sending: 'first', banner: '', errors: new Map(), spoken: later.sending });
    return postSubmission(base, tenant, body, waiting, { locale: config.locale, proof, seat, stopped });
  };
  const startAnew = () => {
    dropSubmissionId(tenant, form, seat);
    last = { fingerprint: '', body: '' };
  };
  const end = (accepted: Accepted, values: Values = {}) => {
    startAnew();
    code.forget();
    // What was typed has done its work; it is not kept in the page.
    draft.drop();
    ports.accepted(accepted, values);
    session.set({ sending: 'no', accepted, answers: new Map(), spoken: '' });
    focus(focusIds.done);
    // The page around the form is not the applicant: the secret in the receipt's address is not told to it.
    const { id, url } = accepted.receipt;
    emit('jinjian:done', { lead: accepted.lead, receipt: { id, url: url.replace(/#.*/, '') } });
  };
  const sendValues = async (values: Values, isSecondId: boolean): Promise<void> => {
    code.stop();
    const sent = await post(bodyFor(values));
    if (!('code' in sent)) {
      rememberDeclined(tenant, refusedIn(session.state), Date.now());
      end(sent, values);
    } else if (sent.code === 'stopped') session.set({ sending: 'no', spoken: '' });
    else if (sent.code !== 'submission_conflict' || isSecondId) await refused(sent);
    else {
      // The id was used for other values: an earlier try did arrive, and was changed since. This one is its own.
      startAnew();
      await sendValues(values, true);
    }
  };

  return {
    send(values) {
      // What a page broke beyond help must not leave the button turning.
      if (emit('jinjian:submit', { version: session.state.bundle.version }))
        sendValues(values, false).catch(() => stop({ ...ownProblem, code: 'broken_page' }));
    },
    takeBack: () => takeBack(),
    async resume() {
      const body = await pendingSubmission(tenant, form, seat);
      if (body === null || session.state.sending !== 'no') return;
      const sent = await post(body);
      if (!('code' in sent)) end(sent);
      else if (sent.code === 'stopped') session.set({ sending: 'no', spoken: '' });
      // Nothing on screen belongs to it any more: the applicant is asked to look it over and press once more.
      else stop(sent);
    },
  };
}

/** A finding on a phone's code stands at the code. */
function placeOf({ path, code }: Refused['errors'][number]): string {
  return /^(?:code_required|invalid_code|code_expired)$/.test(code) ? codeKey(path) : path;
}

/** Ids of the optional notices that were asked and not ticked. */
function refusedIn(state: FormState): string[] {
  return askedConsents(state)
    .filter(({ notice, required }) => !required && !state.ticked.has(notice))
    .map(({ notice }) => notice);
}
