/** Owns what a field mapping is: a target's fields and the templates that fill them; must not know any target. */
import { ownMember } from './own-member.ts';

/** Target field → template: `{"mobile": "{{lead.values.phone}}"}`. Paths lead into the event's data. */
export type Mapping = Readonly<Record<string, string>>;

const filters: Readonly<Record<string, (text: string) => string>> = {
  mask_name: (text) => [...text].map((sign, at) => (at === 0 ? sign : '*')).join(''),
  mask_phone: (text) => text.replace(/^(.{3}).*(.{4})$/su, (_, head, tail) => `${head}****${tail}`),
  mask: (text) => (text === '' ? '' : '***'),
};

/** The fields with their templates filled in; those that come to nothing are left out. */
export function renderMapping(mapping: Mapping, data: unknown): Record<string, string> {
  const filled = Object.entries(mapping).map(([field, template]) => [field, render(template, data)] as const);
  return Object.fromEntries(filled.filter(([, text]) => text !== ''));
}

function render(template: string, data: unknown): string {
  return template.replace(/\{\{([^{}]*)\}\}/g, (_, expression: string) => {
    const [path = '', ...named] = expression.split('|').map((part) => part.trim());
    const text = textOf(ownMember(data, ...path.split('.')));
    return named.reduce(
      (so, name) => (Object.hasOwn(filters, name) ? (filters[name]?.(so) ?? '') : ''),
      text,
    );
  });
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('、');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
