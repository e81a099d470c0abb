/** Owns the browser's own reading of a code that came by text message (WebOTP); must not know what the code is for. */

interface CodeRequest extends CredentialRequestOptions {
  otp: { transport: string[] };
}

/** Calls `arrived` with the code of the next message for this site, if the browser can read one. The answer calls it off. */
export function awaitCode(arrived: (code: string) => void): () => void {
  if (!('OTPCredential' in window)) return () => {};
  const abort = new AbortController();
  const wanted: CodeRequest = { otp: { transport: ['sms'] }, signal: abort.signal };
  const ask = async () => {
    const { code }: { code?: unknown } = Object(await navigator.credentials.get(wanted));
    if (typeof code === 'string') arrived(code);
  };
  // Called off, refused, or not allowed in this frame: then the code is typed.
  ask().catch(() => {});
  return () => abort.abort();
}
