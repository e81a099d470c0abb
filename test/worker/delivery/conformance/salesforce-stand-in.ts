/** Owns a stand-in for Salesforce's Web-to-Lead, which says 200 to everything; must not know the adapter's ways. */
import { salesforce } from '../../../../worker/delivery/adapters/salesforce.ts';
import { type StandIn, strangeMoods, type Vendor } from './crm-stand-in.ts';

const oid = '00D600000007CiD';

/** It names what it can't use in a header, and tells of success as little as of failure. */
const takes: StandIn = ({ method, path, headers, body }) => {
  const form = new URLSearchParams(body);
  const fits =
    method === 'POST' &&
    path === `/servlet/servlet.WebToLead?encoding=UTF-8&orgId=${oid}` &&
    headers['content-type'] === 'application/x-www-form-urlencoded; charset=UTF-8' &&
    form.get('oid') === oid &&
    ['last_name', 'company'].every((name) => (form.get(name) ?? '') !== '');
  return {
    status: 200,
    headers: fits ? {} : { 'is-processed': 'true Exception:common.exception.SalesforceGenericException' },
    body: '<html></html>',
  };
};

const handedOver = { outcome: 'delivered', reason: 'unconfirmed' } as const;

export const salesforceVendor: Vendor = {
  adapter: salesforce,
  config: (baseUrl) => ({ baseUrl, oid, leadSource: '进件' }),
  moods: {
    ...strangeMoods(takes),
    success: { make: () => takes, expected: handedOver },
    // A 200 is all that it ever says: what the body holds changes nothing.
    garbage: { make: () => () => ({ status: 200, body: '<html>登录</html>' }), expected: handedOver },
    huge: { make: () => () => ({ status: 200, body: 'x'.repeat(200_000) }), expected: handedOver },
    'the wrong type': { make: () => () => ({ status: 200, body: '[]' }), expected: handedOver },
    'a header that confirms': {
      make: () => () => ({ status: 200, headers: { 'is-processed': 'true' }, body: '' }),
      expected: { outcome: 'delivered' },
    },
    'an exception in the header, with 200': {
      make: () => (asked) => takes({ ...asked, body: '' }),
      expected: { outcome: 'failed', reason: 'not_processed' },
    },
  },
};
