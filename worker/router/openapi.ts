/** Owns the OpenAPI 3.1 document, made from the routes and their schemas; must not know any one route. */
import * as z from 'zod';
import { problemStatus } from '../../contract/problem.ts';
import { responseOf } from './answer-schemas.ts';
import { operationId, tagOf } from './operation-names.ts';
import { mayBeLeftOut } from './read-body.ts';
import type { Route } from './route.ts';
import { webhookDocuments } from './webhook-documents.ts';

/** itty's `:name`, and its `:name+` for the rest of a path, as OpenAPI's `{name}`. */
function pathOf(route: Route): { path: string; names: string[] } {
  const names = [...route.path.matchAll(/:([a-z]+)/gi)].map((match) => match[1] ?? '');
  return { path: route.path.replace(/:([a-z]+)\+?/gi, '{$1}'), names };
}

/** A body's schema. Those with a name go among the document's own, where a reference in it can be followed. */
function schemaOf(body: z.ZodType, named: Record<string, unknown>): Record<string, unknown> {
  const text = JSON.stringify(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }));
  const {
    $schema: _,
    $defs = {},
    ...schema
  } = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/'));
  Object.assign(named, $defs);
  return schema;
}

function operationOf(route: Route, names: string[], named: Record<string, unknown>) {
  const inPath = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const inQuery = (route.query ?? []).map((name) => ({ name, in: 'query', schema: { type: 'string' } }));
  const hasBody = route.body !== undefined && !(route.body instanceof z.ZodUndefined);
  const answers = Object.entries(route.answers).map(([status, description]): [string, object] => [
    status,
    responseOf(status, description),
  ]);
  return {
    operationId: operationId(route.method, route.path),
    tags: [tagOf(route.path)],
    summary: route.summary,
    security: route.access === 'public' ? [] : undefined,
    'x-roles': typeof route.access === 'string' ? undefined : route.access,
    parameters: [...inPath, ...inQuery],
    requestBody:
      hasBody && route.body !== undefined
        ? {
            required: !mayBeLeftOut(route.body),
            content: { 'application/json': { schema: schemaOf(route.body, named) } },
          }
        : undefined,
    responses: {
      ...Object.fromEntries(answers),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { enum: Object.keys(problemStatus) },
    detail: { type: 'string' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: {
          path: { type: 'string' },
          code: { type: 'string' },
          message: { type: 'string' },
          rule: { type: 'string', description: 'rule id of a finding on a published text, as N7, C4, CR-04' },
          phrase: { type: 'string', description: 'the words found' },
          source: { type: 'string', description: 'the law behind the rule' },
        },
      },
    },
  },
};

export function openApi(routes: readonly Route[], version: string, server: string) {
  const paths: Record<string, Record<string, ReturnType<typeof operationOf>>> = {};
  const named: Record<string, unknown> = {};
  for (const route of routes) {
    const { path, names } = pathOf(route);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, names, named) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Jinjian 进件',
      version,
      description: 'Lead capture and distribution with provable consent.',
    },
    servers: [{ url: server }],
    security: [{ key: [] }],
    tags: [...new Set(routes.map(({ path }) => tagOf(path)))].sort().map((name) => ({ name })),
    paths,
    webhooks: webhookDocuments(),
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: { ...named, Problem: problemSchema },
      responses: {
        Problem: {
          description: 'A problem (RFC 9457)',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}
