/** Owns a partner's signed prefill: signature, end, and which of its values a form may start with; must not know HTTP. */
import * as z from 'zod';
import { chinaDateAt } from '../../contract/fields/date.ts';
import { isBlank, judgeField } from '../../contract/fields/judge-field.ts';
import { fieldsOf, type PublishedForm, personKinds, type Values } from '../../contract/form.ts';
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import { fromBase64, utf8 } from '../encoding/bytes.ts';
import { latestForm } from './published-forms.ts';
import { readShape } from './read-shape.ts';
import type { TenantStub } from './tenants.ts';

export const prefillSchema = z
  .strictObject({ form: z.string().max(63), token: z.string().max(8000) })
  .meta({ id: 'Prefill' });

/** A link is used at once or on the same day; one that is not can't be cut short later. */
const longestLifeMs = 24 * 3_600_000;
/** A partner's clock may run ahead of ours. */
const clockLeewayMs = 5 * 60_000;

/** What a partner signs. No other key, so that a prefill can never carry a consent. */
const contentSchema = z.strictObject({
  form: z.string(),
  values: z.record(z.string(), z.unknown()),
  /** Epoch seconds. */
  exp: z.int().min(0),
});

/** The values that the form may start with; a refusal for whatever the tenant did not sign for this form and time. */
export async function openPrefill(
  stub: TenantStub,
  tenant: string,
  body: unknown,
  nowMs: number,
): Promise<{ values: Values } | Refusal> {
  const shape = readShape(prefillSchema, body);
  if (!shape.success) {
    return refuse(
      'invalid_request',
      shape.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), code: 'invalid_shape' })),
    );
  }
  const { form, token } = shape.data;
  const bundle = await latestForm(stub, tenant, form);
  if (bundle === null) return rejected('form', 'unknown_form');
  const secret = await stub.profile.secret('prefillSecret');
  if (isRefusal(secret)) return secret;
  if (secret === null) return rejected('token', 'prefill_not_configured');
  const signed = await signedText(token, secret);
  if (signed === null) return rejected('token', 'prefill_bad_signature');
  const content = readShape(contentSchema, parsed(signed));
  if (!content.success) return rejected('token', 'prefill_bad_content');
  if (content.data.form !== form) return rejected('token', 'prefill_other_form');
  const leftMs = content.data.exp * 1000 - nowMs;
  if (leftMs <= 0) return rejected('token', 'prefill_expired');
  if (leftMs > longestLifeMs + clockLeewayMs) return rejected('token', 'prefill_too_long');
  return { values: prefilled(bundle.form, content.data.values, chinaDateAt(nowMs)) };
}

function rejected(path: string, code: string): Refusal {
  return refuse('prefill_rejected', [{ path, code }]);
}

/** The first part as text when the second is its HMAC; compared by WebCrypto in constant time. */
async function signedText(token: string, secret: string): Promise<string | null> {
  const [content = '', signature = '', ...more] = token.split('.');
  const mac = fromBase64(signature);
  const bytes = fromBase64(content);
  if (more.length > 0 || mac === null || bytes === null) return null;
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', utf8.encode(secret), algorithm, false, ['verify']);
  const isRight = await crypto.subtle.verify('HMAC', key, mac, utf8.encode(content));
  return isRight ? new TextDecoder().decode(bytes) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Least surprise: what is unknown, wrong or says who someone is stays out, and the rest is used. */
export function prefilled(form: PublishedForm, given: Record<string, unknown>, today: string): Values {
  const answers = new Map(Object.entries(given));
  const values: Values = {};
  for (const field of fieldsOf(form)) {
    const answer = answers.get(field.id);
    if (personKinds.includes(field.kind) || isBlank(answer)) continue;
    const judged = judgeField(field, answer, today);
    if ('value' in judged) values[field.id] = judged.value;
  }
  return values;
}
