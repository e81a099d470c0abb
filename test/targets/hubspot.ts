/** Owns what HubSpot answers for submissions of a form (forms v3, 2026-11), those that were made included; must not know our side. */
import { type Reply, sent, type Vendor } from './stand-in.ts';

export const hubspotConfig = {
  portalId: '62515',
  formGuid: '319478e5-e5fd-4d39-9d13-fc1f90bf46da',
  accessToken: 'pat-na1-x',
};

export function hubspotError(errorType: string, status = 400): Reply {
  const errors = [{ message: `Error in 'fields.email'. 13800138000`, errorType }];
  return {
    status,
    body: { status: 'error', message: 'The request is not valid', correlationId: 'c', errors },
  };
}

/** Takes what the documentation asks for, and nothing else. */
export function hubspotVendor(): Vendor {
  const { portalId, formGuid, accessToken } = hubspotConfig;
  const submissions: unknown[] = [];
  return {
    records: () => submissions,
    isTokenCall: () => false,
    answer({ method, path, headers, json }) {
      const isSecure = path === `/submissions/v3/integration/secure/submit/${portalId}/${formGuid}`;
      if (isSecure && headers.authorization !== `Bearer ${accessToken}`) return { status: 401, body: {} };
      if (!isSecure && path !== `/submissions/v3/integration/submit/${portalId}/${formGuid}`) {
        return { status: 404, body: { status: 'error', message: 'Resource not found' } };
      }
      const isJson = headers['content-type']?.startsWith('application/json') === true;
      const fields = sent(json, 'fields');
      const isWhole =
        method === 'POST' &&
        isJson &&
        Array.isArray(fields) &&
        fields.every(isField) &&
        /^\d{13}$/.test(String(sent(json, 'submittedAt'))) &&
        sent(json, 'context', 'ipAddress') === undefined;
      if (!isWhole) return hubspotError('INVALID_FORMAT');
      submissions.push(fields);
      return { body: { inlineMessage: 'Thanks for submitting the form.' } };
    },
    refused: hubspotError('REQUIRED_FIELD', 200),
    throttled: {
      status: 429,
      headers: { 'retry-after': '10' },
      body: { policyName: 'TEN_SECONDLY_ROLLING' },
    },
  };
}

function isField(one: unknown): boolean {
  const [type, name, value] = ['objectTypeId', 'name', 'value'].map((member) => sent(one, member));
  return (
    /^\d-\d+$/.test(String(type)) &&
    /^[a-z_]+$/.test(String(name)) &&
    typeof value === 'string' &&
    value !== ''
  );
}
