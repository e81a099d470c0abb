/** Owns fetching the names of region codes, which only a form that asks for one needs; must not know who lives there. */
import type { PlaceName } from '../receipt/value-text.ts';
import { version } from '../version.ts';

/** Null when it can't be reached: the code is shown then. */
export async function fetchPlaceName(): Promise<PlaceName | null> {
  try {
    const module: { placeName: PlaceName } = await import(
      /* @vite-ignore */ `${location.origin}/w/jinjian-${version}-places.js`
    );
    return module.placeName;
  } catch {
    return null;
  }
}
