/**
 * Owns a Worker that is the built one and also tells how many rows its objects have written; must not change what it
 * does. Alarms count as a row each, as Cloudflare bills them.
 */
import * as built from '../../../dist/worker/index.js';

const cursors = [];
let alarms = 0;
let isWatching = false;

function watch(storage) {
  if (isWatching) return;
  isWatching = true;
  const sql = Object.getPrototypeOf(storage.sql);
  const { exec } = sql;
  sql.exec = function (...args) {
    const cursor = exec.apply(this, args);
    cursors.push({ cursor, statement: args[0].trim().split(/\s+/).slice(0, 3).join(' ') });
    return cursor;
  };
  const methods = Object.getPrototypeOf(storage);
  const { setAlarm } = methods;
  methods.setAlarm = function (...args) {
    alarms += 1;
    return setAlarm.apply(this, args);
  };
}

export class TenantObject extends built.TenantObject {
  constructor(ctx, env) {
    watch(ctx.storage);
    super(ctx, env);
  }
}
export class TrafficObject extends built.TrafficObject {
  constructor(ctx, env) {
    watch(ctx.storage);
    super(ctx, env);
  }
}
export const { DirectoryObject } = built;

export default {
  fetch(request, env, execution) {
    if (new URL(request.url).pathname !== '/bench/row-writes')
      return built.default.fetch(request, env, execution);
    const statements = {};
    for (const { cursor, statement } of cursors.splice(0)) {
      const { rowsWritten } = cursor;
      if (rowsWritten > 0) statements[statement] = (statements[statement] ?? 0) + rowsWritten;
    }
    const answer = { statements, alarms };
    alarms = 0;
    return Response.json(answer);
  },
};
