/** Owns saving rule sets and reading what they decided, in tests; must not check any of it. */
import { call, pick, pickList, pickText } from './api.ts';
import { configure, type Shop } from './scenario.ts';
import { rowsOf } from './stored.ts';

export function saveRoutes(shop: Shop, set: unknown): Promise<unknown> {
  return configure('PUT', '/v1/routes', shop.owner, set);
}

export async function explain(shop: Shop, lead: string): Promise<unknown> {
  return (await call('POST', `/v1/leads/${lead}/route/explain`, { key: shop.owner })).json;
}

/** Ids of the destinations that a lead has a delivery to, with its state: `crm pending`. */
export async function deliveriesOfLead(shop: Shop, lead: string): Promise<string[]> {
  const answer = await call('GET', `/v1/deliveries?lead=${lead}&limit=200`, { key: shop.owner });
  return pickList(answer.json, 'items')
    .map((item) => {
      const reason = pick(item, 'reason');
      return `${pickText(item, 'destination')} ${pickText(item, 'state')}${reason === undefined ? '' : ` ${String(reason)}`}`;
    })
    .sort();
}

/** How many leads went to each destination, by id. */
export async function countsByDestination(shop: Shop): Promise<Record<string, number>> {
  const ids = new Map((await rowsOf(shop.tenant, 'destinations')).map((row) => [row.number, String(row.id)]));
  const counts: Record<string, number> = {};
  for (const { destination } of await rowsOf(shop.tenant, 'deliveries')) {
    const id = ids.get(destination ?? -1) ?? '?';
    counts[id] = (counts[id] ?? 0) + 1;
  }
  return counts;
}
