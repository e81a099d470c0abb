/** Owns the submission that was sent and has no answer yet, sealed over a reload of the tab; must not send it. */
import { submissionIdPattern } from '../../contract/submission.ts';
import { createSealedStore } from '../draft/sealed-store.ts';

/**
 * Keeps the exact bytes until `forgetSubmission`; a second one for the same form and seat takes the place of the first.
 * @param seat which of several elements of the form on the page, from 0
 */
export function keepSubmission(tenant: string, body: string, seat: number = 0): void {
  const form = formOf(body);
  if (form !== null) createSealedStore('outbox', tenant, form, seat).save(body);
}

/** An answer stands: there is nothing left to send. */
export function forgetSubmission(tenant: string, body: string, seat: number = 0): void {
  const form = formOf(body);
  if (form !== null) createSealedStore('outbox', tenant, form, seat).drop();
}

/**
 * The body that this tab was sending less than 24 hours ago when it was reloaded or the form was taken off the page;
 * null when there is none. The applicant had pressed the button: it may be sent on, as it is, without asking again.
 */
export async function pendingSubmission(
  tenant: string,
  form: string,
  seat: number = 0,
): Promise<string | null> {
  const body = await createSealedStore('outbox', tenant, form, seat).load();
  return body !== null && formOf(body) === form ? body : null;
}

function formOf(body: string): string | null {
  try {
    const { id, form }: { id?: unknown; form?: unknown } = Object(JSON.parse(body));
    return typeof form === 'string' && submissionIdPattern.test(String(id)) ? form : null;
  } catch {
    return null;
  }
}
