/** Owns one HTTP call to an SMS vendor: how long it may take and how much is read; no vendor's words. */
import { ask } from '../outbound/ask.ts';
import type { SendOutcome } from './message.ts';

export interface VendorRequest {
  url: string;
  headers: Record<string, string>;
  /** Left out, the call has neither a body nor a content type. */
  body?: string;
}

export const vendorTimeoutMs = 10_000;
/** Answers of both vendors are a few hundred bytes. */
const longestAnswerBytes = 16 * 1024;

/**
 * Sends, and lets the vendor's judge decide by what the body says: both vendors answer 200 to refusals too.
 * Never throws.
 */
export async function callVendor(
  request: VendorRequest,
  judge: (body: unknown) => SendOutcome,
): Promise<SendOutcome> {
  const answer = await ask(request, {
    signal: AbortSignal.timeout(vendorTimeoutMs),
    maxBytes: longestAnswerBytes,
  });
  if ('trouble' in answer) {
    // The vendor may have taken it, and be late with the answer.
    return { outcome: answer.trouble === 'timeout' ? 'unknown' : 'failed', reason: answer.trouble };
  }
  if (answer.isCutOff) return { outcome: 'failed', reason: 'answer_too_long' };
  return judge(parsed(answer.text));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The named member of parsed JSON, else undefined. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
