/** Owns the form in which a person corrects their values: the form's own controls, judged as each is left; must not send. */
import { chinaDateAt } from '../../contract/fields/date.ts';
import { isBlank, judgeField } from '../../contract/fields/judge-field.ts';
import type { Field, FieldValue, Locale, Values } from '../../contract/form.ts';
import { en } from '../../contract/messages/en.ts';
import { wordFinding } from '../../contract/messages/word-finding.ts';
import { zhCn } from '../../contract/messages/zh-cn.ts';
import { zhTw } from '../../contract/messages/zh-tw.ts';
import type { ReceiptPageWords } from '../../contract/receipt-page.ts';
import { shownFields } from '../../contract/show-if.ts';
import { type Control, drawControl, type Places } from './correction-control.ts';
import { element } from './element.ts';

interface Row extends Control {
  field: Field;
  error: HTMLElement;
}

export interface Correction {
  /** What stands in the form, by field id: text as typed. */
  changes(): Record<string, FieldValue>;
  /** Judges all that is asked, as the server would; goes to the first that is wrong. False when one is. */
  isRight(): boolean;
  /** Shows findings beside their fields and goes to the first; those of no field are given back. */
  showErrors(found: { path: string; message: string }[]): string[];
}

const messages: Record<Locale, Record<string, string>> = { 'zh-CN': zhCn, 'zh-TW': zhTw, en };

export function drawCorrection(
  form: HTMLElement,
  fields: readonly Field[],
  values: Values,
  { words, locale }: { words: ReceiptPageWords; locale: Locale },
  places: Places,
): Correction {
  const rows: Row[] = fields
    .filter(({ hidden }) => !hidden)
    .map((field) => {
      const error = element('p', 'error');
      error.id = `error-${field.id}`;
      error.setAttribute('role', 'alert');
      const control = drawControl(field, values[field.id], words, places, error.id);
      control.whole.appendChild(error);
      return { ...control, field, error };
    });
  form.textContent = '';
  // A place of its own each time it is drawn, so that what listens goes with it.
  const place = element('div');
  for (const { whole } of rows) place.appendChild(whole);
  form.appendChild(place);
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
  const mark = ({ error, whole }: Row, said: string) => {
    error.textContent = said;
    for (const input of Array.from(whole.querySelectorAll('input,select,textarea')))
      input.setAttribute('aria-invalid', String(said !== ''));
  };
  const judge = (row: Row): boolean => {
    const said = row.whole.hidden
      ? ''
      : isUnreadable(row)
        ? words.unreadableDate
        : findingOn(row.field, row.read(), messages[locale]);
    mark(row, said);
    return said === '';
  };
  const goTo = (row: Row | undefined) => {
    const input = row?.whole.querySelector<HTMLElement>('input,select,textarea');
    if (input) input.focus();
  };
  place.onchange = settle;
  // From one part of a field to another, as from province to city, nothing is left yet.
  place.addEventListener('focusout', ({ target, relatedTarget }) => {
    const row = rows.find(({ whole }) => target instanceof Node && whole.contains(target));
    if (row && !(relatedTarget instanceof Node && row.whole.contains(relatedTarget))) judge(row);
  });
  // What is marked wrong is judged at each key, so that the mark goes as soon as it is right.
  place.oninput = ({ target }) => {
    const row = rows.find(({ whole }) => target instanceof Node && whole.contains(target));
    if (row && row.error.textContent !== '') judge(row);
  };
  settle();
  return {
    changes: () => {
      const changes: Record<string, FieldValue> = {};
      for (const { field, read } of rows) changes[field.id] = read();
      return changes;
    },
    isRight() {
      const wrong = rows.filter((row) => !judge(row));
      goTo(wrong[0]);
      return wrong.length === 0;
    },
    showErrors(found) {
      for (const row of rows) mark(row, '');
      const others: string[] = [];
      const wrong: Row[] = [];
      for (const { path, message } of found) {
        const row = rows.find(({ field, whole }) => field.id === path && !whole.hidden);
        if (!row) others.push(message);
        else {
          mark(row, message);
          wrong.push(row);
        }
      }
      goTo(wrong[0]);
      return others;
    },
  };
}

/** It shows something that is no value, such as half a date, and would be taken for erased. */
function isUnreadable({ whole }: Row): boolean {
  return Array.from(whole.querySelectorAll('input')).some(({ validity }) => validity.badInput);
}

/** '' where nothing is wrong; the server says the last word. A blank that was not given before may stay blank there. */
function findingOn(field: Field, value: FieldValue, said: Record<string, string>): string {
  if (isBlank(value)) return '';
  const judged = judgeField(field, value, chinaDateAt(Date.now()));
  if ('value' in judged) return '';
  return wordFinding(said, judged.code, { label: field.label, ...judged.params }, judged.because);
}
