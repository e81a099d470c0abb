/** Owns what a form script does on arrival: hand over its form and find it a place; must not know how it is shown. */
import { homeOrigin } from '../parts/fetch-part.ts';
import { attributes } from './attributes.ts';
import { onPage, type Registered, register } from './bundle-registry.ts';
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
 * itself does: that is how it knows its own tag. `/w/jinjian.js` calls it with its server alone.
 */
export function loadForm(entry: Registered | { base: string; bundle?: undefined }): void {
  homeOrigin(entry.base);
  if (!entry.bundle) return;
  const { tenant, bundle } = entry;
  const form = bundle.form.id;
  const script = document.currentScript || scriptOf(`/w/${tenant}/${form}.js`);
  if (register(entry)) return;
  const inBody = script?.closest('body') && script;
  const place = () => {
    const element = document.createElement(tag);
    // Nothing else that the page or its tools wrote there is about the form.
    for (const name of ['prefill', ...attributes]) {
      const value = script?.getAttribute(`data-${name}`);
      if (value) element.setAttribute(name, value);
    }
    Object.assign(element, { tenant, form });
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
