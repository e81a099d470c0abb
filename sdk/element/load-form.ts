/** Owns what a form script does on arrival: hand over its form and find it a place; must not know how it is shown. */
import type { FormBundle } from '../../contract/submission.ts';
import { register } from './bundle-registry.ts';
import { JinjianForm } from './jinjian-form.ts';
import { scriptOf } from './pending-script.ts';

export const tag = 'jinjian-form';

/** Makes the element known; a second copy on the page leaves the first one's alone. */
export function defineElement(): void {
  if (typeof customElements !== 'undefined' && !customElements.get(tag))
    customElements.define(tag, JinjianForm);
}

/**
 * Called by `/w/{tenant}/{form}.js`. Elements of the page that name this form, or none, show it; without any, one is
 * put right after the script tag. Must run while the script itself does: that is how it knows its own tag.
 */
export function loadForm({ tenant, bundle }: { tenant: string; bundle: FormBundle }): void {
  const running = document.currentScript;
  const script =
    running instanceof HTMLScriptElement ? running : scriptOf(`/w/${tenant}/${bundle.form.id}.js`);
  const base = script?.src ? new URL(script.src).origin : location.origin;
  if (register({ tenant, base, bundle })) return;
  const own = script && document.body?.contains(script) ? placeForm(script, tenant, bundle.form.id) : null;
  onceParsed(() => {
    // The page may hold an element of its own further down, not parsed until now: then that one is meant.
    const others = [...document.querySelectorAll(tag)].filter(
      (one) =>
        one !== own &&
        one instanceof JinjianForm &&
        one.bundle?.digest === bundle.digest &&
        // Forms made from one template can be the same to the letter.
        (one.tenant || tenant) === tenant,
    );
    if (own === null && others.length === 0) placeForm(null, tenant, bundle.form.id);
    if (own !== null && others.length > 0 && own.pristine) own.remove();
  });
}

/** Right after the script tag, or at the end of the page for a tag in its head. */
function placeForm(script: Element | null, tenant: string, form: string): JinjianForm | null {
  const element = document.createElement(tag);
  element.setAttribute('tenant', tenant);
  element.setAttribute('form', form);
  if (script !== null) script.after(element);
  else document.body.append(element);
  return element instanceof JinjianForm ? element : null;
}

function onceParsed(then: () => void): void {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', then, { once: true });
  else then();
}
