/** Owns the routes of a lead's evidence, as a file and as a report to print; must not know what is in either. */
import { isRefusal, refuse } from '../../../contract/problem.ts';
import { openEvidenceLink, signEvidenceLink } from '../../intake/evidence-links.ts';
import { findTenant } from '../../intake/tenants.ts';
import { parseMasterKeys } from '../../sealing/master-keys.ts';
import type { Role } from '../../tenant/keys.ts';
import { json } from '../answer.ts';
import { networkOf } from '../authorise.ts';
import { param } from '../call.ts';
import { readEvidenceFile } from '../evidence.ts';
import { endedEvidencePage } from '../pages/evidence/ended-evidence-page.ts';
import { evidencePage } from '../pages/evidence/evidence-page.ts';
import { noBody, publicRoute, type Route, tenantRoute } from '../route.ts';

const readers: readonly Role[] = ['owner', 'compliance'];

export const evidenceRoutes: Route[] = [
  tenantRoute({
    method: 'GET',
    path: '/v1/leads/:id/evidence',
    summary:
      'The evidence file, for `jinjian verify`; without form values, erased leads included; logged first',
    answers: { 200: 'v, type, tenant, lead, form, notices, decisions, log, deliveries, attribution' },
    access: readers,
    body: noBody,
    handle: async (call) => {
      const file = await readEvidenceFile(call, 'evidence file');
      if (isRefusal(file)) return file;
      return json(file, 200, {
        'content-disposition': `attachment; filename="evidence-${file.lead.id}.json"`,
      });
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/leads/:id/evidence.html',
    summary: 'The evidence as a report that prints to A4; logged first',
    answers: { 200: 'text/html' },
    access: readers,
    body: noBody,
    handle: async (call) => {
      const file = await readEvidenceFile(call, 'evidence report');
      return isRefusal(file) ? file : evidencePage(file);
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/leads/:id/evidence-link',
    summary:
      'An address that opens the evidence report in a browser for five minutes, in the name of this key',
    answers: { 200: 'url, expiresAt' },
    access: readers,
    body: noBody,
    handle: async (call) => {
      const lead = await call.stub.leads.get(param(call, 'id'));
      if (lead === null) return refuse('not_found');
      const asked = { tenant: call.tenant, lead: lead.id, actor: call.actor };
      const signed = await signEvidenceLink(parseMasterKeys(call.env.JINJIAN_MASTER_KEYS), asked, call.nowMs);
      if (signed === null) return refuse('forbidden');
      return json({
        url: `${call.publicUrl}/e/${signed.token}`,
        expiresAt: new Date(signed.endMs).toISOString(),
      });
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/e/:link',
    summary: 'The evidence report behind a signed link of five minutes; each opening is logged first',
    answers: { 200: 'text/html', 410: 'the link has ended' },
    handle: async (call) => {
      const masters = parseMasterKeys(call.env.JINJIAN_MASTER_KEYS);
      const link = await openEvidenceLink(masters, param(call, 'link'), call.nowMs);
      const stub = link === null ? null : await findTenant(call.env, link.tenant);
      if (link === null || stub === null) return endedEvidencePage();
      const { key, role, tenant, lead } = link;
      const actor = { key, role, network: networkOf(call) };
      const reader = { ...call, params: { id: lead }, actor, tenant, stub };
      const file = await readEvidenceFile(reader, 'evidence report');
      return isRefusal(file) ? file : evidencePage(file);
    },
  }),
];
