/** Owns what Salesforce's Web-to-Lead answers, which is 200 to everything; must not know our side. */
import type { Vendor } from './stand-in.ts';

export const salesforceConfig = { oid: '00D600000007CiD', leadSource: '进件' };

/** It names what it can't use in a header, and tells of success as little as of failure. */
export function salesforceVendor(): Vendor {
  const leads: unknown[] = [];
  const exception = {
    headers: { 'is-processed': 'true Exception:common.exception.SalesforceGenericException' },
    body: '<html></html>',
  };
  return {
    records: () => leads,
    isTokenCall: () => false,
    answer({ method, path, query, headers, body }) {
      const form = new URLSearchParams(body);
      const isWhole =
        method === 'POST' &&
        path === '/servlet/servlet.WebToLead' &&
        query.encoding === 'UTF-8' &&
        query.orgId === salesforceConfig.oid &&
        headers['content-type'] === 'application/x-www-form-urlencoded; charset=UTF-8' &&
        form.get('oid') === salesforceConfig.oid &&
        ['last_name', 'company'].every((name) => (form.get(name) ?? '') !== '');
      if (!isWhole) return exception;
      leads.push(Object.fromEntries(form));
      return { body: '<html></html>' };
    },
    refused: exception,
    throttled: { status: 429, headers: { 'retry-after': '7' }, body: '' },
  };
}
