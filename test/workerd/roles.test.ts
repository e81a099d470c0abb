/** Owns the role matrix: who may call what, by API.md's headings and not by the code's own lists; no route's work. */
import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../worker/router/routes.ts';
import { adminToken, call, expectProblem, pickText } from './api.ts';
import { configure, makeKey, openShop, type Shop } from './scenario.ts';

const roles = ['owner', 'marketer', 'compliance', 'crm', 'promoter'] as const;
type Role = (typeof roles)[number];

/** "Tenant configuration (owner, marketer; notices also compliance)". */
const configuration: Role[] = ['owner', 'marketer'];
const notices: Role[] = [...configuration, 'compliance'];
/** "A promoter key may make links for itself only", and so sees and revokes its own. */
const links: Role[] = [...configuration, 'promoter'];
/** "Leads and outcomes (owner, compliance, crm)". */
const leads: Role[] = ['owner', 'compliance', 'crm'];
/** The evidence file proves who agreed: an integrator has no use for it. */
const evidence: Role[] = ['owner', 'compliance'];

/** Written from API.md: a route that is missing here fails, and so does one whose access in code is another. */
const expected: Record<string, Role[] | 'admin' | 'public'> = {
  'GET /': 'public',
  'GET /healthz': 'public',
  'GET /openapi.json': 'public',
  'GET /docs': 'public',
  'GET /metrics': 'admin',
  'GET /v1/t/:tenant/challenge': 'public',
  'POST /v1/t/:tenant/submissions': 'public',
  'POST /v1/t/:tenant/visits': 'public',
  // What the destination signs, or its inbound token, opens it.
  'POST /v1/t/:tenant/outcomes/:destination': 'public',
  'POST /v1/t/:tenant/codes': 'public',
  'POST /v1/t/:tenant/prefill': 'public',
  'GET /v1/t/:tenant/wechat/signature': 'public',
  'GET /v1/t/:tenant/share': 'public',
  'GET /:page/:tenant/MP_verify_:code.txt': 'public',
  'GET /w/jinjian.js': 'public',
  'GET /w/jinjian-0.1.0.js': 'public',
  'GET /w/jinjian-wechat.js': 'public',
  'GET /w/jinjian-centre.js': 'public',
  'GET /w/:file.js': 'public',
  'GET /w/:tenant/:form.js': 'public',
  'GET /f/:tenant/:form': 'public',
  'GET /f/:tenant/:form/notices': 'public',
  'GET /v1/t/:tenant/forms/:form': 'public',
  'GET /r/:receipt': 'public',
  'GET /v1/receipts/:receipt': 'public',
  // The id is the key; rights over the data ask for the access that a verified phone gives.
  'POST /r/:receipt/withdraw': 'public',
  'POST /v1/receipts/:receipt/withdraw': 'public',
  'GET /v1/receipts/:receipt/proof': 'public',
  'GET /v1/receipts/:receipt/file': 'public',
  'POST /v1/receipts/:receipt/codes': 'public',
  'POST /v1/receipts/:receipt/verify-phone': 'public',
  'GET /v1/receipts/:receipt/data': 'public',
  'POST /v1/receipts/:receipt/erase': 'public',
  'POST /v1/receipts/:receipt/correct': 'public',
  'POST /v1/receipts/:receipt/restrict': 'public',
  'GET /a/:authorisation': 'public',
  'POST /v1/authorisations/:authorisation/decide': 'public',
  'POST /v1/authorisations/:authorisation/codes': 'public',
  'POST /v1/authorisations/:authorisation/e-signature': 'public',
  'POST /v1/authorisations/:authorisation/e-signature/check': 'public',
  'POST /v1/authorisations/:authorisation/e-signature/callback': 'public',
  'GET /s/:tenant/:code': 'public',
  // It shows what the link's QR code leads to; whoever may scan the one may print the other.
  'GET /p/:tenant/print/:code': 'public',
  'GET /log/:tenant/checkpoint': 'public',
  'GET /log/:tenant/key': 'public',
  'GET /log/:tenant/rollover/:key': 'public',
  'GET /log/:tenant/tile/:path+': 'public',
  'POST /v1/tenants': 'admin',
  'GET /v1/tenants': 'admin',
  'POST /v1/admin/token/rotate': 'admin',
  'GET /v1/tenant': configuration,
  'PATCH /v1/tenant': configuration,
  'POST /v1/keys': configuration,
  'GET /v1/keys': configuration,
  'DELETE /v1/keys/:id': configuration,
  'PUT /v1/recipients/:id': configuration,
  // Notices name recipients, and compliance writes notices.
  'GET /v1/recipients': notices,
  'POST /v1/notices': notices,
  'GET /v1/notices': notices,
  'GET /v1/notices/:id/:version': notices,
  'GET /v1/notices/:id/diff': notices,
  'PUT /v1/forms/:id': configuration,
  'GET /v1/forms': configuration,
  'GET /v1/forms/:id': configuration,
  'POST /v1/forms/:id/publish': configuration,
  'PUT /v1/destinations/:id': configuration,
  'GET /v1/destinations': configuration,
  'POST /v1/destinations/:id/rotate': configuration,
  'POST /v1/destinations/:id/test': configuration,
  'POST /v1/destinations/:id/inbound': configuration,
  'GET /v1/destinations/:id/inbound': configuration,
  'DELETE /v1/destinations/:id/inbound': configuration,
  // What it shows of a lead is masked.
  'POST /v1/destinations/:id/preview': configuration,
  // How deliveries fare concerns whoever reads them, and whoever configures them.
  'GET /v1/destinations/:id/health': ['owner', 'marketer', 'compliance', 'crm'],
  // A frame that holds nothing: what it shows comes by the reader's own key.
  'GET /l/:tenant/:lead': 'public',
  'PUT /v1/routes': configuration,
  'GET /v1/routes': configuration,
  'POST /v1/routes/simulate': configuration,
  'POST /v1/leads/:id/route/explain': leads,
  'POST /v1/leads/:id/route': leads,
  'POST /v1/leads/:id/release': leads,
  'POST /v1/leads/:id/reject': leads,
  'GET /p/:tenant': 'public',
  // A promoter's own, of nobody else.
  'GET /v1/shared/me': ['promoter'],
  'GET /v1/shared/links': ['promoter'],
  'GET /v1/shared/contents': ['promoter'],
  'GET /c/:tenant/card/:code': 'public',
  'GET /c/:tenant/:content': 'public',
  'PUT /v1/contents/:id': configuration,
  'GET /v1/contents': configuration,
  'GET /v1/contents/:id': configuration,
  'DELETE /v1/contents/:id': configuration,
  // "nothing about any applicant", and of one promoter's links only.
  'GET /v1/shared/counts': ['promoter'],
  'POST /v1/wechat/check': configuration,
  'PUT /v1/campaigns/:id': configuration,
  'GET /v1/campaigns': notices,
  'GET /v1/campaigns/:id': notices,
  'GET /v1/campaigns/:id/versions': notices,
  'POST /v1/lint': notices,
  'GET /v1/shared/campaigns': ['promoter'],
  'POST /v1/promoters/:id/consent': links,
  'POST /v1/promoters': configuration,
  'GET /v1/promoters': configuration,
  'PATCH /v1/promoters/:id': configuration,
  'DELETE /v1/promoters/:id': configuration,
  'GET /i/:tenant/:id.png': 'public',
  // What a sharer draws, no owner draws for it.
  'POST /v1/shared/posters': ['promoter'],
  'POST /v1/links': links,
  'GET /v1/links': links,
  'GET /v1/links/:code': links,
  'DELETE /v1/links/:code': links,
  'GET /v1/links/:code/qr': links,
  'GET /v1/links/:code/qr.svg': links,
  'GET /v1/links/:code/qr.png': links,
  'GET /v1/leads': leads,
  'GET /v1/leads/:id': leads,
  'POST /v1/leads/:id/outcomes': leads,
  'GET /v1/leads/:id/outcomes': leads,
  // Counts of nobody in particular, for who runs campaigns too; the file of all leads is the owner's.
  'GET /v1/reports/funnel': ['owner', 'marketer', 'compliance', 'crm'],
  'GET /v1/leads.csv': ['owner'],
  'GET /v1/leads.xlsx': ['owner'],
  'POST /v1/leads/:id/reveal': leads,
  'DELETE /v1/leads/:id': leads,
  'GET /v1/leads/:id/evidence': evidence,
  'GET /v1/leads/:id/evidence.html': evidence,
  'POST /v1/leads/:id/correct': leads,
  'POST /v1/leads/:id/restrict': leads,
  'POST /v1/leads/:id/withdraw': leads,
  'GET /v1/suppressions': leads,
  'GET /v1/access-log': leads,
  // "Readable by owner, compliance, auditor", and auditors are people to come.
  'GET /v1/audit': ['owner', 'compliance'],
  'POST /v1/leads/:id/authorisations': leads,
  'GET /v1/leads/:id/authorisations': leads,
  'GET /v1/authorisations/:authorisation': leads,
  'GET /v1/authorisations/:authorisation/document': ['owner', 'compliance'],
  'GET /v1/records/persons': ['owner', 'compliance'],
  // Whoever forwards leads takes the uses; compliance looks on.
  'POST /v1/authorisations/:authorisation/uses': ['owner', 'crm'],
  'GET /v1/events': leads,
  'GET /v1/deliveries': leads,
  'GET /v1/deliveries/:id': leads,
  'POST /v1/deliveries/:id/replay': leads,
  'POST /v1/deliveries/drop': leads,
  'POST /v1/deliveries/replay': leads,
  'POST /v1/deliveries/:id/confirm': leads,
};

const nameOf = (route: { method: string; path: string }) => `${route.method} ${route.path}`;

let shop: Shop;
const keys = new Map<Role, string>();
beforeAll(async () => {
  shop = await openShop();
  for (const role of roles) keys.set(role, await makeKey(shop, role));
  const promoter = await configure('POST', '/v1/promoters', shop.owner, { kind: 'staff', name: '小李' });
  keys.set('promoter', pickText(promoter, 'token'));
});

/** The path with ids that are nobody's, and a body that fits nowhere: what lies behind the door does not matter. */
function knock(route: { method: string; path: string }, key: string | undefined) {
  const path = route.path.replace(/:[a-z]+/gi, 'nobody');
  return call(route.method, path, { key, ...(route.method === 'GET' ? {} : { body: { nothing: true } }) });
}

test('the table names exactly the routes that there are', () => {
  expect(routes.map(nameOf).sort()).toEqual(Object.keys(expected).sort());
});

const guarded = routes.filter((route) => route.access !== 'public');

describe.for(guarded.map((route) => [nameOf(route), route] as const))('%s', ([name, route]) => {
  const wanted = expected[name];

  test.for([
    ['no key', undefined],
    ['an empty key', ''],
    ['garbage', 'garbage'],
    ['garbage that looks like a key of nobody', 'jk_nobody-here_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
  ] as const)('%s is unauthorized', async ([what, key]) => {
    const answer = await knock(route, key);
    // The operator's routes do not look a tenant's key up: anything of its form is told that it may not.
    if (wanted === 'admin' && what.startsWith('garbage that')) expectProblem(answer, 403, 'forbidden');
    else expectProblem(answer, 401, 'unauthorized');
  });

  test('a right key with one sign changed is unauthorized', async () => {
    const answer = await knock(
      route,
      shop.owner.replace(/.$/, (sign) => (sign === 'a' ? 'b' : 'a')),
    );
    expectProblem(answer, wanted === 'admin' ? 403 : 401);
  });

  test('the admin token', async () => {
    const answer = await knock(route, adminToken);
    if (wanted === 'admin') expect([200, 422]).toContain(answer.status);
    else expectProblem(answer, 401, 'unauthorized');
  });

  test.for(roles)('%s', async (role) => {
    const answer = await knock(route, keys.get(role));
    const isAllowed = Array.isArray(wanted) && wanted.includes(role);
    // A poster is no JSON.
    if (isAllowed) expect([200, 404, 415, 422], answer.text).toContain(answer.status);
    else expectProblem(answer, 403, 'forbidden');
  });
});

test.for(routes.filter((route) => route.access === 'public').map((route) => [nameOf(route), route] as const))(
  '%s needs no key',
  async ([, route]) => {
    const answer = await knock(route, undefined);
    expect([401, 403, 500]).not.toContain(answer.status);
  },
);
