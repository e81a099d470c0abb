/** Owns whether `settings.signing` names all that its provider needs; must not know how a provider is called. */
import type { Finding } from '../../contract/problem.ts';

const needed = ['appId', 'appSecret'];

/**
 * Every finding at once.
 * @param signing as stored, without its secret
 * @param hasSecret whether the secret is given or was kept from before
 * @param isDevelopment JINJIAN_TARGETS=any
 */
export function checkSigning(
  signing: Readonly<Record<string, string>>,
  hasSecret: (key: string) => boolean,
  isDevelopment: boolean,
): Finding[] {
  const { provider = '', endpoint } = signing;
  const path = (key: string) => `settings.signing.${key}`;
  const findings: Finding[] = needed
    .filter((key) => signing[key] === undefined && !hasSecret(key))
    .map((key) => ({ path: path(key), code: 'signing_key_missing', params: { provider, key } }));
  if (endpoint === undefined) return findings;
  if (!isDevelopment) return [...findings, { path: path('endpoint'), code: 'development_only' }];
  const isHttp = /^https?:\/\//.test(endpoint) && URL.canParse(endpoint);
  return isHttp ? findings : [...findings, { path: path('endpoint'), code: 'not_a_url' }];
}
