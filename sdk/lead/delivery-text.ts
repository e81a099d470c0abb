/** Owns how one delivery's state and the reason for it read; must not know where they stand. */
import { deliveryStates, reasons, stopReasons } from './lead-words.ts';
import type { Delivery } from './shapes.ts';
import { timeText } from './value-texts.ts';

/** `投递失败：对方系统出错（HTTP 503） · 试过 10 次` */
export function deliveryText(delivery: Delivery, nowMs: number): string {
  const { state, attempts, nextAttemptAt, lastAttempt } = delivery;
  const isArrived = state === 'delivered';
  if (isArrived && lastAttempt?.outcome === 'confirmed')
    return `已人工告知 · ${timeText(lastAttempt.at, nowMs)}`;
  // What has arrived has no reason of its own: its attempt may have one.
  const reason = isArrived ? lastAttempt?.reason : delivery.reason;
  const why = reason && (((state === 'blocked' && stopReasons[reason]) || reasons[reason]) ?? reason);
  const status =
    lastAttempt?.status && (state === 'dead' || state === 'pending') ? `（HTTP ${lastAttempt.status}）` : '';
  const parts = [
    why && `：${why}${status}`,
    isArrived && lastAttempt && ` · ${timeText(lastAttempt.at, nowMs)}`,
    attempts > 1 && ` · 试过 ${attempts} 次`,
    state === 'pending' && attempts > 0 && nextAttemptAt && ` · ${timeText(nextAttemptAt, nowMs)}再试`,
  ];
  return deliveryStates[state] + parts.filter(Boolean).join('');
}
