/** Owns `limit` and `cursor` of lists; must not know what is listed. */
import { isCalendarDate } from '../../contract/fields/date.ts';
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import { fromBase64, toBase64Url, utf8 } from '../encoding/bytes.ts';
import { startOfChinaDay } from '../encoding/china-day.ts';
import { rfc3339 } from '../publishing/text-schema.ts';

const defaultLimit = 50;
const maxLimit = 200;

export interface Page {
  limit: number;
  cursor: string | null;
}

/** The page asked for. The cursor is the text that `listOf` put into the last answer. */
export function pageOf(query: URLSearchParams): Page | Refusal {
  const limit = Number(query.get('limit') ?? defaultLimit);
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) {
    return refuse('invalid_request', [
      { path: 'limit', code: 'out_of_range', params: { min: 1, max: maxLimit } },
    ]);
  }
  const cursor = query.get('cursor');
  if (cursor === null || cursor === '') return { limit, cursor: null };
  const bytes = cursor.length > 200 ? null : fromBase64(cursor);
  if (bytes === null) return refuse('invalid_cursor', [{ path: 'cursor', code: 'invalid_shape' }]);
  return { limit, cursor: new TextDecoder().decode(bytes) };
}

/** A cursor that is a row number, or the given number on the first page; any other text is `invalid_cursor`. */
export function numberCursor(page: Page, first: number): number | Refusal {
  if (page.cursor === null) return first;
  return /^\d{1,15}$/.test(page.cursor)
    ? Number(page.cursor)
    : refuse('invalid_cursor', [{ path: 'cursor', code: 'invalid_shape' }]);
}

/** How many rows to ask for: one more than the page holds tells whether another page follows. */
export function rowsFor(page: Page): number {
  return page.limit + 1;
}

/** The wire shape of a list, from up to `rowsFor` rows: `next` is null on the last page. */
export function listOf<Item>(rows: Item[], page: Page, cursorOf: (last: Item) => string) {
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  const isMore = rows.length > page.limit && last !== undefined;
  return { items, next: isMore ? toBase64Url(utf8.encode(cursorOf(last))) : null };
}

/**
 * The time that `?since=` names, in milliseconds since 1970: RFC 3339 with its zone, or a day in China, from its first
 * moment on. Undefined without one.
 */
export function sinceOf(query: URLSearchParams): number | undefined | Refusal {
  const since = query.get('since');
  if (since === null) return undefined;
  if (isCalendarDate(since)) return startOfChinaDay(since);
  const isTime = rfc3339.safeParse(since).success;
  return isTime ? Date.parse(since) : refuse('invalid_request', [{ path: 'since', code: 'invalid_since' }]);
}

/** Every item, or the first refusal among them. */
export function allOrRefusal<Item>(items: readonly (Item | Refusal)[]): Item[] | Refusal {
  return items.find(isRefusal) ?? items.filter((item): item is Item => !isRefusal(item));
}
