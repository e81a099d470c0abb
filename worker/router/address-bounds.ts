/** Owns how long an address may be before anything of it is read; must not know any route. */
import { type Refusal, refuse } from '../../contract/problem.ts';

/** The longest that is asked for carries the address of another page, all of it percent-encoded. */
const longestUrl = 16 * 1024;
/** Each costs a microsecond to read, and no route has ten. */
const mostParameters = 100;

export function addressFault(url: string): Refusal | null {
  if (url.length > longestUrl) return tooLong('too_many_signs', longestUrl);
  return url.split('&').length > mostParameters ? tooLong('too_many_parameters', mostParameters) : null;
}

function tooLong(code: string, max: number): Refusal {
  return refuse('uri_too_long', [{ path: '', code, params: { max } }]);
}
