/** Owns the row of HubSpot in the conformance table; must not know how submissions are made. */
import { hubspotConfig, hubspotError, hubspotVendor } from '../../../../targets/hubspot.ts';
import type { Row } from '../conformance-row.ts';
import { clear } from '../sample-messages.ts';

const { portalId, formGuid, accessToken } = hubspotConfig;
const field = (name: string, value: string) => ({ objectTypeId: '0-1', name, value });

export const hubspotRow: Row = {
  kind: 'hubspot',
  vendor: hubspotVendor,
  config: (baseUrl) => ({ baseUrl, ...hubspotConfig }),
  lead: () => ({
    method: 'POST',
    path: `/submissions/v3/integration/secure/submit/${portalId}/${formGuid}`,
    query: {},
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json; charset=utf-8' },
    json: {
      submittedAt: '1795334400000',
      fields: [
        field('lastname', '张'),
        field('firstname', '三丰'),
        field('phone', clear.phone),
        field('email', clear.email),
        field('company', '示例市三丰商贸行'),
      ],
      context: { pageName: 'business-loan' },
    },
  }),
  unread: { outcome: 'failed', status: 200, reason: 'unreadable' },
  refused: { outcome: 'rejected', status: 200, reason: 'required_field_missing' },
  throttled: { outcome: 'failed', status: 429, reason: 'throttled', retryAfterMs: 10_000 },
  answers: [
    [{ body: { redirectUri: 'https://a.example/' } }, { outcome: 'delivered', status: 200 }],
    // Errors and nothing else that tells of one.
    [
      { body: { inlineMessage: 'Thanks', errors: [{ errorType: 'INVALID_EMAIL' }] } },
      { outcome: 'rejected', status: 200, reason: 'invalid_email' },
    ],
    [{ body: { status: 'error', message: 'no' } }, { outcome: 'failed', status: 200, reason: 'unreadable' }],
    [hubspotError('INVALID_EMAIL'), { outcome: 'rejected', status: 400, reason: 'invalid_email' }],
    // One that nobody has seen.
    [hubspotError('constructor'), { outcome: 'rejected', status: 400, reason: 'refused' }],
    [
      hubspotError('FORM_HAS_RECAPTCHA_ENABLED'),
      { outcome: 'failed', status: 400, reason: 'captcha_enabled' },
    ],
    // One that can't be made a text of.
    [
      { body: { errors: [{ errorType: { toString: 1, valueOf: 1 } }] } },
      { outcome: 'rejected', status: 200, reason: 'refused' },
    ],
    // A proxy's.
    [
      { status: 400, body: 'Bad Request' },
      { outcome: 'failed', status: 400, reason: 'rejected' },
    ],
    [
      { status: 410, body: '' },
      { outcome: 'failed', status: 410, reason: 'gone' },
    ],
    [
      { status: 401, body: {} },
      { outcome: 'failed', status: 401, reason: 'bad_credentials' },
    ],
    [
      { status: 404, body: {} },
      { outcome: 'failed', status: 404, reason: 'not_found' },
    ],
  ],
};
