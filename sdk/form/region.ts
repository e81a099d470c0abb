/** Owns what the region part offers, which only a form with a region field needs; must not fetch it. */
import type { ComponentChild } from 'preact';
import type { Field } from '../../contract/form.ts';
import type { FormDesk } from './form-state.ts';

export interface PickerProps {
  field: Field;
  desk: FormDesk;
  /** Names of the two lists. */
  says: { province: string; city: string };
  /** What the first part gives every input: id, name, focus, description. */
  common: Record<string, unknown>;
}

/** Fetched once a form has a region field. */
export interface RegionPart {
  /** Two lists under one label. */
  picker(given: PickerProps): ComponentChild;
  /** The place in words; a code of nowhere stays as it is. */
  nameOf(code: string): string;
}
