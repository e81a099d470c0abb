/** Owns the entry of the filling part: rules, sending and the views that come later; must not hold any of its own. */
import type { FillingPart } from '../form/filling.ts';
import { fetchBundle } from '../send/fetch-bundle.ts';
import { startFilling } from './start-filling.tsx';
import asking from './style/asking.css?inline';
import costs from './style/costs.css?inline';
import ending from './style/ending.css?inline';
import filling from './style/filling.css?inline';
import large from './style/large.css?inline';
import preferences from './style/preferences.css?inline';
import sheet from './style/sheet.css?inline';

const css = filling + ending + asking + sheet + costs + large + preferences;

export const part: FillingPart = { start: startFilling, fetchBundle, css };
