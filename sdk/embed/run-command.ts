/** Owns what the page's commands do to its forms, and the making of a form that is not there yet; must not know how one opens. */
import type { EmbedHost, Mode, OnPage, OpenOptions } from '../element/embedding.ts';

/** Carries out `open`, `close`, `unmount`, `prefill`; anything else is told to the console, and so is a form that is nowhere. */
export function runCommand(page: OnPage, [command, target, given]: readonly unknown[]): void {
  if (command === 'open') {
    const { opened, options } = openingOf(target, given);
    const form = find(page, opened) ?? make(page, opened, options.mode);
    if (form) form.open(options);
    else tell(command, target);
  } else if (command === 'close' || command === 'unmount' || command === 'prefill') {
    const form = find(page, target);
    if (!form) tell(command, target);
    else if (command === 'close') form.close();
    else if (command === 'unmount') form.remove();
    else form.prefill = Object(given);
  } else {
    console.error(
      `[jinjian] "${command}" is no command: there are mount, unmount, open, close, prefill and on`,
    );
  }
}

function tell(command: string, target: unknown): void {
  const name = target instanceof HTMLElement ? target.dataset.jinjianOpen : target;
  console.error(`[jinjian] ${command}: no form "${name ?? ''}" here; name it "tenant/form"`);
}

/** A link or button of the page says by its attributes what it opens, and how. */
function openingOf(target: unknown, given: unknown): { opened: unknown; options: OpenOptions } {
  if (!(target instanceof HTMLElement) || target.dataset.jinjianOpen === undefined)
    return { opened: target, options: Object(given) };
  const { jinjianOpen, jinjianMode } = target.dataset;
  return { opened: jinjianOpen, options: { mode: asMode(jinjianMode), opener: target } };
}

function asMode(written: string | undefined): Mode | undefined {
  const modes: readonly Mode[] = ['inline', 'popup', 'drawer', 'tab', 'page'];
  return modes.find((mode) => mode === written);
}

/** By element, by `tenant/form` or a part of it, or by selector. */
function find({ forms }: OnPage, target: unknown): EmbedHost | undefined {
  if (target instanceof Element) return forms.find((form) => form === target || target.contains(form));
  const name = String(target ?? '');
  const named = forms.find(({ path }) => isNamed(path, name));
  if (named || name === '') return named;
  try {
    const place = document.querySelector(name);
    return forms.find((form) => place?.contains(form));
  } catch {
    // `tenant/form` is no selector.
    return undefined;
  }
}

/** `tenant/form` answers to itself and to `form`; any does to ''. */
function isNamed(path: string, name: string): boolean {
  return `/${path}`.endsWith(name && `/${name}`);
}

/** A form of the page's own making, at its end; undefined when it is not clear which one is meant. */
function make(page: OnPage, target: unknown, mode: Mode | undefined): EmbedHost | undefined {
  const [tenant, form] = pathOf(page, String(target ?? '')) ?? [];
  if (!tenant || !form) return undefined;
  const made = { tenant, form, mode: mode && mode !== 'inline' ? mode : 'popup' };
  const element = Object.assign(document.createElement('jinjian-form'), made);
  document.body.append(element);
  return element;
}

/** What a script brought goes first; else the tenant is the only one that the page has. */
function pathOf({ forms, brought }: OnPage, name: string): string[] | undefined {
  const known = brought.find((path) => isNamed(path, name));
  if (known || name.includes('/')) return (known ?? name).split('/');
  const tenants = new Set([...forms.map(({ path }) => path), ...brought].map((path) => path.split('/')[0]));
  const [tenant] = tenants;
  return tenant && tenants.size === 1 ? [tenant, name] : undefined;
}
