/** Owns the routes of a lead's evidence, as a file and as a report to print; must not know what is in either. */
import { isRefusal } from '../../../contract/problem.ts';
import type { Role } from '../../tenant/keys.ts';
import { json } from '../answer.ts';
import { readEvidenceFile } from '../evidence.ts';
import { evidencePage } from '../pages/evidence/evidence-page.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';

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
];
