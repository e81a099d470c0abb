/** Owns the entry of the SDK's second part: rules, sending and the views that come later; must not hold any of its own. */

import { fetchBundle } from '../send/fetch-bundle.ts';
import { judgeAnswer, judgeForm, readAmount, shownIds } from './answers.ts';
import { NoticeSheet } from './consents/notice-sheet.tsx';
import type { SecondPart } from './second-part.ts';
import { startFilling } from './start-filling.ts';
import css from './style/second-part.css?inline';
import { SuccessView } from './success-view.tsx';

export const secondPart: SecondPart = {
  shownIds,
  judgeAnswer,
  judgeForm,
  readAmount,
  startFilling,
  fetchBundle,
  NoticeSheet,
  SuccessView,
  css,
};
