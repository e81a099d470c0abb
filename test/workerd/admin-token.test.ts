/** Owns the admin token: rotation without a restart, what is held back, what is logged; must not know what it opens. */

import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AdminTokens } from '../../worker/directory/admin-tokens.ts';
import { sha256 } from '../../worker/encoding/digest.ts';
import { adminToken, call, expectProblem, pick, pickText } from './api.ts';

const directory = () => env.DIRECTORY.get(env.DIRECTORY.idFromName('directory'));
const tenants = (key: string, address?: string) =>
  call('GET', '/v1/tenants', { key, headers: address === undefined ? {} : { 'cf-connecting-ip': address } });
const rotate = (key: string, body?: object) => call('POST', '/v1/admin/token/rotate', { key, body });
const hourMs = 3_600_000;

let logged: string[];
beforeEach(() => {
  logged = [];
  vi.spyOn(console, 'warn').mockImplementation((...said: unknown[]) => void logged.push(said.join(' ')));
  vi.spyOn(console, 'error').mockImplementation((...said: unknown[]) => void logged.push(said.join(' ')));
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  await runInDurableObject(
    directory(),
    (_, state) => void state.storage.sql.exec('DELETE FROM admin_tokens'),
  );
});

describe('rotation', () => {
  test('makes a token that opens at once; the one before it opens for an hour more', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const answer = await rotate(adminToken);
    expect(answer.status).toBe(200);
    const token = pickText(answer.json, 'token');
    expect(token).toMatch(/^jadmin_[\w-]{43}$/);
    expect(Date.parse(pickText(answer.json, 'previousUntil')) - Date.now()).toBe(hourMs);
    for (const live of [token, adminToken]) expect((await tenants(live)).status).toBe(200);
    vi.setSystemTime(Date.now() + hourMs);
    expectProblem(await tenants(adminToken), 401, 'unauthorized');
    expect((await tenants(token)).status).toBe(200);
    // Nothing of either is logged.
    for (const secret of [token, adminToken]) expect(logged.join('\n')).not.toContain(secret.slice(7, 20));
    expect(logged.join('\n')).toMatch(/^admin token rotated /m);
  });

  test('immediately ends every other at once, those that overlap too', async () => {
    const second = pickText((await rotate(adminToken)).json, 'token');
    const third = pickText((await rotate(second)).json, 'token');
    for (const live of [adminToken, second, third]) expect((await tenants(live)).status).toBe(200);
    const answer = await rotate(third, { immediately: true });
    expect(pick(answer.json, 'previousUntil')).toBeUndefined();
    for (const ended of [adminToken, second, third]) expectProblem(await tenants(ended), 401, 'unauthorized');
    expect((await tenants(pickText(answer.json, 'token'))).status).toBe(200);
  });

  test('never lengthens the life of one that is ending', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const second = pickText((await rotate(adminToken)).json, 'token');
    vi.setSystemTime(Date.now() + hourMs - 1000);
    await rotate(second);
    expect((await tenants(adminToken)).status).toBe(200);
    vi.setSystemTime(Date.now() + 1000);
    expectProblem(await tenants(adminToken), 401);
    expect((await tenants(second)).status).toBe(200);
  });

  test('holds over a restart of the object, and keeps hashes alone', async () => {
    const token = pickText((await rotate(adminToken, { immediately: true })).json, 'token');
    const stored = await runInDurableObject(directory(), (_, state) => {
      const again = new AdminTokens(state.storage.sql, adminToken);
      expect(again.isLive(sha256(adminToken), Date.now())).toBe(false);
      expect(again.isLive(sha256(token), Date.now())).toBe(true);
      return JSON.stringify(state.storage.sql.exec('SELECT hex(hash) AS hash FROM admin_tokens').toArray());
    });
    expect(stored).not.toContain(token);
  });

  test('a token that is configured later opens, so that nobody who runs the server is locked out', async () => {
    await rotate(adminToken, { immediately: true });
    const later = 'jadmin_later_9sKd2LmQx7VbN4tRzW8yHc5';
    await runInDurableObject(directory(), (_, state) => {
      const configured = new AdminTokens(state.storage.sql, later);
      expect(configured.isLive(sha256(later), Date.now())).toBe(true);
      expect(configured.isLive(sha256(adminToken), Date.now())).toBe(false);
    });
  });

  test('takes nothing but its own member', async () => {
    expectProblem(await rotate(adminToken, { token: 'mine' }), 422, 'invalid_request');
    expectProblem(await rotate(adminToken, { immediately: 'yes' }), 422, 'invalid_request');
    expect((await tenants(adminToken)).status).toBe(200);
  });
});

test('a configured token that is easy to guess opens nothing, and the log says why', async () => {
  await runInDurableObject(directory(), (_, state) => {
    const weak = new AdminTokens(state.storage.sql, 'admin');
    expect(weak.isLive(sha256('admin'), Date.now())).toBe(false);
    const none = new AdminTokens(state.storage.sql, undefined);
    expect(none.isLive(sha256(''), Date.now())).toBe(false);
  });
  expect(logged).toEqual(['JINJIAN_ADMIN_TOKEN is too easy to guess, and opens nothing']);
});

describe('wrong tokens', () => {
  const wrong = (number: number) => `jadmin_wrong_${number}_aaaaaaaaaaaaaaaaaaaa`;

  test('are held back after ten in a minute, by address, with the time to wait', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    for (let at = 0; at < 10; at++)
      expectProblem(await tenants(wrong(at), '198.51.100.7'), 401, 'unauthorized');
    const held = await tenants(wrong(10), '198.51.100.7');
    expectProblem(held, 429, 'rate_limited');
    expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(50);
    expectProblem(await tenants(wrong(11), '198.51.100.8'), 401, 'unauthorized');
    vi.setSystemTime(Date.now() + 60_000);
    expectProblem(await tenants(wrong(12), '198.51.100.7'), 401, 'unauthorized');
  });

  test('lock out nobody who has the right one, from the same address too', async () => {
    for (let at = 0; at < 15; at++) await tenants(wrong(at), '198.51.100.9');
    expect((await tenants(adminToken, '198.51.100.9')).status).toBe(200);
    expectProblem(await tenants(wrong(1), '198.51.100.9'), 429, 'rate_limited');
  });

  test('of addresses that are not known count together', async () => {
    for (let at = 0; at < 10; at++) await tenants(wrong(at));
    expectProblem(await tenants(wrong(11)), 429, 'rate_limited');
  });

  test('are logged with a mark of their address, neither token nor address, and what is held back is not', async () => {
    for (let at = 0; at < 15; at++) await tenants(wrong(at), '198.51.100.10');
    await tenants(wrong(1), '198.51.100.11');
    expect(logged).toHaveLength(11);
    const marks = logged.map((line) => /^admin token refused [\w-]+ ([\w-]{8})$/.exec(line)?.[1]);
    expect(new Set(marks.slice(0, 10)).size).toBe(1);
    expect(marks[10]).not.toBe(marks[0]);
    expect(logged.join('\n')).not.toMatch(/198\.51|jadmin|wrong/);
  });

  test('a tenant’s key, or none, is no try', async () => {
    for (let at = 0; at < 15; at++)
      expectProblem(await tenants('jk_acme_aaaaaaaaaaaaaaaa', '198.51.100.12'), 403, 'forbidden');
    expectProblem(await tenants(wrong(1), '198.51.100.12'), 401, 'unauthorized');
    expect(logged).toHaveLength(1);
  });
});
