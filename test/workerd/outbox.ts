/** Owns how the tests look at a tenant's deliveries; must not know receivers. */
import { expect } from 'vitest';
import { pickList } from './api.ts';
import { eventually, type Received } from './receiver.ts';
import { configure } from './scenario.ts';
import { rowsOf } from './stored.ts';

export async function deliveriesOf(shop: { owner: string }, query = ''): Promise<unknown[]> {
  return pickList(await configure('GET', `/v1/deliveries?${query}`, shop.owner), 'items');
}

/** The newest delivery of a destination, once it has been tried so often. */
export function attemptedIn(
  shop: { owner: string },
  destination: string,
  attempts: number,
): Promise<unknown> {
  return eventually(async () => {
    const [delivery] = await deliveriesOf(shop, `destination=${destination}`);
    expect(delivery).toMatchObject({ attempts });
    return delivery;
  });
}

/** Waits until so many of a tenant's deliveries have arrived. */
export function arrived(shop: { tenant: string }, count: number): Promise<void> {
  return eventually(async () => {
    const rows = await rowsOf(shop.tenant, 'deliveries');
    expect(rows.filter((row) => row.state === 'delivered')).toHaveLength(count);
  });
}

export function first(requests: Received[]): Received {
  const [request] = requests;
  if (request === undefined) throw new Error('nothing was received');
  return request;
}
