/** Owns what a route is: method, path, who may call it, what it takes and answers; must not know any one route. */
import * as z from 'zod';
import type { ProblemCode, Refusal } from '../../contract/problem.ts';
import type { Role } from '../tenant/keys.ts';
import { asPlatform, asTenant } from './authorise.ts';
import type { Call, TenantCall } from './call.ts';
import { readBody } from './read-body.ts';

/** `public` needs no key, `admin` a token of the platform, a list of roles a tenant key with one of them. */
export type Access = 'public' | 'admin' | readonly Role[];

type Answering = Promise<Response | Refusal>;

interface Description {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As itty-router reads it: `/v1/leads/:id`. */
  path: string;
  summary: string;
  /** Success status and what it means, for the OpenAPI document. */
  answers: Record<number, string>;
  /** Names of the query parameters that it reads. */
  query?: readonly string[];
  /** The code for a body that does not have the shape asked for; `invalid_request` when absent. */
  rejects?: ProblemCode;
  /** Asked too often, and answered too soon, for the watchdog to be told of each. */
  isBrief?: true;
  /** JSON values that its body may have, where they are many: rules list regions. */
  mostValues?: number;
}

export interface Route extends Description {
  access: Access;
  /** What the body must be; absent where there is none, or where it is read as it is. */
  body?: z.ZodType;
  run: (call: Call) => Answering;
}

/** For routes that take no body. */
export const noBody = z.undefined();

/** A route that anyone may call. `body` is for the document only: what a visitor sends is read by the handler. */
export function publicRoute(
  route: Description & { body?: z.ZodType; handle: (call: Call) => Answering },
): Route {
  const { handle, ...description } = route;
  return { ...description, access: 'public', run: handle };
}

/** A route for the platform's operator. */
export function adminRoute<Body extends z.ZodType>(
  route: Description & { body: Body; handle: (call: Call, body: z.output<Body>) => Answering },
): Route {
  const { handle, ...description } = route;
  const run = async (call: Call) => {
    const stranger = await asPlatform(call);
    if (stranger !== null) return stranger;
    const read = await readBody(call, route.body, route.rejects, route.mostValues);
    return 'refused' in read ? read : handle(call, read.body);
  };
  return { ...description, access: 'admin', run };
}

/** A route for a tenant's key with one of the roles. The body is read only once the caller is known. */
export function tenantRoute<Body extends z.ZodType>(
  route: Description & {
    access: readonly Role[];
    body: Body;
    handle: (call: TenantCall, body: z.output<Body>) => Answering;
  },
): Route {
  const { handle, ...description } = route;
  const run = async (call: Call) => {
    const known = await asTenant(call, route.access);
    if ('refused' in known) return known;
    const read = await readBody(call, route.body, route.rejects, route.mostValues);
    return 'refused' in read ? read : handle(known, read.body);
  };
  return { ...description, run };
}
