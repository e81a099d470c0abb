/** Owns one attempt at a destination: configuration opened, access lent, sent and judged; must not know deliveries. */
import { isRefusal, type Refusal } from '../../../contract/problem.ts';
import type { Access, Adapter, Config, Message, OutgoingRequest } from '../../delivery/adapter.ts';
import { adapterOf } from '../../delivery/adapters.ts';
import { attemptDeadline, exchange, isAnswer } from '../../delivery/send.ts';
import type { Verdict } from '../../delivery/verdict.ts';
import type { TenantContext } from '../context.ts';
import type { DestinationRow, DestinationStore, OpenedDestination } from '../destinations.ts';
import type { AccessStore } from './access-store.ts';

export interface Sent {
  verdict: Verdict;
  /** What the target said, as it said it; null where it said nothing. */
  text: string | null;
  /** What of the configuration and the access must not be told. */
  secrets: () => string[];
}

/** Values that are no secrets are masked all the same, unless they are as short as words that an answer may hold. */
const shortestTelling = 8;

export class Targets {
  readonly #context: TenantContext;
  readonly #destinations: DestinationStore;
  readonly #access: AccessStore;

  constructor(context: TenantContext, destinations: DestinationStore, access: AccessStore) {
    this.#context = context;
    this.#destinations = destinations;
    this.#access = access;
  }

  /** The request of one message before its turn; null where it depends on access that is lent, or on other messages. */
  async requestAhead(row: DestinationRow, message: Message): Promise<OutgoingRequest | null> {
    const adapter = adapterOf(row.kind);
    if (adapter.token !== undefined || adapter.coalesces > 1) return null;
    const opened = await this.#destinations.opened(row);
    if (isRefusal(opened)) return null;
    return adapter.build({ ...opened, messages: [message], access: {}, nowMs: this.#context.now() });
  }

  /**
   * Sends messages in one request. `key_missing` when the configuration can't be opened: nothing was sent then.
   * @param made their request, where it was made a moment ago
   */
  async send(
    row: DestinationRow,
    messages: readonly [Message, ...Message[]],
    made: OutgoingRequest | null = null,
  ): Promise<Sent | Refusal> {
    const opened = await this.#destinations.opened(row);
    if (isRefusal(opened)) return opened;
    // One bound for all that an attempt takes, so that what follows a lead can wait for its end.
    const deadline = attemptDeadline();
    try {
      return await this.#within(deadline.signal, row, opened, messages, made);
    } finally {
      deadline.clear();
    }
  }

  async #within(
    signal: AbortSignal,
    row: DestinationRow,
    { config, mapping }: OpenedDestination,
    messages: readonly [Message, ...Message[]],
    made: OutgoingRequest | null,
  ): Promise<Sent> {
    const adapter = adapterOf(row.kind);
    for (let isSecondTry = false; ; isSecondTry = true) {
      const lending =
        adapter.token === undefined
          ? { access: {} }
          : await this.#access.lend(row.number, config, adapter.token, signal);
      if (!('access' in lending)) {
        // The key is refused, not the lead: whatever the target says, another attempt may find it mended.
        const verdict = { ...lending.verdict, outcome: 'failed' } as const;
        return { verdict, text: lending.text, secrets: () => secretsOf(adapter, config, {}) };
      }
      const { access } = lending;
      const nowMs = this.#context.now();
      const request = made ?? (await adapter.build({ config, mapping, messages, access, nowMs }));
      const answer = await exchange(request, {
        signal,
        isStatusEnough: adapter.isStatusEnough === true,
        open: this.#context.open,
      });
      const verdict = isAnswer(answer) ? adapter.judge(answer, this.#context.now()) : answer;
      const text = isAnswer(answer) ? answer.text : null;
      const sent = { text, secrets: () => secretsOf(adapter, config, access) };
      if (verdict.outcome !== 'stale_access') return { verdict, ...sent };
      this.#access.forget(row.number, access);
      if (isSecondTry) {
        return { verdict: { ...verdict, outcome: 'failed', reason: 'access_refused' }, ...sent };
      }
    }
  }
}

function secretsOf(adapter: Adapter, config: Config, access: Access): string[] {
  const told = Object.entries(config).filter(
    ([name, value]) => value.length < shortestTelling && adapter.members[name]?.isSecret === false,
  );
  const harmless = new Set(told.map(([name]) => name));
  return [
    ...Object.entries(config).flatMap(([name, value]) => (harmless.has(name) ? [] : [value])),
    ...Object.values(access),
  ];
}
