/** Owns the check that a taken port gives way to the next; must not know what is served. */
import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { findFreePort, listenFrom } from '../../demo/ports.ts';

async function listening(wished: number): Promise<number> {
  const server = createServer();
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  return listenFrom(server, wished);
}

it('takes the wished port when it is free', async () => {
  const wished = await findFreePort(20_100);
  expect(await listening(wished)).toBe(wished);
});

it('takes a later one when it is not', async () => {
  const wished = await listening(await findFreePort(20_200));
  const second = await listening(wished);
  expect(second).toBeGreaterThan(wished);
  expect(await findFreePort(wished)).toBeGreaterThan(second);
});

it('leaves a port free that it only looked for', async () => {
  const found = await findFreePort(20_300);
  expect(await listening(found)).toBe(found);
});
