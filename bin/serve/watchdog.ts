/** Owns the watch over a server whose event loop may stand: asks it, tells what it stood at, has it restarted. */
import { Agent, get } from 'node:http';
import type { AnnouncedWork } from './announced-work.ts';
import { Standstill, type StandstillLimits } from './standstill.ts';

export interface WatchdogOptions extends StandstillLimits {
  everyMs: number;
}

export const usualWatch: WatchdogOptions = { everyMs: 500, tellMs: 2000, restartMs: 30_000 };

export interface Watchdog {
  end(): void;
}

/**
 * Asks `/healthz` over a connection of its own, one question at a time: one loop answers everything, so that no answer
 * means no answer for anyone. A server that is gone, or answers with a fault, is not one that stands.
 * @param tell gets one line at a time
 * @param restart replaces the process; asking goes on once it settles
 */
export function watch(
  url: string,
  work: AnnouncedWork,
  { everyMs, ...limits }: WatchdogOptions,
  tell: (line: string) => void,
  restart: () => Promise<void>,
): Watchdog {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const standstill = new Standstill(limits);
  let question: Question | null = null;
  let lastMs = performance.now();
  let isRestarting = false;

  const tick = () => {
    const nowMs = performance.now();
    const sinceMs = nowMs - lastMs;
    lastMs = nowMs;
    if (isRestarting) return;
    const hasAnswered = question?.isSettled() ?? true;
    const silentMs = standstill.silentMs;
    const standing = standstill.tick(sinceMs, hasAnswered);
    if (standing === 'stands')
      tell(`the server has stood still for ${limits.tellMs / 1000} s at: ${work.describe(Date.now())}`);
    if (standing === 'runs again') tell(`the server runs again, after ${Math.round(silentMs / 1000)} s`);
    if (standing === 'to be restarted') void replace();
    else if (hasAnswered) question = ask(url, agent);
  };

  const replace = async () => {
    isRestarting = true;
    tell(
      `the server has stood still for ${Math.round(standstill.silentMs / 1000)} s and is restarted; ` +
        `it stood at: ${work.describe(Date.now())}`,
    );
    question?.giveUp();
    question = null;
    await restart();
    standstill.begin();
    isRestarting = false;
  };

  const timer = setInterval(tick, everyMs);
  return {
    end() {
      clearInterval(timer);
      question?.giveUp();
      agent.destroy();
    },
  };
}

interface Question {
  isSettled(): boolean;
  giveUp(): void;
}

function ask(url: string, agent: Agent): Question {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  const request = get(`${url}/healthz`, { agent }, (response) => {
    settle();
    response.on('error', settle).resume();
  });
  request.on('error', settle);
  return { isSettled: () => isSettled, giveUp: () => void request.destroy() };
}
