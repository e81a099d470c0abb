/** Owns the judgement of a submission, from its body to the tenant's transaction; must not know HTTP answers. */
import { chinaDateAt } from '../../contract/fields/date.ts';
import { judgeGrants } from '../../contract/judge-grants.ts';
import { judgeSensitive } from '../../contract/judge-sensitive.ts';
import { judgeValues } from '../../contract/judge-values.ts';
import { type Refusal, refuse } from '../../contract/problem.ts';
import type { Env } from '../env.ts';
import type { AcceptedLead } from '../tenant/accept.ts';
import { publishedForm } from './published-forms.ts';
import { sealSubmission } from './seal-submission.ts';
import { submissionSchema } from './submission-schema.ts';
import { type TenantStub, tenantKeys } from './tenants.ts';

/**
 * Shape, then form, then grants and values against the published version, then the transaction. The first stage that
 * refuses ends it, and nothing is stored.
 */
export async function takeIn(
  env: Env,
  stub: TenantStub,
  tenant: string,
  body: Record<string, unknown>,
  nowMs: number,
): Promise<AcceptedLead | Refusal> {
  const shape = submissionSchema.safeParse(body);
  if (!shape.success) {
    return refuse(
      'invalid_values',
      shape.error.issues.map((issue) => ({ path: pathText(issue.path), code: 'invalid_shape' })),
    );
  }
  const submission = shape.data;
  const bundle = await publishedForm(stub, tenant, submission.form, submission.formVersion);
  if (bundle === null) {
    const isKnown = (await stub.forms.latestVersion(submission.form)) !== null;
    return refuse(isKnown ? 'consent_outdated' : 'unknown_form');
  }
  const { form } = bundle;
  const grants = judgeGrants(form.consents, submission.grants);
  if (grants !== null && grants.refused !== 'consent_missing') return grants;
  const judged = judgeValues(form, submission.values, chinaDateAt(nowMs));
  if ('errors' in judged) return refuse('invalid_values', judged.errors);
  if (grants !== null) return grants;
  const sensitive = judgeSensitive(form, bundle.notices, judged.values, submission.grants);
  if (sensitive !== null) return sensitive;
  const sealed = await sealSubmission(form, submission, judged.values, {
    tenant,
    keys: await tenantKeys(env, tenant),
    nowMs,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  });
  const outcome: AcceptedLead | Refusal = await stub.accept(sealed);
  return outcome;
}

/** A path of our own schema's names. A name that is not ours came from the sender and is not repeated. */
function pathText(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
