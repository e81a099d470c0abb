/** Owns that events of the form's own controls end at the form; must not know what the controls do with them. */

/** What a hand works on. All in a dialog counts, so that its text can be scrolled. */
const own = 'label,input,select,textarea,button,a,summary,dialog';

const types =
  'touchstart touchmove touchend touchcancel pointerdown pointermove pointerup pointercancel mousedown mousemove mouseup click dblclick auxclick contextmenu wheel mousewheel keydown keypress keyup focusin focusout beforeinput input copy cut paste selectstart dragstart dragover drop'.split(
    ' ',
  );

const isPress = (type: string) => /^(?:pointer|mouse)down$/.test(type);

/**
 * Outside the shadow root such an event seems to come from a plain element: scripts that scroll a page, turn clicks out
 * of touches or listen for keys would take it for themselves, as they do not with an input of the page. Nothing is
 * prevented, so the browser scrolls as ever. The answer ends it.
 */
export function keepOwnEvents(place: HTMLElement): () => void {
  /** The press that is under way began on a control of the form. */
  let isPressed = false;
  let undoGuise = () => {};

  /** On its way down it meets the page's listeners first (better-scroll's for clicks): they are told what it is for. */
  const enter = (event: Event) => {
    undoGuise();
    const path = event.composedPath();
    const [first] = path;
    const isOwn = path.includes(place) && first instanceof Element && first.closest(own) !== null;
    if (isPress(event.type)) isPressed = isOwn;
    const root = place.getRootNode();
    if (isOwn && root instanceof ShadowRoot) undoGuise = guise(root.host);
  };
  const keep = (event: Event) => {
    undoGuise();
    const { target } = event;
    const control = target instanceof Element ? target.closest(own) : null;
    if (control === null) return;
    if (!isPageKey(event, control) && !isPageDrag(event, isPressed)) event.stopPropagation();
  };
  for (const type of types) {
    if (!/move/.test(type)) addEventListener(type, enter, { capture: true, passive: true });
    place.addEventListener(type, keep, { passive: true });
  }
  return () => {
    undoGuise();
    for (const type of types) {
      removeEventListener(type, enter, true);
      place.removeEventListener(type, keep);
    }
  };
}

/** For as long as one event takes, the host says that it is an input: that is what such scripts ask of a target. */
function guise(host: Element): () => void {
  const names = ['tagName', 'nodeName'];
  for (const name of names) Object.defineProperty(host, name, { value: 'INPUT', configurable: true });
  let isOn = true;
  const undo = () => {
    // By now it may be another's: the dialog that a form is in has its own.
    if (!isOn) return;
    isOn = false;
    clearTimeout(timer);
    for (const name of names) Reflect.deleteProperty(host, name);
  };
  // Whoever stops it on its way keeps it from coming here.
  const timer = setTimeout(undo);
  return undo;
}

/** Where the form stands in a dialog of the page, that is left by Escape and keeps the Tab key inside. */
function isPageKey(event: Event, control: Element): boolean {
  return event instanceof KeyboardEvent && /^(?:Tab|Escape)$/.test(event.key) && !control.closest('dialog');
}

/** A drag that began on the page must find its end, wherever the pointer is by then. */
function isPageDrag(event: Event, isPressed: boolean): boolean {
  if (!(event instanceof MouseEvent) || isPressed) return false;
  return /up$/.test(event.type) || (/move$/.test(event.type) && event.buttons !== 0);
}
