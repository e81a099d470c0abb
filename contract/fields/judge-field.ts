/** Owns the rule of each field kind: from what was typed to a value or a finding; must not know other fields. */
import type { Field, FieldKind, FieldOf, FieldValue } from '../form.ts';
import { parseAmount } from './amount.ts';
import { isCalendarDate } from './date.ts';
import { ageOn, birthDateOf, normaliseIdNumber, whyNoIdNumber } from './id-number.ts';
import { isCompanyName, isName, normaliseName } from './name.ts';
import { parseNumber } from './number.ts';
import { isMobile, normalisePhone, whyNoMobile } from './phone.ts';
import { isProvinceAlone, isRegionCode } from './region.ts';
import { hasUnsafeCharacters, tidy, toHalfWidth, withoutInvisible } from './text-form.ts';
import { isUscc, normaliseUscc, whyNoUscc } from './uscc.ts';

/** Applicants are adults (policy above PIPL art. 31). */
const adultAge = 18;
const defaultTextLength = 500;

export type Judged =
  | { value: FieldValue }
  /** `because` tells what is wrong with this very value; the code stays the same. */
  | { code: string; because?: string; params?: Record<string, string | number> };

type Rule<K extends FieldKind> = (field: FieldOf<K>, raw: unknown, today: string) => Judged;

const wrong = (code: string, params?: Record<string, string | number>): Judged =>
  params === undefined ? { code } : { code, params };

/** A finding with what is wrong with this value, as far as that can be said. */
function because(code: string, reason: string | undefined, text: string): Judged {
  return reason === undefined ? { code } : { code, because: reason, params: { count: [...text].length } };
}

/** A rule for one line of text: brought to one form, then tested. */
function line(
  normalise: (typed: string) => string,
  test: (text: string) => boolean,
  code: string,
  why: (text: string) => string | undefined = () => undefined,
) {
  return (_field: unknown, raw: unknown): Judged => {
    if (typeof raw !== 'string' || raw.length > 1000) return wrong(code);
    const text = normalise(raw);
    if (test(text) && !hasUnsafeCharacters(text)) return { value: text };
    return because(code, why(text), text);
  };
}

function within(value: number, field: { min?: number | undefined; max?: number | undefined }): Judged {
  const { min, max } = field;
  if ((min === undefined || value >= min) && (max === undefined || value <= max)) return { value };
  if (min !== undefined && max !== undefined) return wrong('out_of_range', { min, max });
  return min !== undefined ? wrong('below_min', { min }) : wrong('above_max', { max: max ?? 0 });
}

const regionCode = line((typed) => toHalfWidth(typed).trim(), isRegionCode, 'invalid_region');

const rules: { [K in FieldKind]: Rule<K> } = {
  name: line(normaliseName, isName, 'invalid_name'),
  phone: line(normalisePhone, isMobile, 'invalid_phone', whyNoMobile),
  uscc: (_field, raw) => {
    if (typeof raw !== 'string' || raw.length > 100) return wrong('invalid_uscc');
    const value = normaliseUscc(raw);
    const why = isUscc(value) ? 'check' : whyNoUscc(value);
    // Codes of the first years exist that do not fit their check sign: asked about, never refused.
    return why === 'check' ? { value } : because('invalid_uscc', why, value);
  },
  company: line(tidy, isCompanyName, 'invalid_company'),
  region: (field, raw) =>
    typeof raw === 'string' && isProvinceAlone(raw) ? wrong('city_missing') : regionCode(field, raw),
  // RFC 5321 bounds the parts; the rest is left to the mail that is sent.
  email: line(
    (typed) => toHalfWidth(typed).replace(/。/g, '.').trim(),
    (text) => /^[^\s@"(),:;<>[\\\]]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.)+[\p{L}\p{N}-]{2,63}$/u.test(text),
    'invalid_email',
  ),
  id_number: (_field, raw, today) => {
    if (typeof raw !== 'string' || raw.length > 100) return wrong('invalid_id_number');
    const value = normaliseIdNumber(raw);
    const birth = birthDateOf(value);
    if (birth === null || birth > today)
      return because('invalid_id_number', birth === null ? whyNoIdNumber(value) : 'parts', value);
    return ageOn(birth, today) < adultAge ? wrong('under_age', { age: adultAge }) : { value };
  },
  amount: (field, raw) => {
    const yuan = parseAmount(raw);
    if (yuan === null || !Number.isInteger(yuan) || yuan < 0) return wrong('invalid_amount');
    const bounded = within(yuan, field);
    if ('code' in bounded || field.step === undefined) return bounded;
    return (yuan - (field.min ?? 0)) % field.step === 0
      ? bounded
      : wrong('out_of_step', { step: field.step });
  },
  term: (field, raw) => {
    const months = parseNumber(raw);
    return months !== null && field.options.includes(months) ? { value: months } : wrong('not_an_option');
  },
  choice: (field, raw) =>
    typeof raw === 'string' && isOption(field, raw) ? { value: raw } : wrong('not_an_option'),
  multi: (field, raw) => {
    if (!Array.isArray(raw) || raw.length > field.options.length) return wrong('not_an_option');
    const picked = raw.filter((one): one is string => typeof one === 'string' && isOption(field, one));
    if (picked.length !== raw.length || new Set(picked).size !== raw.length) return wrong('not_an_option');
    const max = field.max ?? field.options.length;
    return picked.length <= max ? { value: picked } : wrong('too_many', { max });
  },
  date: (field, raw) => {
    if (typeof raw !== 'string' || !isCalendarDate(raw)) return wrong('invalid_date');
    if (field.min !== undefined && raw < field.min) return wrong('date_too_early', { min: field.min });
    if (field.max !== undefined && raw > field.max) return wrong('date_too_late', { max: field.max });
    return { value: raw };
  },
  number: (field, raw) => {
    const number = parseNumber(raw);
    return number === null ? wrong('invalid_number') : within(number, field);
  },
  text: (field, raw) => {
    if (typeof raw !== 'string') return wrong('invalid_text');
    const max = field.maxLength ?? defaultTextLength;
    const value = raw.replace(/\r\n?/g, '\n').trim();
    if ([...value].length > max) return wrong('too_long', { max });
    return hasUnsafeCharacters(value) ? wrong('invalid_text') : { value: value.normalize('NFC') };
  },
};

function isOption(field: { options: { value: string }[] }, value: string): boolean {
  return field.options.some((option) => option.value === value);
}

/** True for what counts as no answer: nothing, blank text, an empty list. */
export function isBlank(raw: unknown): boolean {
  return (
    raw === undefined ||
    raw === null ||
    (typeof raw === 'string' && withoutInvisible(raw).trim() === '') ||
    (Array.isArray(raw) && raw.length === 0)
  );
}

/**
 * Judges one answered field: its value in the one form that is stored, or a code with what the message needs.
 * @param today YYYY-MM-DD in mainland China
 */
export function judgeField(field: Field, raw: unknown, today: string): Judged {
  // The table's type ties each rule to its kind; the compiler can't follow that through the union.
  const rule = rules[field.kind] as Rule<FieldKind>;
  return rule(field, typeof raw === 'string' ? withoutInvisible(raw) : raw, today);
}
