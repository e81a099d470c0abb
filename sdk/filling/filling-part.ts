/** Owns the entry of the filling part: rules, sending and the views that come later; must not hold any of its own. */
import type { FillingPart } from '../form/filling.ts';
import { fetchBundle } from '../send/fetch-bundle.ts';
import { startFilling } from './start-filling.tsx';

export const part: FillingPart = { start: startFilling, fetchBundle };
