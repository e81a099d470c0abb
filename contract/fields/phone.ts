/** Owns mainland mobile numbers: their one form and their judgement; must not know who asks for one. */
import { toHalfWidth } from './text-form.ts';

/** Full-width digits, separators and the country code (+86, 0086, 86) removed: what is left is judged. */
export function normalisePhone(typed: string): string {
  const digits = toHalfWidth(typed).replace(/[\s().\-\u2010-\u2015\u2212·]/g, '');
  return digits.replace(/^(?:\+86|0086|86(?=1\d{10}$))/, '');
}

/** What is wrong with digits that are no mobile number: how many there are, or how they begin. */
export function whyNoMobile(phone: string): 'length' | 'start' | undefined {
  if (!/^\d+$/.test(phone)) return undefined;
  return phone.length === 11 ? 'start' : 'length';
}

/** Loose on purpose: number ranges are opened every year, and 携号转网 since 2019 makes a prefix say little. */
export function isMobile(phone: string): boolean {
  return /^1[3-9]\d{9}$/.test(phone);
}
