/** Owns the receivers of webhooks in tests: every outgoing request of the objects ends here; must not judge them. */
import { runDurableObjectAlarm } from 'cloudflare:test';
import { vi } from 'vitest';
import { pickText } from './api.ts';
import { configure, tenantStub } from './scenario.ts';
import { runSql } from './stored.ts';

export interface Received {
  url: string;
  host: string;
  headers: Record<string, string>;
  body: string;
}

/** What a host answers; `hang` never answers until released. */
export type Reply =
  | { status: number; headers?: Record<string, string>; body?: string }
  | 'hang'
  | 'unreachable';

export interface Receivers {
  /** Every request in the order it came. */
  received: Received[];
  /** Says how a host answers from now on; without it a host answers 204. */
  answer(host: string, reply: Reply): void;
  /** Those that came to one host. */
  to(host: string): Received[];
  /** Their bodies, read. */
  bodiesTo(host: string): unknown[];
  /** The types of the events in them. */
  typesTo(host: string): string[];
}

/**
 * Stands in for the network: the objects run in the tests' isolate, so that replacing the global `fetch` reaches
 * them. With a tenant, only its own requests count. A hung request ends by its own abort signal, or once its host is given another answer.
 */
export function standInReceivers(tenant?: string): Receivers {
  const received: Received[] = [];
  const replies = new Map<string, Reply>();
  vi.stubGlobal('fetch', async (url: string, init: RequestInit): Promise<Response> => {
    const { host, pathname } = new URL(url);
    // What another test's tenant still had to send is not this test's.
    if (tenant !== undefined && !pathname.endsWith(tenant)) return new Response(null, { status: 204 });
    received.push({
      url,
      host,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: String(init.body),
    });
    // Polled: workerd lets no request be woken by another one's promise.
    while (replies.get(host) === 'hang') {
      init.signal?.throwIfAborted();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const reply = replies.get(host) ?? { status: 204 };
    if (reply === 'unreachable' || reply === 'hang') throw new TypeError('network connection lost');
    return new Response(reply.body ?? null, { status: reply.status, headers: reply.headers ?? {} });
  });
  const to = (host: string) => received.filter((one) => one.host === host);
  const bodiesTo = (host: string): unknown[] => to(host).map(({ body }): unknown => JSON.parse(body));
  return {
    received,
    answer: (host, reply) => void replies.set(host, reply),
    to,
    bodiesTo,
    typesTo: (host) => bodiesTo(host).map((body) => pickText(body, 'type')),
  };
}

/** Registers a webhook and answers with its secret. */
export async function addWebhook(
  shop: { owner: string; tenant: string },
  id: string,
  recipient = 'self',
  host = `${id}.example`,
): Promise<string> {
  const made = await configure('PUT', `/v1/destinations/${id}`, shop.owner, {
    kind: 'webhook',
    recipient,
    config: { url: `https://${host}/${shop.tenant}` },
  });
  return String(Reflect.get(Object(made), 'secret'));
}

/** Makes every pending delivery due, to destinations left alone too, and runs the alarm to its end. */
export async function sendDue(tenant: string): Promise<void> {
  await runSql(tenant, 'UPDATE failing_streaks SET open_until = 0');
  await runSql(tenant, "UPDATE deliveries SET next_at = 1 WHERE state = 'pending'");
  await runDurableObjectAlarm(tenantStub(tenant));
}

/** Waits until a condition holds; real alarms fire in their own time. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 4000, interval: 10 });
}
