/** Owns the one difference between the Worker under test and the shipped one, how parts are called; must not change what is. */
import type { Env } from '../../worker/env.ts';
import worker, { TenantObject as ShippedTenantObject } from '../../worker/index.ts';

export { DirectoryObject, TrafficObject } from '../../worker/index.ts';

/**
 * Calls to a part of a tenant object (`stub.keys.identify(…)`) go through one flat method. The test plugin (1.5.0)
 * answers property access over RPC with a function, so that workerd can't walk on to the part's method; workerd can.
 */
export class TenantObject extends ShippedTenantObject {
  callPart(part: string, method: string, args: unknown[]): unknown {
    const target: object = Reflect.get(Object(this), part);
    return Reflect.apply(Reflect.get(target, method), target, args);
  }
}

/** The parts that the shipped object offers as properties: its getters. */
const parts = new Set(
  Object.entries(Object.getOwnPropertyDescriptors(ShippedTenantObject.prototype))
    .filter(([, property]) => property.get !== undefined)
    .map(([name]) => name),
);

function flatPart(stub: object, part: string): object {
  return new Proxy(
    {},
    {
      get: (_, method) => {
        return (...args: unknown[]) =>
          Reflect.apply(Reflect.get(stub, 'callPart'), stub, [part, String(method), args]);
      },
    },
  );
}

function flatStub<Stub extends object>(stub: Stub): Stub {
  return new Proxy(stub, {
    get: (target, name) => {
      if (typeof name === 'string' && parts.has(name)) return flatPart(target, name);
      const found: unknown = Reflect.get(target, name);
      return typeof found === 'function' ? (...args: unknown[]) => Reflect.apply(found, target, args) : found;
    },
  });
}

function flatNamespace(tenants: Env['TENANT']): Env['TENANT'] {
  return new Proxy(tenants, {
    get: (target, name) => {
      if (name === 'get') return (id: DurableObjectId) => flatStub(target.get(id));
      const found: unknown = Reflect.get(target, name);
      return typeof found === 'function' ? (...args: unknown[]) => Reflect.apply(found, target, args) : found;
    },
  });
}

export default {
  fetch: (request, env, execution) =>
    worker.fetch(request, { ...env, TENANT: flatNamespace(env.TENANT) }, execution),
} satisfies ExportedHandler<Env>;
