/** Owns the joining of what a form's filling takes: walking, judging, measuring, sending, views; must not do any of it. */
import { fieldsOf } from '../../contract/form.ts';
import { withheldFields } from '../../contract/judge-sensitive.ts';
import { createDoor } from '../door/door.ts';
import { createDraftStore } from '../draft/draft-store.ts';
import { takeSeat } from '../draft/seat.ts';
import { amountReading } from '../form/fields/amount-reading.ts';
import type { Filling, FillingPorts } from '../form/filling.ts';
import type { FormDesk } from '../form/form-state.ts';
import { keepOwnEvents } from '../form/own-events.ts';
import { followLargeType } from '../large-type/large-type.ts';
import { request } from '../send/request.ts';
import { keepSubmissionId } from '../send/submission-id.ts';
import { createAgeRow } from './age-row.tsx';
import { readAmount, shownIds, type Wording } from './answers.ts';
import { bringBack } from './bring-back.ts';
import { CodeRow } from './code/code-row.tsx';
import { createPhoneCode } from './code/phone-code.ts';
import { createChannelChoice } from './consents/channel-choice.tsx';
import { declinedLately } from './consents/declined-lately.ts';
import { FieldConsents } from './consents/field-consent.tsx';
import { NoticeSheet } from './consents/notice-sheet.tsx';
import { createMeter } from './consents/presentation-meter.ts';
import { createReading, type Reading } from './consents/reading.ts';
import { enlargeShrunk } from './consents/screen-scale.ts';
import { createControls } from './controls.ts';
import { createCosts } from './costs/costs.tsx';
import { createDoubts } from './doubtful-code.tsx';
import { fillFromAddress } from './fill-from-address.ts';
import { addFillingStyle } from './filling-style.ts';
import { IdMask } from './id-mask.tsx';
import { createEnding } from './receipt/ending.tsx';
import { createRegionControl } from './region-control.tsx';
import { ReviewView } from './review-view.tsx';
import { createSubmit, type SubmitForm } from './submit-form.ts';
import { createTrap } from './trap.tsx';
import { atRest, groupWhileTyping, onceLeft } from './typing.ts';
import { createWalk, type Walk } from './walk-form.ts';

export function startFilling(ports: FillingPorts): Filling {
  const { desk, later } = ports;
  addFillingStyle(ports.place);
  const { tenant, form } = ports.config;
  const { amount, yuan } = desk.words;
  const wording: Wording = {
    findings: later.findings,
    money: (sum) => amountReading(sum, amount, yuan),
  };
  const meter = createMeter();
  const reading = createReading(desk, meter);
  const { base } = ports.config;
  const door = createDoor({ base, tenant, fetchJson: (url) => request(url, {}) });
  const code = createPhoneCode(ports, wording, door);
  const controls = createControls(ports.place, desk, code);
  const forgetEvents = keepOwnEvents(ports.place);
  enlargeShrunk(ports.place);
  const seat = takeSeat(tenant, form, ports.place);
  const draft = createDraftStore(tenant, form, seat);
  const trap = createTrap();
  const shown = () => shownIds(desk.state, Date.now());
  const age = createAgeRow(ports, (field) => {
    const { bundle, ticked } = desk.state;
    const { form, notices } = bundle;
    const grants = form.consents.map(({ notice, required }) => ({
      notice,
      decision: required || ticked.has(notice) ? ('granted' as const) : ('refused' as const),
    }));
    return shown().has(field.id) && !withheldFields(form, notices, grants).has(field.id);
  });
  const doubts = createDoubts(ports);
  const ending = createEnding(ports, seat);
  const channels = createChannelChoice(desk, later.ways);
  const submit: SubmitForm = createSubmit({
    ...ports,
    meter,
    code,
    draft,
    seat,
    proof: door,
    trap: trap.read,
    age,
    channels: channels.chosen,
    showErrors: (errors) => walk.showErrors(errors),
    costSheet: () => costs.shown(),
    accepted: ending.accepted,
  });
  const costs = createCosts(ports);
  const keep = () => {
    // A challenge that grew old is replaced out of sight.
    door.start();
    const { bundle, step, answers } = desk.state;
    draft.save({ digest: bundle.digest, step, answers: [...answers] });
  };
  const walk: Walk = createWalk(ports, wording, code, controls, age, doubts, costs.before(submit), keep);
  const regions = createRegionControl(ports);
  /** What each input shows, and what it showed before that. */
  const drawn = new Map<string, [before: string, now: string]>();
  /** Identity numbers that are shown in full though they are left. */
  const unmasked = new Set<string>();
  const fieldOf = (id: string) => fieldsOf(desk.state.bundle.form).find((field) => field.id === id);
  meter.watchOnly(desk.sentences);
  keepSubmissionId(tenant, form, seat);
  if (fieldsOf(desk.state.bundle.form).some(({ kind }) => kind === 'region')) regions.need();
  desk.set({ declined: declinedLately(tenant, Date.now()) });
  untickUnread(desk, reading);
  // A form that nobody has touched yet, but whose draft or bundle brought this part, costs its visitor no sum.
  if (desk.startedAt || desk.state.inFocus) door.start();
  // What stands in such a field is the answer itself: a value that changes with the focus loses caret and selection.
  const tidyLeft = () => {
    const { bundle, answers, inFocus } = desk.state;
    const tidied = new Map(answers);
    for (const field of fieldsOf(bundle.form)) {
      const answer = answers.get(field.id);
      const isLeft = field.id !== inFocus && !controls.isComposing(field.id);
      if (isLeft && typeof answer === 'string') tidied.set(field.id, onceLeft(field, answer));
    }
    desk.set({ answers: tidied });
  };
  const prefilled = Object.keys(ports.config.prefill);
  const typed = desk.startedAt ? [...desk.state.answers.keys()].filter((id) => !prefilled.includes(id)) : [];
  bringBack(desk, draft).then(() => {
    tidyLeft();
    // A field that was left while this part was on its way is judged as on leaving it.
    for (const id of typed) if (id !== desk.state.inFocus) walk.judge(id);
    // What was typed while this part was on its way is kept from here on too.
    if (desk.startedAt) keep();
    return submit.resume().then(ending.bringBack);
  });
  fillFromAddress(desk, ports.config, location.search).then(tidyLeft);

  return {
    shown,
    read: controls.read,
    submit: walk.submit,
    back: walk.back,
    judge(id) {
      tidyLeft();
      walk.judge(id);
    },
    measure: meter.watchOnly,
    mustRead: reading.mustRead,
    changed(id) {
      code.changed(id);
      const isComposing = controls.isComposing(id);
      const field = fieldOf(id);
      const answer = desk.state.answers.get(id);
      const [before = ''] = drawn.get(id) ?? [];
      if (field && !isComposing && typeof answer === 'string') {
        const grouped = groupWhileTyping(field, before, answer);
        if (grouped !== answer) desk.set({ answers: new Map(desk.state.answers).set(id, grouped) });
      }
      keep();
      // A field already marked wrong is judged at each key, so that the mark goes as soon as it is right.
      if (desk.state.errors.has(id) && !isComposing) walk.judge(id);
    },
    display(field, answer, inFocus) {
      const [, now = ''] = drawn.get(field.id) ?? [];
      if (now !== answer && !controls.isComposing(field.id)) drawn.set(field.id, [now, answer]);
      return controls.shows(field.id, inFocus || unmasked.has(field.id) ? answer : atRest(field, answer));
    },
    aside(field, answer) {
      if (field.kind === 'amount') return readAmount(answer, wording) || null;
      if (field.kind !== 'id_number' || typeof answer !== 'string') return null;
      const flip = () => {
        if (!unmasked.delete(field.id)) unmasked.add(field.id);
        desk.set({});
      };
      return <IdMask typed={answer} isShown={unmasked.has(field.id)} words={later} flip={flip} />;
    },
    below: (asked) =>
      'digest' in asked ? (
        channels.view(asked)
      ) : (
        <>
          {code.isFor(asked) && (
            <CodeRow
              field={asked}
              desk={desk}
              words={later.code}
              wait={later.wait}
              code={code}
              shows={controls.shows}
            />
          )}
          {doubts.view(asked)}
          <FieldConsents field={asked} desk={desk} words={later} />
        </>
      ),
    control: (field, common) => (field.kind === 'region' ? regions.view(field, common) : null),
    unseen: () => (
      <>
        {trap.view()}
        {age.view()}
        {costs.view()}
      </>
    ),
    underWay() {
      const { sending } = desk.state;
      const label = {
        no: '',
        wait: '',
        first: later.sending,
        again: later.retrying,
        busy: later.serverBusy,
        offline: later.offline,
      }[sending];
      return label === '' ? null : [label, sending === 'offline' ? later.takeBack : desk.words.back];
    },
    askAgain: () => (
      <button type="button" class="link" onClick={() => desk.set({ declined: new Set() })}>
        {later.askAgain}
      </button>
    ),
    review: () => (
      <ReviewView desk={desk} words={later} shown={shown()} regionName={regions.nameOf} goTo={walk.goTo} />
    ),
    sheet: (notice) => (
      <NoticeSheet key={notice.digest} notice={notice} desk={desk} words={later} reading={reading} />
    ),
    success: ending.view,
    enlarge: followLargeType(ports.place, ports.place.querySelector<HTMLElement>('.size')),
    end() {
      meter.end();
      controls.end();
      forgetEvents();
      code.stop();
    },
  };
}

/** A box that was ticked before this part could tell that its notice must be read first: the tap opens the notice after all. */
function untickUnread(desk: FormDesk, reading: Reading): void {
  const { bundle, ticked } = desk.state;
  const unread = bundle.notices.filter((notice) => ticked.has(notice.id) && reading.mustRead(notice));
  for (const { id } of unread) {
    desk.decided.delete(id);
    const left = new Set(desk.state.ticked);
    left.delete(id);
    desk.set({ ticked: left, open: id });
  }
}
