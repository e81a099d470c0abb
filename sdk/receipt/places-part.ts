/** Owns the part for receipts of forms that ask for a region: names of codes, and the list to choose from; no page. */
import { nameOf, parseRegions } from '../region/region-list.ts';

const provinces = parseRegions(__JINJIAN_REGIONS__);

/** The place in words. */
export function placeName(code: string): string {
  return nameOf(provinces, code);
}

/** Every province with the codes and names of its cities. */
export function places(): { name: string; cities: readonly { code: string; name: string }[] }[] {
  return provinces.map(({ name, cities }) => ({ name, cities }));
}
