/** Owns the isolate's memory of published forms: immutable, so that each version is fetched once; must not know HTTP. */
import type { FormBundle } from '../../contract/submission.ts';
import type { TenantStub } from './tenants.ts';

/** Enough for every live form of many tenants; the oldest go first. */
const capacity = 500;
const bundles = new Map<string, FormBundle>();

/** A version with its notices, or null when it was never published. */
export async function publishedForm(
  stub: TenantStub,
  tenant: string,
  form: string,
  version: number,
): Promise<FormBundle | null> {
  const key = `${tenant}/${form}@${version}`;
  const cached = bundles.get(key);
  if (cached !== undefined) return cached;
  const bundle: FormBundle | null = await stub.forms.bundle(form, version);
  if (bundle !== null) {
    const oldest = bundles.keys().next().value;
    if (bundles.size >= capacity && oldest !== undefined) bundles.delete(oldest);
    bundles.set(key, bundle);
  }
  return bundle;
}

/** The latest version with its notices, or null. Asks the object for the number only. */
export async function latestForm(stub: TenantStub, tenant: string, form: string): Promise<FormBundle | null> {
  const version = await stub.forms.latestVersion(form);
  return version === null ? null : publishedForm(stub, tenant, form, version);
}
