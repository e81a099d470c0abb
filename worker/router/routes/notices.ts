/** Owns the routes of notices; must not judge them. */
import { isRefusal, refuse } from '../../../contract/problem.ts';
import { noticeSchema } from '../../publishing/notice-schema.ts';
import type { Role } from '../../tenant/keys.ts';
import { adviceOf, json } from '../answer.ts';
import { param } from '../call.ts';
import { localeOf } from '../locale.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';

const publishers: readonly Role[] = ['owner', 'marketer', 'compliance'];

export const noticeRoutes: Route[] = [
  tenantRoute({
    method: 'POST',
    path: '/v1/notices',
    summary: 'Publish a notice; the same content again is the same version',
    answers: {
      200: 'the version that has this content already',
      201: 'id, version, digest; advice: duties that the words leave untold, when there are any',
    },
    rejects: 'notice_rejected',
    access: publishers,
    body: noticeSchema,
    handle: async (call, body) => {
      const outcome = await call.stub.contentChanges.publishNotice(call.actor, body);
      if (isRefusal(outcome)) return outcome;
      const { id, version, digest } = outcome.notice;
      return json(
        { id, version, digest, ...adviceOf(outcome.advice, localeOf(call.request)) },
        outcome.isNew ? 201 : 200,
      );
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/notices',
    summary: 'List the latest version of each notice',
    answers: { 200: 'items, next' },
    access: publishers,
    body: noBody,
    handle: async (call) => json({ items: await call.stub.notices.list(), next: null }),
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/notices/:id/diff',
    summary: 'What changed between two versions, and whether a grant of the earlier covers the later',
    answers: { 200: 'from, to, changes, material, reasons, insufficient' },
    query: ['from', 'to'],
    access: publishers,
    body: noBody,
    handle: async (call) => {
      const id = param(call, 'id');
      const [from, to] = [call.query.get('from'), call.query.get('to')];
      const wrong = Object.entries({ from, to })
        .filter(([, version]) => !/^[1-9]\d{0,8}$/.test(version ?? ''))
        .map(([path]) => ({ path, code: 'invalid_shape' }));
      if (wrong.length > 0) return refuse('invalid_request', wrong);
      const diff = await call.stub.notices.diff(id, Number(from), Number(to));
      return diff === undefined ? refuse('not_found') : json({ from: Number(from), to: Number(to), ...diff });
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/notices/:id/:version',
    summary: 'One version of a notice, immutable',
    answers: { 200: 'the notice' },
    access: publishers,
    body: noBody,
    handle: async (call) => {
      const notice = await call.stub.notices.get(param(call, 'id'), Number(param(call, 'version')));
      return notice === undefined ? refuse('not_found') : json(notice);
    },
  }),
];
