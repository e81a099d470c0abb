/** Owns the joining of a session, its view and the page it stands in; must not know how a bundle was found. */
import { render } from 'preact';
import type { FormBundle } from '../../contract/submission.ts';
import { rememberTouch } from '../attribution/remember-touch.ts';
import { postVisit } from '../attribution/visit.ts';
import type { Emit } from '../events.ts';
import { fetchPart } from '../parts/fetch-part.ts';
import type { FirstWords } from '../words/first-words.ts';
import { knownWords } from '../words/known-words.ts';
import { fetchFillingIn, isFillingDue } from './fetch-filling.ts';
import type { Filling } from './filling.ts';
import type { FormConfig } from './form-config.ts';
import { createSession, type FormSession } from './form-session.ts';
import { FormView } from './form-view.tsx';
import { onceSeen } from './once-seen.ts';

/** What shows that someone means to fill the form. */
const intents = [
  'pointerdown',
  'mousedown',
  'touchstart',
  'touchend',
  'click',
  'keydown',
  'focusin',
  'input',
];

export interface MountedForm {
  /** Nothing typed or ticked yet. */
  isPristine(): boolean;
  /** Answers for fields that have none yet. */
  fill(values: Readonly<Record<string, unknown>>): void;
  unmount(): void;
}

/** Shows a form in `place`, an element inside an open shadow root, and counts the view. */
export function mountForm(
  place: HTMLElement,
  config: FormConfig,
  bundle: FormBundle,
  words: FirstWords,
  emit: Emit,
): MountedForm {
  const { base, tenant, form, ref, locale } = config;
  const count = (kind: 'view' | 'start') => postVisit(base, tenant, { kind, form, ref });
  const focus = (id: string) => {
    if (isAlive) place.querySelector<HTMLElement>(`[id="${id}"]`)?.focus();
  };
  rememberTouch(tenant, ref, Date.now());
  let filling: Filling | null = null;
  /** False once taken off: what still comes in then must not draw over what stands there now. */
  let isAlive = true;
  const needFilling = () =>
    fetchFillingIn(locale, base)
      .then(([part, { later }]) => {
        if (isAlive && !filling) {
          filling = part.start({ desk: session, config, later, emit, focus, fetchPart, place });
          session.set({});
        }
        return true;
      })
      .catch((error: unknown) => {
        console.error('[jinjian]', error);
        return false;
      });
  const session: FormSession = createSession(bundle, {
    words: () => knownWords(locale) || words,
    draw: drawer(() => {
      if (!isAlive) return;
      filling?.read();
      render(<FormView session={session} />, place);
    }),
    nowMs: Date.now,
    started: () => count('start'),
    filling: () => filling,
    needFilling,
  });
  session.fill(config.prefill);
  // Until someone means to fill the form, nothing more is asked of their network; unless there is something to bring back.
  const sense = (event: Event) => {
    // Until the filling part keeps the form's events: a page that scrolls by script would take this one for its own.
    if (!filling && event.target instanceof Element && event.target.closest('label,button,[id]'))
      event.stopPropagation();
    needFilling();
  };
  for (const intent of intents) place.addEventListener(intent, sense, { passive: true });
  if (isFillingDue(tenant, form)) needFilling();
  const forgetView = onceSeen(place, () => count('view'));
  emit('jinjian:ready', { version: bundle.version });
  return {
    isPristine: () => !session.startedAt,
    fill: session.fill,
    unmount() {
      isAlive = false;
      forgetView();
      filling?.end();
      for (const intent of intents) place.removeEventListener(intent, sense);
      render(null, place);
    },
  };
}

/** Taking a focused control off the page fires its blur at once, in the midst of drawing: that draw waits its turn. */
function drawer(draw: () => unknown): () => void {
  let drawing = false;
  let again = false;
  return function draws() {
    again = drawing;
    if (drawing) return;
    drawing = true;
    try {
      draw();
    } finally {
      drawing = false;
    }
    if (again) draws();
  };
}
