/** Owns the joining of a session, its view and the page it stands in; must not know how a bundle was found. */
import { render } from 'preact';
import type { FormBundle } from '../../contract/submission.ts';
import { rememberTouch } from '../attribution/remember-touch.ts';
import { postVisit } from '../attribution/visit.ts';
import type { Emit } from '../events.ts';
import { keepSubmissionId } from '../send/submission-id.ts';
import { fetchSecondPart } from './fetch-second-part.ts';
import type { FormConfig } from './form-config.ts';
import { createSession, type FormSession } from './form-session.ts';
import { FormView } from './form-view.tsx';
import { onceSeen } from './once-seen.ts';
import type { Filling, SecondPart } from './second-part.ts';
import { addStyle } from './style/adopt-style.ts';

/** What shows that someone means to fill the form. */
const intents = ['pointerdown', 'focusin', 'keydown', 'input'];

export interface MountedForm {
  /** Nothing typed or ticked yet. */
  isPristine(): boolean;
  unmount(): void;
}

/** Shows a form in `place`, an element inside an open shadow root, and counts the view. */
export function mountForm(place: Element, config: FormConfig, bundle: FormBundle, emit: Emit): MountedForm {
  const { base, tenant, form, ref } = config;
  const count = (kind: 'view' | 'start') => postVisit(base, tenant, { kind, form, ref });
  const root = place.getRootNode();
  const focus = (id: string) => {
    if (isAlive && root instanceof ShadowRoot) root.getElementById(id)?.focus();
  };
  const touches = rememberTouch(tenant, ref, Date.now());
  let part: SecondPart | null = null;
  let filling: Filling | null = null;
  /** False once taken off: what still comes in then must not draw over what stands there now. */
  let isAlive = true;
  const needPart = () =>
    fetchSecondPart(base)
      .then((fetched) => {
        if (!part) {
          filling = fetched.startFilling({ session, config, touches, emit, focus });
          part = fetched;
          if (root instanceof ShadowRoot) addStyle(root, part.css);
          session.set({});
        }
        return true;
      })
      .catch((error: unknown) => {
        console.error('[jinjian]', error);
        return false;
      });
  const session: FormSession = createSession(bundle, {
    draw: drawer(() => isAlive && render(<FormView session={session} />, place)),
    focus,
    nowMs: Date.now,
    started: () => count('start'),
    stepped: (step, steps) => emit('jinjian:step', { step, steps }),
    part: () => part,
    needPart,
    filling: () => filling,
  });
  keepSubmissionId(tenant, form);
  session.set({});
  // Until someone means to fill the form, nothing more is asked of their network.
  for (const intent of intents) place.addEventListener(intent, needPart);
  const forgetView = onceSeen(place, () => count('view'));
  emit('jinjian:ready', { version: bundle.version });
  return {
    isPristine: () => !session.startedAt,
    unmount() {
      isAlive = false;
      forgetView();
      for (const intent of intents) place.removeEventListener(intent, needPart);
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
