/** Owns one HTTP call to an SMS vendor: bounded in time and in what is read, no redirect followed; no vendor's words. */
import type { SendOutcome } from './message.ts';

export interface VendorRequest {
  url: string;
  headers: Record<string, string>;
  /** Left out, the call has neither a body nor a content type. */
  body?: string;
}

export const vendorTimeoutMs = 10_000;
/** Answers of both vendors are a few hundred bytes. */
const longestAnswer = 16 * 1024;

/**
 * Sends, and lets the vendor's judge decide by what the body says: both vendors answer 200 to refusals too.
 * Never throws.
 */
export async function callVendor(
  request: VendorRequest,
  judge: (body: unknown) => SendOutcome,
): Promise<SendOutcome> {
  try {
    const response = await fetch(request.url, {
      method: 'POST',
      headers: request.headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(vendorTimeoutMs),
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const text = await boundedText(response);
    if (text === null) return { outcome: 'failed', reason: 'answer_too_long' };
    return judge(parsed(text));
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return timedOut
      ? { outcome: 'unknown', reason: 'timeout' }
      : { outcome: 'failed', reason: 'unreachable' };
  }
}

async function boundedText(response: Response): Promise<string | null> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    // Leaving the loop cancels the rest.
    if (size > longestAnswer) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
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
