/** Owns the schema of a region: where a legal person is, or a system stands; must not know what may go there. */
import * as z from 'zod';
import { mainland } from '../../contract/notice.ts';

const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
/** What CLDR names and is no place: unknown, and two that stand for tests. */
const nowhere = new Set(['ZZ', 'XA', 'XB']);

/** In lower case: `mainland`, or an ISO 3166-1 alpha-2 code. `cn` is none: which part of it is meant decides what is abroad. */
function isRegion(text: string): boolean {
  if (text === mainland) return true;
  if (!/^[a-z]{2}$/.test(text) || text === 'cn') return false;
  const code = text.toUpperCase();
  return !nowhere.has(code) && names.of(code) !== undefined;
}

export const regionSchema = z
  .string()
  .toLowerCase()
  .refine(isRegion, {
    error:
      '写 mainland、hk、mo、tw，或 ISO 3166-1 两位国家/地区代码 / mainland, hk, mo, tw or an ISO 3166-1 alpha-2 code',
  })
  .meta({ description: 'mainland, hk, mo, tw or an ISO 3166-1 alpha-2 code' });
