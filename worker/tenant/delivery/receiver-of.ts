/** Owns where a destination's data comes to; must not know what may go there. */
import { mainland } from '../../../contract/notice.ts';
import { adapterOf } from '../../delivery/adapters.ts';
import { type Receiver, self } from '../../routing/recipients.ts';
import { configOf, type DestinationRow } from '../destinations.ts';

type Placed = Pick<DestinationRow, 'kind' | 'recipient' | 'config' | 'region'>;

/**
 * One of before regions were asked for goes on as it did where it is the tenant's own, which is told of it; anybody
 * else's is where its kind is, so that nothing is opened by not saying.
 */
export function receiverOf({ kind, recipient, config, region }: Placed): Receiver {
  if (region !== null) return { recipient, region };
  const usual = adapterOf(kind).regionOf?.(configOf({ config }).members) ?? mainland;
  return { recipient, region: recipient === self ? mainland : usual };
}
