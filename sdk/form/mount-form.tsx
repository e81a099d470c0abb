/** Owns the joining of a session, its view and the page it stands in; must not know how a bundle was found. */
import { render } from 'preact';
import type { FormBundle } from '../../contract/submission.ts';
import { pageOf, utmOf } from '../attribution/page-source.ts';
import { rememberTouch } from '../attribution/remember-touch.ts';
import { postVisit } from '../attribution/visit.ts';
import type { Emit } from '../events.ts';
import { keepSubmissionId } from '../send/submission-id.ts';
import { createMeter } from './consents/presentation-meter.ts';
import type { FormConfig } from './form-config.ts';
import { createSession, type FormSession } from './form-session.ts';
import { FormView } from './form-view.tsx';
import { onceSeen } from './once-seen.ts';
import { createSubmit } from './submit-form.ts';

export interface MountedForm {
  /** Nothing typed or ticked yet. */
  isPristine(): boolean;
  unmount(): void;
}

/** Shows a form in `place`, an element inside an open shadow root, and counts the view. */
export function mountForm(place: Element, config: FormConfig, bundle: FormBundle, emit: Emit): MountedForm {
  const { base, tenant, form, ref } = config;
  const count = (kind: 'view' | 'start') => postVisit(base, tenant, { kind, form, ref });
  const focus = (id: string) => {
    const root = place.getRootNode();
    if (root instanceof ShadowRoot) root.getElementById(id)?.focus();
  };
  const source = {
    ref,
    touches: rememberTouch(tenant, ref, Date.now()),
    utm: utmOf(location.search),
    page: pageOf(location.href),
  };
  const session: FormSession = createSession(bundle, {
    meter: createMeter(),
    draw: drawer(() => render(<FormView session={session} />, place)),
    focus,
    nowMs: Date.now,
    started: () => count('start'),
    stepped: (step, steps) => emit('jinjian:step', { step, steps }),
    send: createSubmit({ session: () => session, config, source, emit, focus }),
  });
  keepSubmissionId(tenant, form);
  session.set({});
  const forgetView = onceSeen(place, () => count('view'));
  emit('jinjian:ready', { version: bundle.version });
  return {
    isPristine: () => !session.startedAt,
    unmount() {
      forgetView();
      render(null, place);
    },
  };
}

/** Taking a focused control off the page fires its blur at once, in the midst of drawing: that draw waits its turn. */
function drawer(draw: () => void): () => void {
  let drawing = false;
  let again = false;
  return function draws() {
    again = drawing;
    if (drawing) return;
    drawing = true;
    draw();
    drawing = false;
    if (again) draws();
  };
}
