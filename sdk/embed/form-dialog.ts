/** Owns the dialog that a form's card is moved into: its parts, focus, every way to close it; must not know why it opens. */
import { keepOwnEvents } from '../form/own-events.ts';
import { holdPage } from './hold-page.ts';
import { isMet } from './standing.ts';

export interface FormDialog {
  readonly isOpen: boolean;
  /** @param opener what the focus goes back to; else what has it now */
  open(mode: string, side: string, opener: HTMLElement | undefined): void;
  close(): void;
  /** Its name for everyone, and the language of its own words. */
  name(title: string, lang: string): void;
  /** The card goes back into the page. */
  putBack(): void;
  /** Off at once: the element has left the page. Nobody is told. */
  drop(): void;
}

/** What the close button says. All other words come with the form. */
const closeWords: Record<string, string> = { 'zh-CN': '关闭', 'zh-TW': '關閉', en: 'Close' };

/** @param layer a root at the end of the page, for when nothing of the element's own can be seen */
export function makeDialog(
  root: ShadowRoot,
  layer: () => ShadowRoot,
  place: HTMLElement,
  closed: () => void,
): FormDialog {
  const parts = makeParts();
  const { dialog, heading, shut, body } = parts;
  /** Stands in the page while an inline form is out of it, as high as it was. */
  const gap = document.createElement('div');
  let opener: Element | null = null;
  let letGo: (() => void) | null = null;

  const putBack = () => {
    if (gap.parentNode) gap.replaceWith(place);
    dialog.remove();
  };
  const leave = () => {
    if (!letGo) return false;
    letGo();
    letGo = null;
    // A modal dialog left open inside a closed one would keep the page from answering.
    for (const inner of place.querySelectorAll<HTMLDialogElement>('dialog[open]')) shutDialog(inner);
    shutDialog(dialog);
    return true;
  };
  const close = () => {
    if (!leave()) return;
    if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    closed();
  };
  closeBy(parts, close);
  keepOwnEvents(dialog);
  shut.addEventListener('click', close);

  return {
    get isOpen() {
      return letGo !== null;
    },
    open(mode, side, from) {
      opener = from ?? focused();
      // Filter lists hide what has that word in its class.
      dialog.className = `j apart ${mode === 'popup' ? 'amid' : mode} ${side === 'left' ? 'left' : ''}`;
      if (place.parentNode === root) {
        gap.style.height = `${place.getBoundingClientRect().height}px`;
        place.replaceWith(gap);
      }
      body.append(place);
      body.scrollTop = 0;
      root.append(dialog);
      letGo = holdPage();
      showDialog(dialog);
      // The page would be frozen under something that nobody sees.
      if (!isMet(dialog)) {
        shutDialog(dialog);
        layer().append(dialog);
        showDialog(dialog);
      }
    },
    close,
    name(title, lang) {
      heading.textContent = title;
      dialog.lang = lang;
      dialog.setAttribute('aria-label', title);
      shut.setAttribute('aria-label', closeWords[lang] ?? '关闭');
    },
    putBack,
    drop() {
      leave();
      putBack();
    },
  };
}

interface Parts {
  dialog: HTMLDialogElement;
  heading: HTMLElement;
  shut: HTMLButtonElement;
  body: HTMLElement;
}

function makeParts(): Parts {
  const dialog = make('dialog', 'dialog');
  const heading = make('h2', 'dialog-title');
  const shut = make('button', 'close');
  const header = make('header', 'dialog-header');
  const body = make('div', 'dialog-body');
  dialog.tabIndex = -1;
  body.className = 'inside';
  shut.type = 'button';
  shut.className = 'shut';
  header.append(heading, shut);
  dialog.append(header, body);
  return { dialog, heading, shut, body };
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  part: string,
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.setAttribute('part', part);
  return element;
}

/** Escape and the backdrop. A notice's sheet inside has its own. */
function closeBy({ dialog, body }: Parts, close: () => void): void {
  const isOwn = ({ target }: Event) => target instanceof Element && target.closest('dialog') === dialog;
  let pressed: EventTarget | null = null;
  // While it comes down: on its way up an event of the form's own controls ends at the form.
  dialog.addEventListener(
    'pointerdown',
    ({ target }) => {
      pressed = target;
    },
    true,
  );
  dialog.addEventListener('click', ({ target }) => {
    // A text marked by a drag that ends outside is no tap on the backdrop.
    if (target === dialog && pressed === dialog) close();
  });
  // It comes a task late: by then the dialog may have been opened again.
  dialog.addEventListener('close', (event) => isOwn(event) && !dialog.hasAttribute('open') && close());
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    // A sheet inside that has closed itself by this key would leave it to the browser for the next dialog: this one.
    if (!isOwn(event)) event.preventDefault();
    // Browsers with modal dialogs close them by Escape themselves.
    else if (dialog.matches('.plain')) close();
  };
  dialog.addEventListener('keydown', press, true);
  const leave = ({ relatedTarget }: FocusEvent) => {
    const isInside = relatedTarget instanceof Node && dialog.contains(relatedTarget);
    if (dialog.matches('.plain[open]') && !isInside) dialog.focus();
  };
  dialog.addEventListener('focusout', leave, true);
  // Safari before 16 scrolls the page behind by what nothing inside takes.
  dialog.addEventListener(
    'touchmove',
    (event) => {
      const { target } = event;
      const scrolls =
        body.scrollHeight > body.clientHeight && target instanceof Node && body.contains(target);
      if (isOwn(event) && !scrolls && event.touches.length === 1) event.preventDefault();
    },
    { passive: false, capture: true },
  );
}

function showDialog(dialog: HTMLDialogElement): void {
  if (dialog.showModal) dialog.showModal();
  else showPlainly(dialog);
  // Not the first field: on a phone that would bring the keyboard before anything was read.
  dialog.focus({ preventScroll: true });
}

/** For browsers without modal dialogs (Safari before 15.4): shown by style; the focus is kept inside by hand above. */
function showPlainly(dialog: HTMLElement): void {
  dialog.setAttribute('open', '');
  dialog.setAttribute('role', 'dialog');
  dialog.setAttribute('aria-modal', 'true');
  dialog.classList.add('plain');
}

function shutDialog(dialog: HTMLDialogElement): void {
  if (dialog.close) dialog.close();
  else {
    dialog.removeAttribute('open');
    dialog.dispatchEvent(new Event('close'));
  }
}

/** What has the focus, inside shadow roots too. */
function focused(): Element | null {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found;
}
