/** Owns the region field's way from a list that is still on its way to the two that are here; must not know any region. */
import type { ComponentChild } from 'preact';
import { type Field, fieldsOf } from '../../contract/form.ts';
import type { FillingPorts } from '../form/filling.ts';
import { focusIds } from '../form/form-state.ts';
import type { RegionPart } from '../form/region.ts';

export interface RegionControl {
  /** Asks for the lists; again only when they could not be had. */
  need(): void;
  view(field: Field, common: Record<string, unknown>): ComponentChild;
  nameOf(code: string): string;
}

export function createRegionControl(ports: FillingPorts): RegionControl {
  const { desk, config, later, fetchPart, focus } = ports;
  let part: RegionPart | null = null;
  let isLoading = false;
  const ids = () =>
    fieldsOf(desk.state.bundle.form)
      .filter(({ kind }) => kind === 'region')
      .map(({ id }) => id);
  /** Says at each region field that its lists are missing; '' takes that back. */
  const tell = (sentence: string) => {
    const errors = new Map(desk.state.errors);
    for (const id of ids()) {
      if (sentence) errors.set(id, sentence);
      else errors.delete(id);
    }
    desk.set({ errors, spoken: sentence });
  };
  const need = () => {
    if (part || isLoading) return;
    isLoading = true;
    tell('');
    const bundled = __JINJIAN_SCRIPT__ || (() => import('../region/region-part.ts'));
    fetchPart<RegionPart>('region', config.base, bundled).then(
      (arrived) => {
        // The lists take the place of one that was still empty, perhaps under someone's finger.
        const { inFocus } = desk.state;
        part = arrived;
        desk.set({});
        if (ids().includes(inFocus)) focus(focusIds.field(inFocus));
      },
      () => {
        isLoading = false;
        tell(later.region.failed);
      },
    );
  };
  return {
    need,
    nameOf: (code) => part?.nameOf(code) ?? code,
    view(field, common) {
      const says = later.region;
      if (part) return part.picker({ field, desk, says, common });
      // One option that holds the answer, so that drawing changes nothing. Lists that failed are tried again at a touch.
      return (
        <span class="select">
          <select {...common} aria-busy={isLoading} onPointerDown={need} onFocusCapture={need}>
            <option value={String(desk.state.answers.get(field.id) ?? '')}>
              {isLoading ? says.loading : desk.words.choose}
            </option>
          </select>
        </span>
      );
    },
  };
}
