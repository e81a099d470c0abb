/** Owns what EspoCRM's Lead Capture answers, after its source (Controllers/LeadCapture, 2026-11); must not know our side. */
import type { Vendor } from './stand-in.ts';

export const espocrmConfig = { apiKey: 'f1b04885f28ee1a6d55dd203daed68f9' };

export function espocrmVendor(): Vendor {
  const leads: unknown[] = [];
  return {
    records: () => leads,
    isTokenCall: () => false,
    answer({ method, path, headers, json }) {
      if (path !== `/espo/api/v1/LeadCapture/${espocrmConfig.apiKey}`) {
        return { status: 404, headers: { 'x-status-reason': 'API key is not valid.' }, body: '' };
      }
      if (method === 'OPTIONS') return { body: 'true' };
      const isJson =
        headers['content-type']?.startsWith('application/json') === true &&
        headers.accept === 'application/json';
      // Empty text is refused where null is not.
      const values = isJson ? Object.values(Object(json)) : [''];
      if (method !== 'POST' || values.includes('')) {
        return { status: 400, body: { field: 'emailAddress', type: 'valid' } };
      }
      leads.push(json);
      return { headers: { 'content-type': 'application/json' }, body: 'true' };
    },
    refused: { status: 400, body: { field: 'phoneNumber', type: 'valid' } },
    throttled: { status: 429, headers: { 'retry-after': '7' }, body: '' },
  };
}
