/** Owns reading the server's answer to a submission, where nothing counts as success that isn't; must not send. */
import type { Accepted } from '../../contract/submission.ts';
import type { Answer } from './request.ts';

/** What the server said no with; `unreachable` when it said nothing that can be understood. */
export interface Refused {
  code: string;
  errors: { path: string; code: string; message: string }[];
}

/** Null for any success that is not this server's: a captive portal answers 200 with a page of its own. */
export function readAccepted({ status, body }: Answer): Accepted | null {
  return (status === 200 || status === 201) && isAccepted(body) ? body : null;
}

export function readRefused(answer: Answer | null): Refused {
  const { code, errors }: { code?: unknown; errors?: unknown } = Object(answer?.body);
  return {
    code: typeof code === 'string' ? code : 'unreachable',
    errors: Array.isArray(errors) ? errors.filter(isFinding) : [],
  };
}

function isFinding(found: unknown): found is Refused['errors'][number] {
  const { path, code, message }: { path?: unknown; code?: unknown; message?: unknown } = Object(found);
  return typeof path === 'string' && typeof code === 'string' && typeof message === 'string';
}

function isAccepted(body: unknown): body is Accepted {
  const { lead, receipt }: { lead?: unknown; receipt?: unknown } = Object(body);
  const { id, url }: { id?: unknown; url?: unknown } = Object(receipt);
  // The address becomes a link: nothing but a web page may be behind it.
  return isText(lead, /^ld_/) && isText(id, /^rc_/) && isText(url, /^https?:\/\//);
}

function isText(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}
