/** Owns which authorisation a path names, and what deciding it answers; no rules. */
import type { Signed } from '../../contract/authorisation.ts';
import { type Refusal, refuse } from '../../contract/problem.ts';
import { findTenant, type TenantStub } from '../intake/tenants.ts';
import type { DecidedView } from '../tenant/authorisation/sign.ts';
import { type Call, param } from './call.ts';

export interface AskedAuthorisation {
  id: string;
  tenant: string;
  stub: TenantStub;
}

/** Whose authorisation a path names; `not_found` for any other text: ids are unguessable and say nothing when wrong. */
export async function askedBy(call: Call): Promise<AskedAuthorisation | Refusal> {
  const id = param(call, 'authorisation');
  const tenant = /^au_([a-z0-9-]{3,31})_[a-z2-7]{26}$/.exec(id)?.[1];
  const stub = tenant === undefined ? null : await findTenant(call.env, tenant);
  return tenant === undefined || stub === null ? refuse('not_found') : { id, tenant, stub };
}

export function signedAnswer(call: Call, { receipt, ...decided }: DecidedView): Signed {
  return {
    ...decided,
    ...(receipt === undefined ? {} : { receipt: { id: receipt, url: `${call.publicUrl}/r/${receipt}` } }),
  };
}
