/** Owns the answers that the page's address brings: hidden fields by name, and the partner's signed token; must not trust either. */
import { fieldsOf } from '../../contract/form.ts';
import type { FormConfig } from '../form/form-config.ts';
import type { FormDesk } from '../form/form-state.ts';
import { request } from '../send/request.ts';

const longestHidden = 200;

/**
 * Fills hidden fields from query parameters of their name, and any field from `jjp`, a token that the server checks:
 * the browser holds no secret. A token that the server does not take brings nothing, and stops nobody.
 */
export async function fillFromAddress(desk: FormDesk, config: FormConfig, search: string): Promise<void> {
  const { base, tenant, form } = config;
  const query = new URLSearchParams(search);
  const hidden: Record<string, string> = {};
  for (const field of fieldsOf(desk.state.bundle.form)) {
    const told = field.hidden ? query.get(field.id) : null;
    if (told) hidden[field.id] = told.slice(0, longestHidden);
  }
  desk.fill(hidden);
  const token = query.get('jjp');
  if (!token) return;
  const answer = await request(`${base}/v1/t/${tenant}/prefill`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ form, token }),
  });
  const { values }: { values?: unknown } = Object(answer?.body);
  if (answer?.status === 200) desk.fill(Object(values));
}
