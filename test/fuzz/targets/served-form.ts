/** Owns forms saved and published on a real server, with the tenant's key. */
import { servedTarget } from '../served.ts';
import { isRecord, jsonOf, type Target } from '../target.ts';

export function open(): Promise<Target> {
  return servedTarget(
    {
      name: 'served-form',
      format: 'json',
      words: ['showIf', 'options', 'verify', 'hidden', 'theme'],
      mostBytes: 600 * 1024,
      mostOutput: () => 512 * 1024,
    },
    async ({ tenant: { key }, send }, input) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
      const saved = await send('PUT', '/v1/forms/fuzzed', headers, withoutValues(input));
      if (saved.status >= 400) return [saved];
      return [saved, await send('POST', '/v1/forms/fuzzed/publish', headers, new Uint8Array())];
    },
  );
}

/** The corpus is shared with a target that also answers the forms. */
function withoutValues(input: Uint8Array): Uint8Array {
  const value = jsonOf(input)?.value;
  if (!isRecord(value) || !Object.hasOwn(value, '#values')) return input;
  const { '#values': _, ...draft } = value;
  try {
    return new TextEncoder().encode(JSON.stringify(draft));
  } catch {
    // Too deep to be written; the server reads it as it is.
    return input;
  }
}
