/** Owns what `settings.signing` must name; must not call a provider. */
import { expect, test } from 'vitest';
import { checkSigning } from '../../../worker/publishing/check-signing.ts';

const none = () => false;
const whole = { provider: 'esign', appId: '5111' };

test.each([
  ['all that is needed', whole, () => true, false, []],
  ['no secret', whole, none, false, ['appSecret signing_key_missing']],
  [
    'neither',
    { provider: 'esign' },
    none,
    false,
    ['appId signing_key_missing', 'appSecret signing_key_missing'],
  ],
  [
    'an endpoint of one’s own in production',
    { ...whole, endpoint: 'https://a.example' },
    () => true,
    false,
    ['endpoint development_only'],
  ],
  ['an endpoint in development', { ...whole, endpoint: 'http://127.0.0.1:1' }, () => true, true, []],
  ['an endpoint that is none', { ...whole, endpoint: 'ftp://a' }, () => true, true, ['endpoint not_a_url']],
])('%s', (_, signing, hasSecret, isDevelopment, expected) => {
  const findings = checkSigning(signing, hasSecret, isDevelopment);
  expect(findings.map(({ path, code }) => `${path.replace('settings.signing.', '')} ${code}`)).toEqual(
    expected,
  );
});
