/** Owns the check of by which channels marketing may reach a person, over any grant and any opt-outs; must not know storage. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MarketingChannel, marketingChannels } from '../../../contract/notice.ts';
import { channelsTold, type Suppression } from '../../../worker/delivery/marketing-channels.ts';

const channels = fc.uniqueArray(fc.constantFrom(...marketingChannels), { minLength: 1 });
const time = fc.integer({ min: 1, max: 9 });
const suppressions = fc.uniqueArray(
  fc.record<Suppression>({
    channel: fc.constantFrom(...marketingChannels),
    sinceMs: time,
    liftedAtMs: fc.option(time),
  }),
  { selector: ({ channel }) => channel },
);
const decided = fc.record({
  notice: fc.record({
    kind: fc.constantFrom('marketing' as const, 'privacy' as const),
    channels: fc.option(channels, { nil: undefined }),
  }),
  decision: fc.constantFrom('granted' as const, 'refused' as const, 'withdrawn' as const),
  atMs: time,
  chosen: fc.option(channels, { nil: undefined }),
});

describe('the channels of a marketing grant', () => {
  it('are those agreed to, without any that an opt-out stands against', () => {
    fc.assert(
      fc.property(decided, suppressions, (one, optOuts) => {
        const told = channelsTold(one, optOuts);
        if (one.notice.kind !== 'marketing') return void expect(told).toBeNull();
        const agreed =
          one.decision === 'granted' ? (one.chosen ?? one.notice.channels ?? marketingChannels) : [];
        expect([...(told?.channels ?? []), ...(told?.suppressed ?? [])].sort()).toEqual([...agreed].sort());
        for (const { channel, sinceMs, liftedAtMs } of optOuts) {
          if (liftedAtMs === null || one.atMs < sinceMs) expect(told?.channels).not.toContain(channel);
          else expect(told?.suppressed).not.toContain(channel);
        }
      }),
    );
  });

  const granted = {
    notice: { kind: 'marketing' as const, channels: ['sms', 'phone'] satisfies MarketingChannel[] },
    decision: 'granted' as const,
    atMs: 5,
    chosen: undefined,
  };

  it('an opt-out that was lifted still holds against what was agreed to before it', () => {
    const lifted: Suppression[] = [{ channel: 'sms', sinceMs: 6, liftedAtMs: 8 }];
    expect(channelsTold(granted, lifted)).toEqual({ channels: ['phone'], suppressed: ['sms'] });
    expect(channelsTold({ ...granted, atMs: 7 }, lifted)).toEqual({
      channels: ['sms', 'phone'],
      suppressed: [],
    });
  });
});
