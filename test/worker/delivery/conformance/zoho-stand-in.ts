/** Owns a stand-in for Zoho's accounts and CRM as their documentation has them; must not know the adapter's ways. */
import { zoho } from '../../../../worker/delivery/adapters/zoho.ts';
import { type StandIn, type StandInAnswer, strangeMoods, type Vendor } from './crm-stand-in.ts';

const [clientId, clientSecret, refreshToken] = ['1000.CLIENT', 'client-secret', '1000.refresh.token'];

function record(
  code: string,
  status: 'success' | 'error',
  details: Record<string, unknown> = {},
): StandInAnswer {
  const message = '13800138000';
  return {
    status: 200,
    body: JSON.stringify({ data: [{ code, status, message, details, action: 'insert' }] }),
  };
}

function refusal(status: number, code: string): StandInAnswer {
  return { status, body: JSON.stringify({ code, details: {}, message: 'no', status: 'error' }) };
}

/** Lends tokens, each good until the next is lent, and takes leads with the latest. */
function account(crm: StandIn): StandIn {
  let lent = 0;
  return (asked) => {
    if (asked.path === '/oauth/v2/token') {
      const form = Object.fromEntries(new URLSearchParams(asked.body));
      const fits =
        form.grant_type === 'refresh_token' &&
        form.client_id === clientId &&
        form.client_secret === clientSecret &&
        form.refresh_token === refreshToken;
      if (!fits) return { status: 200, body: '{"error":"invalid_code"}' };
      lent++;
      const token = {
        access_token: `1000.token.${lent}`,
        api_domain: 'https://evil.example',
        token_type: 'Bearer',
        expires_in: 3600,
      };
      return { status: 200, body: JSON.stringify(token) };
    }
    if (asked.headers.authorization !== `Zoho-oauthtoken 1000.token.${lent}`)
      return refusal(401, 'INVALID_TOKEN');
    return crm(asked);
  };
}

const takes: StandIn = ({ method, path, body }) => {
  if (method === 'GET' && path === '/crm/v8/org') return { status: 200, body: '{"org":[{"id":"1"}]}' };
  if (method !== 'POST' || path !== '/crm/v8/Leads/upsert') return refusal(404, 'INVALID_URL_PATTERN');
  const { data, duplicate_check_fields: unique } = JSON.parse(body);
  const lead = Object(data?.[0]);
  if (data?.length !== 1 || String(unique) !== 'Mobile') return refusal(400, 'INVALID_DATA');
  if (!lead.Last_Name || !lead.Company)
    return record('MANDATORY_NOT_FOUND', 'error', { api_name: 'Company' });
  return record('SUCCESS', 'success', { id: '5725767000000524157' });
};

/** The first token is turned away, as one that ended early or was deleted. */
function forgetful(): StandIn {
  let asks = 0;
  return account((asked) => (asks++ === 0 ? refusal(401, 'INVALID_TOKEN') : takes(asked)));
}

const says = (answer: StandInAnswer) => () => account(() => answer);
const tokenSays = (answer: StandInAnswer) => () => (): StandInAnswer => answer;
/** What is strange is what the CRM says; of the accounts there are moods of their own. */
const strange = Object.fromEntries(
  Object.entries(strangeMoods(takes)).map(([name, { make, expected }]) => [
    name,
    { make: () => account(make()), expected },
  ]),
);

export const zohoVendor: Vendor = {
  adapter: zoho,
  config: (baseUrl) => ({ baseUrl, clientId, clientSecret, refreshToken }),
  moods: {
    ...strange,
    success: { make: () => account(takes), expected: { outcome: 'delivered' } },
    'a token that ended early': { make: forgetful, expected: { outcome: 'delivered' } },
    'no token that is good': {
      make: says(refusal(401, 'INVALID_TOKEN')),
      expected: { outcome: 'stale_access', reason: 'stale_access' },
    },
    'a record that is refused, with 200': {
      make: says(record('INVALID_DATA', 'error', { api_name: 'Mobile' })),
      expected: { outcome: 'rejected', reason: 'invalid_field' },
    },
    'a record without what must be, with 202': {
      make: says({ ...record('MANDATORY_NOT_FOUND', 'error'), status: 202 }),
      expected: { outcome: 'rejected', reason: 'required_field_missing' },
    },
    'a duplicate': {
      make: says(record('DUPLICATE_DATA', 'error')),
      expected: { outcome: 'rejected', reason: 'duplicate' },
    },
    'a success that is none': {
      make: says(record('SUCCESS', 'error')),
      expected: { outcome: 'failed', reason: 'unreadable' },
    },
    'a code that nobody has seen': {
      make: says(record('constructor', 'error')),
      expected: { outcome: 'failed', reason: 'unreadable' },
    },
    'a scope that is missing': {
      make: says(refusal(401, 'OAUTH_SCOPE_MISMATCH')),
      expected: { outcome: 'failed', reason: 'no_permission' },
    },
    'a user who may not write': {
      make: says(refusal(403, 'NO_PERMISSION')),
      expected: { outcome: 'failed', reason: 'no_permission' },
    },
    'a field that is not unique': {
      make: says(refusal(400, 'INVALID_DATA')),
      expected: { outcome: 'failed', reason: 'rejected' },
    },
    'a limit, with 200': {
      make: says(refusal(200, 'LIMIT_EXCEEDED')),
      expected: { outcome: 'failed', reason: 'throttled' },
    },
    'a refresh token that is no more': {
      make: tokenSays({ status: 200, body: '{"error":"invalid_code"}' }),
      expected: { outcome: 'failed', reason: 'bad_credentials' },
    },
    'too many tokens': {
      make: tokenSays({ status: 400, body: '{"error":"Access Denied","status":"failure"}' }),
      expected: { outcome: 'failed', reason: 'throttled', retryAfterMs: 600_000 },
    },
    'a token with a line break in it': {
      make: tokenSays({ status: 200, body: JSON.stringify({ access_token: 'a\r\nx: y', expires_in: 3600 }) }),
      expected: { outcome: 'failed', reason: 'unreadable' },
    },
    'no JSON for a token': {
      make: tokenSays({ status: 200, body: 'x' }),
      expected: { outcome: 'failed', reason: 'unreadable' },
    },
  },
};
