/** Owns the route of the audit log; must not know what is written into it, or where it is kept. */
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { rfc3339 } from '../../publishing/text-schema.ts';
import type { AuditFilter } from '../../tenant/audit/audit-log.ts';
import { json } from '../answer.ts';
import { pageOf } from '../paging.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';

export const auditRoutes: Route[] = [
  tenantRoute({
    method: 'GET',
    path: '/v1/audit',
    summary:
      'Who changed what of the configuration, or did what with leads, from where and with which result; oldest first',
    answers: {
      200: 'items: seq, at, type, who, concerns?, from?, result, before?, after?; next: the number to go on after',
    },
    query: ['after', 'limit', 'type', 'who', 'from', 'to'],
    access: ['owner', 'compliance'],
    body: noBody,
    handle: async (call) => {
      const page = pageOf(call.query);
      if (isRefusal(page)) return page;
      const after = Number(call.query.get('after') ?? 0);
      if (!Number.isSafeInteger(after) || after < 0) {
        return refuse('invalid_request', [{ path: 'after', code: 'invalid_shape' }]);
      }
      const filter = filterOf(call.query);
      if (isRefusal(filter)) return filter;
      const { items, next } = await call.stub.audit.list(filter, page.limit, after);
      return json({ items, next: next === null ? null : String(next) });
    },
  }),
];

function filterOf(query: URLSearchParams): AuditFilter | Refusal {
  const [from, to] = ['from', 'to'].map((name) => timeOf(query, name));
  if (isRefusal(from)) return from;
  if (isRefusal(to)) return to;
  return {
    type: query.get('type') ?? undefined,
    who: query.get('who') ?? undefined,
    fromMs: from,
    toMs: to,
  };
}

function timeOf(query: URLSearchParams, name: string): number | undefined | Refusal {
  const given = query.get(name);
  if (given === null) return undefined;
  const time = rfc3339.safeParse(given);
  return time.success
    ? Date.parse(time.data)
    : refuse('invalid_request', [{ path: name, code: 'invalid_shape' }]);
}
