/** Owns reading the server's answer to a submission, where nothing counts as success that isn't; must not send. */
import type { Accepted } from '../../contract/submission.ts';
import type { Answer } from './request.ts';

/** What the server said no with; `unreachable` when nothing came. */
export interface Refused {
  code: string;
  /** Of the answer; 0 when none came. */
  status: number;
  /** When it may be tried again, if the server said so. */
  retryAfterSeconds: number | null;
  /** What the server's people find it by; undefined when it gave none. */
  requestId: string | undefined;
  errors: { path: string; code: string; message: string }[];
}

/** Null for any success that is not this server's: a captive portal answers 200 with a page of its own. */
export function readAccepted({ status, body }: Answer): Accepted | null {
  return (status === 200 || status === 201) && isAccepted(body) ? body : null;
}

export function readRefused(answer: Answer | null): Refused {
  const { code, errors, requestId }: Record<'code' | 'errors' | 'requestId', unknown> = Object(answer?.body);
  const { status = 0, retryAfter = null } = answer ?? {};
  return {
    code: typeof code === 'string' ? code : codeOf(status),
    status,
    retryAfterSeconds: retryAfter,
    requestId: isText(requestId, /^[\w-]{4,64}$/) ? requestId : undefined,
    errors: Array.isArray(errors) ? errors.filter(isFinding) : [],
  };
}

/** Of an answer that says no more than its status: one of something before the server, or of a server that is broken. */
function codeOf(status: number): string {
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'server_error' : status >= 400 ? 'not_understood' : 'unreachable';
}

/** The applicant took the form back. */
export const stoppedByHand: Refused = {
  code: 'stopped',
  status: 0,
  retryAfterSeconds: null,
  requestId: undefined,
  errors: [],
};

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

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}
