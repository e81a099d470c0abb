/** Owns when one form's dialog is open: by the page's will, by its tab, by what it waits for; must not know how a dialog looks. */
import type { Embedding, EmbedHost, Mode, OpenOptions } from '../element/embedding.ts';
import type { JinjianEventName } from '../events.ts';
import { addStyle } from '../form/style/add-style.ts';
import { type FormDialog, makeDialog } from './form-dialog.ts';
import { type Layer, makeLayer } from './layer.ts';
import { openTriggers } from './open-triggers.ts';
import { rememberShut, wasShut } from './shut-before.ts';
import { makeTab } from './side-tab.ts';
import css from './style/embed.css?inline';

/** The form that is open now: one at a time. */
let current: Embedding | null = null;

export function attach(host: EmbedHost, root: ShadowRoot, place: HTMLElement): Embedding {
  let style: CSSStyleSheet | null = null;
  /** Asked for before there was anything to show. */
  let awaited: OpenOptions | null = null;
  /** What the form waits for, as written; '' is nothing. */
  let waitingFor = '';
  let stopWaiting = () => {};
  /** The applicant is through and has closed it: it does not offer itself again. */
  let isDone = false;
  let isEnded = false;

  const emit = (type: JinjianEventName) => {
    const [tenant, form] = host.path.split('/');
    host.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail: { tenant, form } }));
  };
  const title = () => host.bundle?.form.title ?? '';
  const lang = () => place.lang || host.locale || 'zh-CN';
  let layer: Layer | null = null;
  const layerRoot = () => {
    layer ??= makeLayer(host, root);
    layer.refresh();
    return layer.root;
  };
  const dialog: FormDialog = makeDialog(root, layerRoot, place, () => {
    if (current === embedding) current = null;
    rememberShut(host);
    stopWaiting();
    if (isDone) isEnded = true;
    emit('jinjian:close');
    embedding.refresh();
  });
  const tab = makeTab(root, layerRoot, (opener) => embedding.open({ opener }));

  /** Opens by itself when what is written comes true, unless this visitor has closed it before. */
  const wait = () => {
    const next = isApart(host.mode) && !isEnded && !wasShut(host) && !dialog.isOpen ? host.openOn : '';
    if (next === waitingFor) return;
    stopWaiting();
    waitingFor = next;
    const stop = openTriggers(next, () => {
      stopWaiting();
      // Whoever is in another form already is not to be disturbed.
      if (current === null) embedding.open();
    });
    stopWaiting = () => {
      stop();
      stopWaiting = () => {};
    };
  };

  const dress = () => {
    if (!style || !isAdopted(root, style)) style = addStyle(root, css);
  };

  const embedding: Embedding = {
    open(options = {}) {
      if (options.prefill) host.prefill = options.prefill;
      if (dialog.isOpen) return;
      if (!host.isConnected) document.body.append(host);
      if (!place.firstChild) {
        awaited = options;
        return;
      }
      current?.close();
      current = embedding;
      stopWaiting();
      // First of all: a dialog without its style would stand in the page's flow, and the page would scroll to it.
      dress();
      const asked = options.mode ?? host.mode;
      dialog.open(isApart(asked) ? asked : 'popup', host.side, options.opener);
      embedding.refresh();
      emit('jinjian:open');
    },
    close() {
      awaited = null;
      dialog.close();
    },
    refresh() {
      if (!host.isConnected) return;
      dress();
      layer?.refresh();
      if (!isApart(host.mode) && !dialog.isOpen) dialog.putBack();
      // Hidden by the element until this part's style is here.
      place.style.display = isApart(host.mode) && place.parentNode === root ? 'none' : '';
      dialog.name(title(), lang());
      tab.show(host.mode === 'tab' && !isEnded ? host.label || title() : '', host.side, dialog.isOpen);
      wait();
      const options = awaited;
      if (options && place.firstChild) {
        awaited = null;
        embedding.open(options);
      }
    },
    end() {
      awaited = null;
      stopWaiting();
      waitingFor = '';
      tab.show('', '', false);
      if (current === embedding) current = null;
      dialog.drop();
      layer?.remove();
      layer = null;
    },
  };
  host.addEventListener('jinjian:done', () => {
    isDone = true;
  });
  host.addEventListener('jinjian:ready', () => {
    isDone = isEnded = false;
  });
  return embedding;
}

function isApart(mode: string): mode is Exclude<Mode, 'inline'> {
  return /^(?:popup|drawer|tab|page)$/.test(mode);
}

/** The form's own style takes the place of all others when another form is shown. */
function isAdopted(root: ShadowRoot, sheet: CSSStyleSheet): boolean {
  const { ownerNode } = sheet;
  return ownerNode ? ownerNode.isConnected : [...(root.adoptedStyleSheets ?? [])].includes(sheet);
}
