/** Owns the rule of how far a decision has come with one recipient; must not know deliveries. */
import { expect, test } from 'vitest';
import { recipientState } from '../../../worker/routing/recipient-state.ts';

const waiting = { isDelivered: false, isTried: false };
const tried = { isDelivered: false, isTried: true };
const delivered = { isDelivered: true, isTried: true };
const [unheard, heard] = [{ isDelivered: false }, { isDelivered: true }];

test.each([
  ['granted', [], [], 'pending', false],
  ['granted', [waiting], [], 'pending', false],
  ['granted', [tried], [], 'pending', true],
  ['granted', [tried, delivered], [], 'delivered', true],
  ['withdrawn', [], [], 'withdrawal_confirmed', false],
  ['withdrawn', [waiting], [], 'withdrawal_confirmed', false],
  ['withdrawn', [tried], [unheard], 'withdrawal_sent', true],
  ['withdrawn', [delivered], [unheard], 'withdrawal_sent', true],
  // Two endpoints of one recipient: both must have heard.
  ['withdrawn', [delivered, delivered], [heard, unheard], 'withdrawal_sent', true],
  ['withdrawn', [delivered, delivered], [heard, heard], 'withdrawal_confirmed', true],
  // Withdrawn while the lead was on its way: no attempt has ended yet.
  ['withdrawn', [waiting], [unheard], 'withdrawal_sent', false],
] as const)('%s, lead %j, decision %j: %s, received %s', (decision, lead, told, state, received) => {
  expect(recipientState(decision, { lead, decision: told })).toEqual({ state, received });
});
