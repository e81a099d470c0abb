/** Owns the route of what a promoter's own links brought, by day; must not tell anything of anyone who came. */
import { refuse } from '../../../contract/problem.ts';
import { chinaDay, chinaDaysBack } from '../../encoding/china-day.ts';
import { trafficOf } from '../../intake/traffic.ts';
import { json } from '../answer.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';

const mostDays = 90;

export const sharedCountRoutes: Route[] = [
  tenantRoute({
    method: 'GET',
    path: '/v1/shared/counts',
    summary:
      'What the promoter’s own links brought, by link and day in China; days without anything are left out',
    answers: { 200: 'items: code, campaign, channel, day, visits, starts, leads' },
    query: ['days'],
    access: ['promoter'],
    body: noBody,
    handle: async (call) => {
      const days = Number(call.query.get('days') ?? 30);
      if (!Number.isInteger(days) || days < 1 || days > mostDays) {
        return refuse('invalid_request', [
          { path: 'days', code: 'out_of_range', params: { min: 1, max: mostDays } },
        ]);
      }
      const sinceMs = chinaDaysBack(days, call.nowMs);
      const { links, leads } = await call.stub.promoterLinks.counted(call.actor.promoter ?? '', sinceMs);
      const traffic = await trafficOf(call.env, call.tenant);
      const visits = await traffic.days(
        links.map((link) => link.code),
        chinaDay(sinceMs),
      );
      const items = links.flatMap(({ code, campaign, channel }) => {
        const visited = visits.filter((one) => one.code === code);
        const brought = leads.filter((one) => one.code === code);
        const told = new Set([...visited, ...brought].map((one) => one.day));
        return [...told].map((day) => {
          const { visits: count, starts } = visited.find((one) => one.day === day) ?? {
            visits: 0,
            starts: 0,
          };
          const lead = brought.find((one) => one.day === day)?.leads ?? 0;
          return { code, campaign, channel, day, visits: count, starts, leads: lead };
        });
      });
      return json({ items: items.sort((a, b) => a.day.localeCompare(b.day)) });
    },
  }),
];
