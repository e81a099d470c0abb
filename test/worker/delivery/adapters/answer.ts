/** Owns an answer as an exchange gives it, without a server; must not know who answers. */
import type { Answer } from '../../../../worker/delivery/adapter.ts';

export function answer(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return {
    status,
    header: (name) => headers[name] ?? null,
    text: typeof body === 'string' ? body : JSON.stringify(body),
    isCutOff: false,
  };
}
