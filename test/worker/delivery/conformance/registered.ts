/** Owns which adapters there are, as the tests see them; must not know any of them. */
import { type Adapter, destinationKinds } from '../../../../worker/delivery/adapter.ts';
import { adapterOf } from '../../../../worker/delivery/adapters.ts';

/** Every adapter that is registered; a kind without one is left out. */
export function registeredAdapters(): Adapter[] {
  return destinationKinds.flatMap((kind) => {
    try {
      return [adapterOf(kind)];
    } catch {
      return [];
    }
  });
}
