/** Owns a stand-in for EspoCRM's Lead Capture, after its source (Controllers/LeadCapture); must not know the adapter's ways. */
import { espocrm } from '../../../../worker/delivery/adapters/espocrm.ts';
import { type StandIn, type StandInAnswer, strangeMoods, type Vendor } from './crm-stand-in.ts';

const apiKey = 'f1b04885f28ee1a6d55dd203daed68f9';

const takes: StandIn = ({ method, path, headers, body }) => {
  if (path !== `/espo/api/v1/LeadCapture/${apiKey}`)
    return { status: 404, headers: { 'x-status-reason': 'API key is not valid.' }, body: '' };
  if (method === 'OPTIONS') return { status: 200, body: 'true' };
  const isJson =
    headers['content-type']?.startsWith('application/json') === true && headers.accept === 'application/json';
  const values = Object.values(isJson ? Object(JSON.parse(body)) : { none: '' });
  // Empty text is refused where null is not.
  if (method !== 'POST' || values.some((value) => value === '')) {
    return { status: 400, body: JSON.stringify({ field: 'emailAddress', type: 'valid' }) };
  }
  return { status: 200, headers: { 'content-type': 'application/json' }, body: 'true' };
};

const says = (answer: StandInAnswer) => () => () => answer;

export const espocrmVendor: Vendor = {
  adapter: espocrm,
  config: (baseUrl) => ({ baseUrl: `${baseUrl}/espo`, apiKey }),
  moods: {
    ...strangeMoods(takes),
    success: { make: () => takes, expected: { outcome: 'delivered' } },
    'false with 200': {
      make: says({ status: 200, body: 'false' }),
      expected: { outcome: 'failed', reason: 'unreadable' },
    },
    'a field that is refused': {
      make: says({ status: 400, body: '{"field":"phoneNumber","type":"valid"}' }),
      expected: { outcome: 'rejected', reason: 'invalid_field' },
    },
    'a field that is refused in a header': {
      make: says({ status: 400, headers: { 'x-status-reason': 'Bad data' }, body: '' }),
      expected: { outcome: 'rejected', reason: 'invalid_field' },
    },
    'a proxy’s 400': {
      make: says({ status: 400, body: 'Bad Request' }),
      expected: { outcome: 'failed', reason: 'rejected' },
    },
    'a key that is no more': {
      make: () => (asked) => takes({ ...asked, path: '/espo/api/v1/LeadCapture/other' }),
      expected: { outcome: 'failed', reason: 'not_found' },
    },
  },
};
