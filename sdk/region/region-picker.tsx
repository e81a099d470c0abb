/** Owns the two lists a region is chosen from, province then city; must not judge the choice. */
import { Component } from 'preact';
import { focusIds } from '../form/form-state.ts';
import type { PickerProps } from '../form/region.ts';
import { type Province, placeOf, settle } from './region-list.ts';

interface Props extends PickerProps {
  provinces: readonly Province[];
}

/** Native lists: on a phone nothing is quicker, and every screen reader knows them. */
export class RegionPicker extends Component<Props> {
  override componentDidMount() {
    this.componentDidUpdate();
  }

  /** An answer from elsewhere, such as a province's code, is brought to what these lists can show. */
  override componentDidUpdate() {
    const { field, desk, provinces } = this.props;
    const { answers } = desk.state;
    const answer = answers.get(field.id);
    const settled = typeof answer === 'string' && answer ? settle(provinces, answer) : answer;
    if (settled !== undefined && settled !== answer)
      desk.set({ answers: new Map(answers).set(field.id, settled) });
  }

  override render({ field, desk, provinces, says, common }: Props) {
    const { id } = field;
    const answer = desk.state.answers.get(id);
    const { province, city } = placeOf(provinces, typeof answer === 'string' ? answer : '');
    const choose = (code: string) => desk.answer(id, settle(provinces, code));
    const isWrong = desk.state.errors.has(id);
    // The list that is to be chosen from next has the field's id: there the label leads, and the focus when it is missing.
    const atCity = province && !city;
    const own = focusIds.field(id);
    const other = `${own}-2`;
    return (
      <fieldset aria-label={field.label}>
        <span class="region">
          <span class="select">
            <select
              {...common}
              id={atCity ? other : own}
              class={province ? '' : 'blank'}
              aria-label={says.province}
              aria-invalid={isWrong && !atCity}
              autocomplete="address-level1"
              value={province?.code ?? ''}
              onInput={(event: { currentTarget: HTMLSelectElement }) => choose(event.currentTarget.value)}
              onBlur={() => desk.set({ inFocus: '' })}
            >
              <option value="">{field.placeholder ?? says.province}</option>
              {provinces.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          </span>
          <span class="select">
            <select
              {...common}
              id={atCity ? own : other}
              name={`${id}-city`}
              class={city ? '' : 'blank'}
              aria-label={says.city}
              aria-invalid={!!(isWrong && atCity)}
              autocomplete="address-level2"
              disabled={!province}
              value={city?.code ?? ''}
              onInput={(event: { currentTarget: HTMLSelectElement }) =>
                choose(event.currentTarget.value || (province?.code ?? ''))
              }
            >
              {province?.cities.length !== 1 && <option value="">{says.city}</option>}
              {province?.cities.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          </span>
        </span>
      </fieldset>
    );
  }
}
