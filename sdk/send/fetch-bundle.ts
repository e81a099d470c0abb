/** Owns the fetching of a published form that did not come with the script; must not know who shows it. */
import type { FormBundle } from '../../contract/submission.ts';
import { request } from './request.ts';
import { type Refused, readRefused } from './submission-answer.ts';

export type Fetched = { bundle: FormBundle } | { failed: string; refused?: Refused };

/** The form as published now, past any cache; else why not: a problem code, or `unreachable`. */
export async function fetchBundle(base: string, tenant: string, form: string): Promise<Fetched> {
  const url = `${base}/v1/t/${tenant}/forms/${form}`;
  const answer = await request(url, { cache: 'no-cache' });
  if (answer !== null && answer.status < 400 && isBundle(answer.body)) return { bundle: answer.body };
  const refused = readRefused(answer);
  return { failed: refused.code, refused };
}

/** Tells a bundle from another JSON answer; the server's own checks vouch for the rest. */
function isBundle(body: unknown): body is FormBundle {
  const { form, notices, version }: { form?: unknown; notices?: unknown; version?: unknown } = Object(body);
  const { steps, consents }: { steps?: unknown; consents?: unknown } = Object(form);
  return (
    Array.isArray(steps) && Array.isArray(consents) && Array.isArray(notices) && typeof version === 'number'
  );
}
