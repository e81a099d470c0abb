/** Owns the list of adapters by kind; must not know how any of them works. */
import type { Adapter, DestinationKind } from './adapter.ts';
import { espocrm } from './adapters/espocrm.ts';
import { hubspot } from './adapters/hubspot.ts';
import { salesforce } from './adapters/salesforce.ts';
import { webhook } from './adapters/webhook.ts';
import { zoho } from './adapters/zoho.ts';

const adapters: Partial<Record<DestinationKind, Adapter>> = { webhook, hubspot, salesforce, espocrm, zoho };

/** Every adapter that there is: a destination is of one of their kinds. */
export const allAdapters: readonly Adapter[] = Object.values(adapters);

/** The adapter of a kind. */
export function adapterOf(kind: DestinationKind): Adapter {
  const adapter = adapters[kind];
  if (adapter === undefined) throw new Error(`no adapter for ${kind}`);
  return adapter;
}
