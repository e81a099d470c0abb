/** Owns the judgement of a visit before it is counted: only forms and codes that exist; must not count. */
import * as z from 'zod';
import { type Refusal, refuse } from '../../contract/problem.ts';
import { isLinkCode } from '../referral/link-code.ts';
import { readShape } from './read-shape.ts';
import type { TenantStub } from './tenants.ts';

export const visitSchema = z
  .strictObject({
    kind: z.enum(['view', 'start']),
    form: z.string().max(63),
    ref: z.string().max(64).optional(),
  })
  .meta({ id: 'Visit' });

export interface Visit {
  kind: 'view' | 'start';
  form: string;
  /** Empty without a referral, or with a code that the tenant's tree does not know. */
  code: string;
}

/** The visit to count, a refusal for an unknown form, or null for any other shape. */
export async function takeVisit(stub: TenantStub, body: unknown): Promise<Visit | Refusal | null> {
  const parsed = readShape(visitSchema, body);
  if (!parsed.success) return null;
  const { kind, form, ref } = parsed.data;
  if ((await stub.forms.latestVersion(form)) === null) return refuse('unknown_form');
  const link = ref !== undefined && isLinkCode(ref) ? await stub.links.view(ref) : null;
  return { kind, form, code: link?.code ?? '' };
}
