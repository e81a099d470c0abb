/** Owns numbers typed as text; must not know their bounds. */
import { toHalfWidth } from './text-form.ts';

/** A finite number from a number or from typed digits (full width and thousands commas allowed), else null. */
export function parseNumber(raw: unknown): number | null {
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : null;
  if (typeof raw !== 'string') return null;
  const typed = toHalfWidth(raw).replace(/[\s,]/g, '');
  return /^-?\d{1,15}(?:\.\d{1,6})?$/.test(typed) ? Number(typed) : null;
}
