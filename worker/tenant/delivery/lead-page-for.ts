/** Owns who is told the address of the page about a lead; must not know deliveries. */
import { leadPageUrl } from '../../delivery/lead-url.ts';
import { self } from '../../routing/recipients.ts';
import type { TenantContext } from '../context.ts';

/** The page is the tenant's: no other recipient is told of it. */
export function leadPageFor(
  context: TenantContext,
  publicUrl: string | null,
  lead: string,
  recipient: string,
): string | null {
  if (recipient !== self) return null;
  return leadPageUrl(publicUrl, context.profile().id, lead);
}
