/** Owns a stand-in for HubSpot's form submissions as its documentation has them; must not know the adapter's ways. */
import { hubspot } from '../../../../worker/delivery/adapters/hubspot.ts';
import { type StandIn, type StandInAnswer, strangeMoods, type Vendor } from './crm-stand-in.ts';

const portalId = '62515';
const formGuid = '319478e5-e5fd-4d39-9d13-fc1f90bf46da';
const accessToken = 'pat-na1-0000';

function invalid(errorType: string): StandInAnswer {
  const errors = [{ message: `Error in 'fields.email'. 13800138000`, errorType }];
  return {
    status: 400,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      status: 'error',
      message: 'The request is not valid',
      correlationId: 'c',
      errors,
    }),
  };
}

/** Takes what the documentation asks for, and nothing else. */
const takes: StandIn = ({ method, path, headers, body }) => {
  const isSecure = path === `/submissions/v3/integration/secure/submit/${portalId}/${formGuid}`;
  if (isSecure && headers.authorization !== `Bearer ${accessToken}`) return { status: 401, body: '{}' };
  if (!isSecure && path !== `/submissions/v3/integration/submit/${portalId}/${formGuid}`) {
    return { status: 404, body: '{"status":"error","message":"Resource not found"}' };
  }
  const { fields, context, submittedAt }: Record<string, unknown> = JSON.parse(body);
  const isJson = headers['content-type']?.startsWith('application/json') === true;
  if (method !== 'POST' || !isJson || !Array.isArray(fields) || !/^\d{13}$/.test(String(submittedAt))) {
    return invalid('INVALID_FORMAT');
  }
  const isField = (one: unknown) => {
    const { objectTypeId, name, value } = Object(one);
    return (
      /^\d-\d+$/.test(objectTypeId) && /^[a-z_]+$/.test(name) && typeof value === 'string' && value !== ''
    );
  };
  if (!fields.every(isField) || Object.hasOwn(Object(context), 'ipAddress')) return invalid('INVALID_FORMAT');
  return { status: 200, body: JSON.stringify({ inlineMessage: 'Thanks for submitting the form.' }) };
};

const says = (answer: StandInAnswer) => () => () => answer;

export const hubspotVendor: Vendor = {
  adapter: hubspot,
  config: (baseUrl) => ({ baseUrl, portalId, formGuid, accessToken }),
  moods: {
    ...strangeMoods(takes),
    success: { make: () => takes, expected: { outcome: 'delivered' } },
    'success that redirects a visitor': {
      make: says({ status: 200, body: '{"redirectUri":"https://a.example/"}' }),
      expected: { outcome: 'delivered' },
    },
    'an error with 200': {
      make: says({ ...invalid('REQUIRED_FIELD'), status: 200 }),
      expected: { outcome: 'rejected', reason: 'required_field_missing' },
    },
    'errors and nothing else, with 200': {
      make: says({
        status: 200,
        body: '{"inlineMessage":"Thanks","errors":[{"errorType":"INVALID_EMAIL"}]}',
      }),
      expected: { outcome: 'rejected', reason: 'invalid_email' },
    },
    'an error without a list, with 200': {
      make: says({ status: 200, body: '{"status":"error","message":"no"}' }),
      expected: { outcome: 'failed', reason: 'unreadable' },
    },
    'a field that is refused': {
      make: says(invalid('INVALID_EMAIL')),
      expected: { outcome: 'rejected', reason: 'invalid_email' },
    },
    'an error that nobody has seen': {
      make: says(invalid('constructor')),
      expected: { outcome: 'rejected', reason: 'refused' },
    },
    'a form with a captcha': {
      make: says(invalid('FORM_HAS_RECAPTCHA_ENABLED')),
      expected: { outcome: 'failed', reason: 'captcha_enabled' },
    },
    'a proxy’s 400': {
      make: says({ status: 400, body: 'Bad Request' }),
      expected: { outcome: 'failed', reason: 'rejected' },
    },
    'a token that is no more': {
      make: says({ status: 401, body: '{}' }),
      expected: { outcome: 'failed', reason: 'bad_credentials' },
    },
    'no such form': {
      make: says({ status: 404, body: '{}' }),
      expected: { outcome: 'failed', reason: 'not_found' },
    },
  },
};
