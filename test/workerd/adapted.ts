/** Owns making the webhook adapter of a test's destinations behave as other kinds do; must not know what is tested. */
import { onTestFinished } from 'vitest';
import type { Adapter } from '../../worker/delivery/adapter.ts';
import { webhook } from '../../worker/delivery/adapters/webhook.ts';

/** Until the test ends. The objects run in the tests' isolate, so that they see the change. */
export function adapt(change: Partial<Adapter>): void {
  const before = { ...webhook };
  Object.assign(webhook, change);
  onTestFinished(() => {
    for (const name of Object.keys(change)) Reflect.deleteProperty(webhook, name);
    Object.assign(webhook, before);
  });
}
