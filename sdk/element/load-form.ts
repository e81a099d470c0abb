/** Owns what a form script does on arrival: hand over its form and find it a place; must not know how it is shown. */
import type { FormBundle } from '../../contract/submission.ts';
import { originOf } from '../parts/fetch-part.ts';
import { onPage, register } from './bundle-registry.ts';
import { tag } from './commands.ts';
import { JinjianForm } from './jinjian-form.ts';
import { onceParsed } from './once-parsed.ts';
import { scriptOf } from './pending-script.ts';

/** Makes the element known, unless it is already. */
export function defineElement(): void {
  if (!customElements.get(tag)) customElements.define(tag, JinjianForm);
}

/**
 * Called by `/w/{tenant}/{form}.js`. Elements of the page that name this form, or none, show it; without any, one is
 * put right after the script tag, with the tag's own `data-mode`, `data-open-on` and so on. Must run while the script
 * itself does: that is how it knows its own tag.
 */
export function loadForm({ tenant, bundle }: { tenant: string; bundle: FormBundle }): void {
  const form = bundle.form.id;
  const script = document.currentScript || scriptOf(`/w/${tenant}/${form}.js`);
  const base = originOf(script) || location.origin;
  if (register({ tenant, base, bundle })) return;
  const inBody = script?.closest('body') && script;
  const place = () => {
    const element = Object.assign(document.createElement(tag), { tenant, form }, script?.dataset);
    if (inBody) inBody.after(element);
    else document.body.append(element);
    return element;
  };
  const own = inBody && place();
  // After the page's own commands that waited for this script: they may mount the form elsewhere.
  Promise.resolve().then(() =>
    onceParsed(() => {
      // The page may hold an element of its own further down, not parsed until now: then that one is meant.
      // Forms made from one template can be the same to the letter.
      const isElsewhere = onPage().forms.some(
        (one) => one !== own && one.bundle?.digest === bundle.digest && (one.tenant || tenant) === tenant,
      );
      if (!isElsewhere && !own) place();
      if (isElsewhere && own?.pristine) own.remove();
    }),
  );
}
