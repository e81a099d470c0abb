/** Owns a clock that tests move, and the alarm that goes off by it; must not know what is due. */
import { runDurableObjectAlarm } from 'cloudflare:test';
import { vi } from 'vitest';
import { tenantStub } from './scenario.ts';

export const dayMs = 86_400_000;

/** To be called before each test; `vi.useRealTimers()` ends it. */
export function holdTheClock(): void {
  vi.useFakeTimers({ toFake: ['Date'] });
}

/** Moves the clock on and lets the tenant's alarm go off, until what a run leaves is done too. */
export async function pass(tenant: string, ms: number, runs = 2): Promise<void> {
  vi.setSystemTime(Date.now() + ms);
  for (let run = 0; run < runs; run++) {
    await runDurableObjectAlarm(tenantStub(tenant));
    // A run that was cut short sets its alarm a second ahead.
    vi.setSystemTime(Date.now() + 1000);
  }
}
