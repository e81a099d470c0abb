/** Owns the controls of a correction, as the form has them: chips for choices, two lists for a region; must not judge. */
import type { Field, FieldValue, Option } from '../../contract/form.ts';
import type { ReceiptPageWords } from '../../contract/receipt-page.ts';
import { element } from './element.ts';

/** Provinces with their cities, for fields that ask for a region. */
export type Places = { name: string; cities: readonly { code: string; name: string }[] }[];

export interface Control {
  whole: HTMLElement;
  read(): FieldValue;
}

type Chosen = Extract<Field, { options: unknown }>;

/** Longer texts get several lines, as in the form. */
const longText = 80;

/** @param errorId of the sentence that says what is wrong with it */
export function drawControl(
  field: Field,
  value: FieldValue | undefined,
  words: ReceiptPageWords,
  places: Places,
  errorId: string,
): Control {
  if ('options' in field) return chips(field, value, words, errorId);
  const text = value === undefined ? '' : String(value);
  if (field.kind === 'region') return twoLists(field, text, words, places, errorId);
  const isLong = field.kind === 'text' && (field.maxLength || 500) > longText;
  const input = element(isLong ? 'textarea' : 'input');
  if (input instanceof HTMLInputElement) input.type = inputTypes[field.kind] || 'text';
  if (field.kind === 'phone') input.inputMode = 'tel';
  if (field.kind === 'amount') input.inputMode = 'numeric';
  if (field.kind === 'number') input.inputMode = 'decimal';
  input.value = text;
  input.setAttribute('aria-describedby', errorId);
  const whole = element('div', 'field');
  const label = element('label', '', field.label);
  input.id = label.htmlFor = `field-${field.id}`;
  for (const part of [label, input]) whole.appendChild(part);
  return { whole, read: () => input.value };
}

const inputTypes: Partial<Record<Field['kind'], string>> = { phone: 'tel', email: 'email', date: 'date' };

function group({ label }: Field): HTMLFieldSetElement {
  const whole = element('fieldset', 'field');
  whole.appendChild(element('legend', '', label));
  return whole;
}

function optionsOf(field: Chosen, words: ReceiptPageWords): Option[] {
  return field.kind === 'term'
    ? field.options.map((months) => ({ value: String(months), label: months + words.months }))
    : field.options;
}

function chips(
  field: Chosen,
  value: FieldValue | undefined,
  words: ReceiptPageWords,
  errorId: string,
): Control {
  const whole = group(field);
  const row = element('div', 'chips');
  const picked = (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
  const boxes = optionsOf(field, words).map((option) => {
    const label = element('label');
    const box = element('input');
    box.type = field.kind === 'multi' ? 'checkbox' : 'radio';
    box.name = `field-${field.id}`;
    box.checked = picked.indexOf(option.value) >= 0;
    box.setAttribute('aria-describedby', errorId);
    label.appendChild(box);
    label.appendChild(document.createTextNode(option.label));
    row.appendChild(label);
    return { box, label, value: option.value };
  });
  const draw = () => {
    for (const { box, label } of boxes) label.className = box.checked ? 'on' : '';
  };
  row.onchange = draw;
  draw();
  whole.appendChild(row);
  const read = () => boxes.filter(({ box }) => box.checked).map((one) => one.value);
  // An option that the form has no more stays what it is until another is picked.
  return { whole, read: () => (field.kind === 'multi' ? read() : (read()[0] ?? picked[0] ?? '')) };
}

function list(label: string, errorId: string): HTMLSelectElement {
  const made = element('select');
  made.setAttribute('aria-label', label);
  made.setAttribute('aria-describedby', errorId);
  return made;
}

function fill(select: HTMLSelectElement, options: readonly (readonly [code: string, name: string])[]): void {
  select.textContent = '';
  for (const [code, name] of options) {
    const option = element('option', '', name);
    option.value = code;
    select.appendChild(option);
  }
}

/** Province, then city. A code that no list has, of a county say, stays what it is. */
function twoLists(
  field: Field,
  text: string,
  words: ReceiptPageWords,
  places: Places,
  errorId: string,
): Control {
  const whole = group(field);
  const pair = element('div', 'pair');
  const [province, city] = [list(words.province, errorId), list(words.city, errorId)];
  const citiesOf = (name: string) => places.find((one) => one.name === name)?.cities ?? [];
  const drawCities = (code: string) => {
    const cities = citiesOf(province.value);
    const isOne = cities.length === 1;
    fill(city, [
      ...(isOne ? [] : [['', words.city] as const]),
      ...cities.map((one) => [one.code, one.name] as const),
    ]);
    city.disabled = cities.length === 0;
    if (!isOne) city.value = code;
  };
  const isIn = (code: string) => code === text || (/00$/.test(code) && code.slice(0, 4) === text.slice(0, 4));
  const own = places.find(({ cities }) => cities.some(({ code }) => isIn(code)));
  fill(province, [['', words.province], ...places.map(({ name }) => [name, name] as const)]);
  province.value = own?.name ?? '';
  const before = own?.cities.find(({ code }) => isIn(code))?.code ?? '';
  drawCities(before);
  province.onchange = () => drawCities('');
  for (const one of [province, city]) pair.appendChild(one);
  whole.appendChild(pair);
  return {
    whole,
    read() {
      // Two digits are what the contract asks a city for (sdk/region/region-list.ts).
      if (province.value === '') return own ? '' : text;
      if (city.value === '') return citiesOf(province.value)[0]?.code.slice(0, 2) ?? '';
      return city.value === before ? text : city.value;
    },
  };
}
