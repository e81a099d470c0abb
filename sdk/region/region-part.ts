/** Owns the entry of the region part: provinces, cities and the lists to choose them from; must not hold a form. */
import { h } from 'preact';
import type { RegionPart } from '../form/region.ts';
import { nameOf, parseRegions } from './region-list.ts';
import { RegionPicker } from './region-picker.tsx';

const provinces = parseRegions(__JINJIAN_REGIONS__);

export const part: RegionPart = {
  picker: (given) => h(RegionPicker, { ...given, provinces }),
  nameOf: (code) => nameOf(provinces, code),
};
