/** Owns which paths lead into the data of `lead.created`, and how one is followed; must not know templates. */
import { fieldIdPattern } from '../../contract/form.ts';
import type { Value } from './template-filters.ts';

/** `field` is what an applicant answered: text, a number, or a list. */
type Shape = 'text' | 'field' | { each: Shape } | { members: Readonly<Record<string, Shape>> };

function texts(...names: string[]): Record<string, Shape> {
  return Object.fromEntries(names.map((name) => [name, 'text']));
}

/** contract/event.ts, LeadCreated. */
const leadCreated: Shape = {
  members: {
    // Beside the data: `templateData` in mapping.ts.
    event: 'text',
    tenant: 'text',
    lead: {
      members: {
        ...texts('id', 'seq', 'form', 'formVersion', 'createdAt', 'duplicateOf'),
        flags: { each: 'text' },
        values: { each: 'field' },
      },
    },
    consents: {
      each: {
        members: {
          ...texts('notice', 'version', 'digest', 'kind', 'decision', 'at'),
          recipients: { each: 'text' },
          entry: { members: texts('index', 'leafHash') },
        },
      },
    },
    attribution: {
      members: {
        ...texts('model', 'campaign', 'channel', 'first', 'last', 'credited', 'keptBy', 'reason'),
        utm: { members: texts('source', 'medium', 'campaign', 'term', 'content') },
        chain: { each: { members: texts('code', 'promoter', 'kind', 'level') } },
      },
    },
  },
};

const index = /^\d{1,4}$/;
/** Whatever a form may call its fields: these lead out of the data. */
const never = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether a path can lead to something that is shown: text, a number, or a list of them. */
export function isPossible(path: readonly string[]): boolean {
  let shape: Shape | undefined = leadCreated;
  for (const name of path) {
    if (never.has(name)) return false;
    shape = next(shape, name);
    if (shape === undefined) return false;
  }
  if (typeof shape === 'string') return true;
  return 'each' in shape && shape.each === 'text';
}

function next(shape: Shape, name: string): Shape | undefined {
  if (shape === 'field') return index.test(name) ? 'text' : undefined;
  if (shape === 'text') return undefined;
  if ('members' in shape) return Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
  return (shape.each === 'field' ? fieldIdPattern : index).test(name) ? shape.each : undefined;
}

/** What a path leads to, by own members alone; empty text where it leads to nothing, or to something that is not shown. */
export function follow(data: unknown, path: readonly string[]): Value {
  let found: unknown = data;
  for (const name of path) {
    if (typeof found !== 'object' || found === null || never.has(name)) return '';
    if (!Object.hasOwn(found, name) || (Array.isArray(found) && !index.test(name))) return '';
    found = Reflect.get(found, name);
  }
  return Array.isArray(found) ? found.map(shown).filter((text) => text !== '') : shown(found);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
