/** Owns what a field mapping is: a target's fields and the templates that fill them; must not know any target. */
import type { EventBody } from '../../contract/event.ts';
import { hasUnsafeCharacters, isPlainLine } from '../../contract/fields/text-form.ts';
import type { Finding } from '../../contract/problem.ts';
import { isFault, parseTemplate, type Slot, type Template } from './template.ts';
import { filtered, filterFault, firstSigns, textOf, type Value } from './template-filters.ts';
import { follow, isPossible } from './template-paths.ts';

/** Target field → template: `{"mobile": "{{lead.values.phone}}"}`. Paths lead into the event's data. */
export type Mapping = Readonly<Record<string, string>>;

export const mostFields = 50;
export const longestTemplate = 500;
const longestField = 100;
/** Of what a field is filled with, in characters. */
const longestOutput = 4000;

/** What templates see of an event about a lead: its data, and as `event` what happened, in a word. */
export function templateData({ type, data }: EventBody): object {
  return { ...Object(data), event: type === 'lead.corrected' ? '更正' : '新线索' };
}

/** Each field with what its template makes of the data; a field that comes out empty is left out. Never throws. */
export function renderMapping(mapping: Mapping, data: unknown): Record<string, string> {
  const rendered = Object.entries(mapping).map(([field, source]) => [field, render(source, data)] as const);
  // fromEntries defines what it is given: a field of any name becomes an own one.
  return Object.fromEntries(rendered.filter(([, text]) => text !== ''));
}

/** The paths that lead to nothing in this data, each once, in the order of the templates. */
export function emptyPaths(mapping: Mapping, data: unknown): string[] {
  const slots = Object.values(mapping).flatMap((source) => slotsOf(parseTemplate(source)));
  const empty = slots.filter(({ path }) => textOf(follow(data, path)).trim() === '');
  return [...new Set(empty.map(({ path }) => path.join('.')))];
}

/** The ids of the fields of a form that a template shows. */
export function valuesNamedIn(source: string): string[] {
  const slots = slotsOf(parseTemplate(source));
  return slots.flatMap(({ path: [lead, values, field] }) =>
    lead === 'lead' && values === 'values' && field !== undefined ? [field] : [],
  );
}

/** What a mapping that a tenant wrote has wrong; `at` counts from 1. @param path of the mapping itself */
export function checkMapping(mapping: Mapping, path: string): Finding[] {
  const fields = Object.entries(mapping);
  if (fields.length > mostFields) return [{ path, code: 'too_many_fields', params: { max: mostFields } }];
  return fields.flatMap(([field, source]) => {
    const wrong = (code: string, params?: Finding['params']): Finding => ({
      path: `${path}.${field}`,
      code,
      ...(params === undefined ? {} : { params }),
    });
    if (!isFieldName(field)) return [wrong('field_name')];
    if (source.length > longestTemplate) return [wrong('template_too_long', { max: longestTemplate })];
    if (hasUnsafeCharacters(source)) return [wrong('template_characters')];
    const template = parseTemplate(source);
    if (isFault(template)) return [wrong('template_syntax', { at: template.faultAt + 1 })];
    return slotsOf(template).flatMap((slot) => {
      const code = slotFault(slot);
      return code === null ? [] : [wrong(code, { at: slot.at + 1 })];
    });
  });
}

/** Columns of a table are called whatever people call them: 金额（元）. */
function isFieldName(field: string): boolean {
  return field.trim() === field && field !== '' && field.length <= longestField && isPlainLine(field);
}

function slotFault({ path, filters }: Slot): string | null {
  if (!isPossible(path)) return 'impossible_path';
  return filters.map(filterFault).find((code) => code !== null) ?? null;
}

function slotsOf(template: ReturnType<typeof parseTemplate>): Slot[] {
  return isFault(template) ? [] : template.filter((part) => typeof part !== 'string');
}

function render(source: string, data: unknown): string {
  const template = parseTemplate(source);
  // Nothing that can't be read is ever saved; were it, nothing is what it says.
  return isFault(template) ? '' : firstSigns(fill(template, data), longestOutput).trim();
}

function fill(template: Template, data: unknown): string {
  let text = '';
  for (const part of template) {
    text +=
      typeof part === 'string' ? part : textOf(filtered(bounded(follow(data, part.path)), part.filters));
    if (text.length > longestOutput * 2) break;
  }
  return text;
}

/** Before any filter works on it, so that no value makes one work long. */
function bounded(value: Value): Value {
  if (typeof value === 'string') return firstSigns(value, longestOutput);
  const texts: string[] = [];
  let left = longestOutput;
  for (const text of value) {
    if (left <= 0) break;
    texts.push(firstSigns(text, left));
    left -= text.length;
  }
  return texts;
}
