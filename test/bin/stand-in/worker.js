/** Owns the smallest Worker that the server can run, for tests of bin/; must not know the real one. */
import { connect } from 'cloudflare:sockets';
import { DurableObject } from 'cloudflare:workers';

class Counter extends DurableObject {
  /** Adds one row and returns how many there are. */
  count() {
    this.ctx.storage.sql.exec('create table if not exists hit (id integer primary key)');
    this.ctx.storage.sql.exec('insert into hit default values');
    return this.ctx.storage.sql.exec('select count(*) as hits from hit').one().hits;
  }
}

export class DirectoryObject extends Counter {}
export class TenantObject extends Counter {}
export class TrafficObject extends Counter {}

export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    switch (url.pathname) {
      case '/healthz':
        return Response.json({ ok: true, version: 'stand-in' });
      case '/count': {
        const objects = [env.DIRECTORY, env.TENANT, env.TRAFFIC];
        return Response.json(await Promise.all(objects.map((space) => space.getByName('a').count())));
      }
      case '/env':
        return Response.json(
          Object.fromEntries(Object.entries(env).filter(([, value]) => typeof value === 'string')),
        );
      case '/fetch':
        return fetch(url.searchParams.get('url')).then(
          (answer) => new Response(String(answer.status)),
          (error) => new Response(`refused: ${error.message}`),
        );
      case '/stand': {
        // Announced as the real Worker announces longer work; then the loop stands, for so many rounds or for ever.
        console.log('jinjian-work begun quick-1 GET /v1/quick of acme');
        console.log('jinjian-work ended quick-1');
        console.log('jinjian-work begun stuck-1 POST /v1/notices of acme');
        const rounds = Number(url.searchParams.get('rounds') ?? Number.POSITIVE_INFINITY);
        let sum = 0;
        for (let round = 0; round < rounds; round += 1) sum = (sum * 31 + round) % 65_521;
        console.log('jinjian-work ended stuck-1');
        return new Response(String(sum));
      }
      case '/say':
        console.log(url.searchParams.get('text'));
        console.error(url.searchParams.get('text'));
        return new Response('said');
      case '/connect':
        return connect(url.searchParams.get('address')).opened.then(
          () => new Response('connected'),
          (error) => new Response(`refused: ${error.message}`),
        );
      case '/hang':
        await scheduler.wait(60_000);
        return new Response('late');
      default:
        return new Response('not found', { status: 404 });
    }
  },
};
