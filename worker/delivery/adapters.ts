/** Owns the list of adapters by kind; must not know how any of them works. */
import type { Adapter, DestinationKind } from './adapter.ts';
import { webhook } from './adapters/webhook.ts';

const adapters: Partial<Record<DestinationKind, Adapter>> = { webhook };

/** The adapter of a kind. */
export function adapterOf(kind: DestinationKind): Adapter {
  const adapter = adapters[kind];
  if (adapter === undefined) throw new Error(`no adapter for ${kind}`);
  return adapter;
}
