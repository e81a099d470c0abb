/** Owns addresses of scripts on pages with Trusted Types; must not know what the scripts do. */

/** What is used of Trusted Types, which not every browser has (Chrome 83, Safari 26). */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

declare global {
  interface Window {
    trustedTypes?: TrustedTypes;
  }
}

/** The name that a page's `trusted-types` directive has to allow. */
const policyName = 'jinjian';

let policy: ReturnType<TrustedTypes['createPolicy']> | null | undefined;

/**
 * The address as `new Worker` takes it: on a page with Trusted Types a TrustedScriptURL, which only claims to be a
 * string. Without leave for the policy, or with another copy of the SDK holding it, the plain text: the page decides.
 */
export function scriptUrl(url: string): string {
  if (policy === undefined) {
    policy = null;
    try {
      policy = window.trustedTypes?.createPolicy(policyName, { createScriptURL: (given) => given }) ?? null;
    } catch {}
  }
  return policy ? policy.createScriptURL(url) : url;
}

/** A worker's whole text that runs the script of another origin: `new Worker` itself takes none from there. */
export function importingScript(url: string): string {
  const quoted = JSON.stringify(url);
  // A blob worker lives under its page's policy, Trusted Types included, and has a factory of its own.
  return `importScripts(self.trustedTypes?trustedTypes.createPolicy('${policyName}',{createScriptURL:u=>u}).createScriptURL(${quoted}):${quoted})`;
}
