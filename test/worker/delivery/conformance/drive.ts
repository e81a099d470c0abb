/** Owns one delivery by an adapter without the engine: token, request, verdict, once more with a new token; no schedule. */
import type { Access, Adapter, Config, Message } from '../../../../worker/delivery/adapter.ts';
import type { Mapping } from '../../../../worker/delivery/mapping.ts';
import { exchange, isAnswer } from '../../../../worker/delivery/send.ts';
import type { Verdict } from '../../../../worker/delivery/verdict.ts';

/** What is kept between deliveries to one destination. */
export interface Kept {
  access: Access | null;
}

export interface Drive {
  adapter: Adapter;
  config: Config;
  mapping?: Mapping;
  kept?: Kept;
  nowMs?: number;
  timeoutMs?: number;
}

/** Delivers as the engine does. */
export async function drive(
  {
    adapter,
    config,
    mapping = adapter.defaultMapping,
    kept = { access: null },
    nowMs = Date.now(),
    timeoutMs = 5000,
  }: Drive,
  ...messages: [Message, ...Message[]]
): Promise<Verdict> {
  const attempt = async (): Promise<Verdict> => {
    const access = kept.access ?? (await lend());
    if (isVerdict(access)) return access;
    kept.access = access;
    const request = await adapter.build({ config, mapping, messages, access, nowMs });
    const answer = await exchange(request, { signal: AbortSignal.timeout(timeoutMs) });
    return isAnswer(answer) ? adapter.judge(answer, nowMs) : answer;
  };
  const lend = async (): Promise<Access | Verdict> => {
    if (adapter.token === undefined) return {};
    const answer = await exchange(adapter.token.request(config, nowMs), {
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!isAnswer(answer)) return answer;
    const lent = adapter.token.read(answer, nowMs, config);
    return 'access' in lent ? lent.access : lent;
  };
  const first = await attempt();
  if (first.outcome !== 'stale_access') return first;
  kept.access = null;
  return attempt();
}

function isVerdict(value: Access | Verdict): value is Verdict {
  return 'outcome' in value;
}
