/** Owns the form in which a person corrects their values: controls, what they hold, errors beside them; must not send. */
import type { Field, FieldValue, Values } from '../../contract/form.ts';
import type { ReceiptPageWords } from '../../contract/receipt-page.ts';
import { shownFields } from '../../contract/show-if.ts';

/** Provinces with their cities, for fields that ask for a region. */
export type Places = { name: string; cities: readonly { code: string; name: string }[] }[];

interface Row {
  field: Field;
  whole: HTMLElement;
  error: HTMLElement;
  read(): FieldValue;
  /** It shows something that is no value, such as half a date. */
  isUnreadable(): boolean;
}

export interface Correction {
  /** What stands in the form, by field id: text as typed. */
  changes(): Record<string, FieldValue>;
  /** What is shown and has no value, which would be taken for erased. */
  unreadable(): { path: string; message: string }[];
  /** Shows findings beside their fields and goes to the first; those of no field are given back. */
  showErrors(found: { path: string; message: string }[]): string[];
}

export function drawCorrection(
  form: HTMLElement,
  fields: readonly Field[],
  values: Values,
  words: ReceiptPageWords,
  places: Places,
): Correction {
  const rows = fields
    .filter(({ hidden }) => !hidden)
    .map((field) => drawRow(field, values[field.id], words, places));
  form.textContent = '';
  for (const { whole } of rows) form.appendChild(whole);
  const settle = () => {
    const asked = shownFields({ steps: [{ fields: rows.map(({ field }) => field) }] }, (field) => {
      const row = rows.find((one) => one.field === field);
      const value = row?.read();
      // A condition compares numbers with numbers.
      const isNumber = field.kind === 'amount' || field.kind === 'number' || field.kind === 'term';
      return value === undefined || value === '' ? undefined : isNumber ? Number(value) : value;
    });
    for (const { field, whole } of rows) whole.hidden = asked.indexOf(field) < 0;
  };
  form.onchange = settle;
  settle();
  return {
    changes: () => {
      const changes: Record<string, FieldValue> = {};
      for (const { field, read } of rows) changes[field.id] = read();
      return changes;
    },
    unreadable: () =>
      rows
        .filter(({ whole, isUnreadable }) => !whole.hidden && isUnreadable())
        .map(({ field }) => ({ path: field.id, message: words.unreadableDate })),
    showErrors: (found) => {
      for (const { error } of rows) error.textContent = '';
      let first: HTMLElement | null = null;
      const others: string[] = [];
      for (const { path, message } of found) {
        const row = rows.find(({ field, whole }) => field.id === path && !whole.hidden);
        if (!row) others.push(message);
        else {
          row.error.textContent = message;
          first = first || row.whole.querySelector('input,select,textarea');
        }
      }
      if (first) first.focus();
      return others;
    },
  };
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  text = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function drawRow(field: Field, value: FieldValue | undefined, words: ReceiptPageWords, places: Places): Row {
  const error = element('p', 'error');
  error.id = `error-${field.id}`;
  error.setAttribute('role', 'alert');
  if (field.kind === 'multi') {
    const whole = element('fieldset', 'field');
    whole.appendChild(element('legend', '', field.label));
    const boxes = field.options.map((option) => {
      const label = element('label', 'box');
      const box = element('input');
      box.type = 'checkbox';
      box.checked = Array.isArray(value) && value.indexOf(option.value) >= 0;
      box.setAttribute('aria-describedby', error.id);
      label.appendChild(box);
      label.appendChild(document.createTextNode(option.label));
      whole.appendChild(label);
      return { box, option };
    });
    whole.appendChild(error);
    return {
      field,
      whole,
      error,
      read: () => boxes.filter(({ box }) => box.checked).map(({ option }) => option.value),
      isUnreadable: () => false,
    };
  }
  const control = drawControl(field, value, words, places);
  const whole = element('div', 'field');
  const label = element('label', '', field.label);
  control.id = label.htmlFor = `field-${field.id}`;
  control.setAttribute('aria-describedby', error.id);
  for (const part of [label, control, error]) whole.appendChild(part);
  return {
    field,
    whole,
    error,
    read: () => control.value,
    isUnreadable: () => control.validity.badInput,
  };
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function drawControl(
  field: Field,
  value: FieldValue | undefined,
  words: ReceiptPageWords,
  places: Places,
): Control {
  const text = value === undefined ? '' : String(value);
  if (field.kind === 'choice' || field.kind === 'term' || field.kind === 'region') {
    const list = element('select');
    const add = (to: Element, code: string, name: string) => {
      const option = element('option', '', name);
      option.value = code;
      to.appendChild(option);
    };
    add(list, '', words.notGiven);
    if (field.kind === 'choice') for (const option of field.options) add(list, option.value, option.label);
    if (field.kind === 'term')
      for (const months of field.options) add(list, String(months), months + words.months);
    if (field.kind === 'region') {
      for (const { name, cities } of places) {
        const group = element('optgroup');
        group.label = name;
        for (const city of cities) add(group, city.code, city.name);
        list.appendChild(group);
      }
    }
    list.value = text;
    // A code that no list has, of a county say, stays what it is.
    if (list.value !== text) {
      add(list, text, text);
      list.value = text;
    }
    return list;
  }
  const control = element(field.kind === 'text' ? 'textarea' : 'input');
  if (control instanceof HTMLInputElement) control.type = inputTypes[field.kind] || 'text';
  if (field.kind === 'amount') control.inputMode = 'numeric';
  if (field.kind === 'number') control.inputMode = 'decimal';
  control.value = text;
  return control;
}

const inputTypes: Partial<Record<Field['kind'], string>> = { phone: 'tel', email: 'email', date: 'date' };
