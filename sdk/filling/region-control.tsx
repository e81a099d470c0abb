/** Owns the region field's way from a list that is still on its way to the two that are here; must not know any region. */
import type { ComponentChild } from 'preact';
import type { Field } from '../../contract/form.ts';
import type { FillingPorts } from '../form/filling.ts';
import type { FormDesk } from '../form/form-state.ts';

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
  /** A province's only city for the province; two digits while the city is missing. */
  settle(code: string): string;
}

export interface RegionControl {
  /** Asks for the lists; again only when they could not be had. */
  need(): void;
  view(field: Field, common: Record<string, unknown>): ComponentChild;
  nameOf(code: string): string;
}

export function createRegionControl({ desk, config, later, fetchPart }: FillingPorts): RegionControl {
  let part: RegionPart | null = null;
  let state: 'untried' | 'loading' | 'failed' = 'untried';
  const need = () => {
    if (part || state === 'loading') return;
    state = 'loading';
    desk.set({});
    const bundled = __JINJIAN_SCRIPT__ || (() => import('../region/region-part.ts'));
    fetchPart<RegionPart>('region', config.base, bundled).then(
      (arrived) => {
        part = arrived;
        desk.set({});
      },
      () => {
        state = 'failed';
        desk.set({});
      },
    );
  };
  return {
    need,
    nameOf: (code) => part?.nameOf(code) ?? code,
    view(field, common) {
      const says = later.region;
      if (part) return part.picker({ field, desk, says, common });
      // One option that holds the answer, so that drawing changes nothing.
      const answer = String(desk.state.answers.get(field.id) ?? '');
      return (
        <>
          <span class="select">
            {/* A failed list is tried again when it is touched. */}
            <select {...common} aria-busy={state === 'loading'} onPointerDown={need} onFocus={need}>
              <option value={answer}>{state === 'failed' ? desk.words.choose : says.loading}</option>
            </select>
          </span>
          {state === 'failed' && (
            <small class="failed" role="alert">
              {says.failed}
            </small>
          )}
        </>
      );
    },
  };
}
