/** Owns how the rules of the filling part's views reach the root that the form stands in; must not hold any rule. */
import { addStyle } from '../form/style/add-style.ts';
import asking from './style/asking.css?inline';
import costs from './style/costs.css?inline';
import ending from './style/ending.css?inline';
import filling from './style/filling.css?inline';
import large from './style/large.css?inline';
import preferences from './style/preferences.css?inline';
import sheet from './style/sheet.css?inline';

const css = filling + ending + asking + sheet + costs + large + preferences;

/** @param place where the form stands, inside a shadow root */
export function addFillingStyle(place: Element): void {
  const root = place.getRootNode();
  if (root instanceof ShadowRoot) addStyle(root, css);
}
