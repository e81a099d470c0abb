/** Owns which attributes the element has, each a property too; must not know what any of them does. */

/** The property of `open-on` is `openOn`. A change of any but the first six needs no other form. */
export const attributes: readonly string[] = [
  'tenant',
  'form',
  'base',
  'ref',
  'code',
  'locale',
  'mode',
  'side',
  'label',
  'theme',
  'look',
  'height',
  'open-on',
];

const propertyOf = (attribute: string) => attribute.replace('-o', 'O');

/** Gives a class the properties; a missing value takes the attribute away. */
export function reflect(prototype: HTMLElement): void {
  for (const name of attributes) {
    Object.defineProperty(prototype, propertyOf(name), {
      configurable: true,
      get(this: HTMLElement) {
        return this.getAttribute(name) || '';
      },
      set(this: HTMLElement, value: string | null | undefined) {
        if (value == null) this.removeAttribute(name);
        else this.setAttribute(name, value);
      },
    });
  }
}

/** Properties set before the class was defined stand in the way of its accessors: they are set once more. */
export function takeEarly(element: HTMLElement): void {
  const names = ['bundle', 'prefill', ...attributes.map(propertyOf)];
  for (const [name, value] of Object.entries(element))
    if (names.includes(name) && Reflect.deleteProperty(element, name)) Reflect.set(element, name, value);
}
