/** Owns the check of a tenant's settings: defaults of API.md, merging, secrets kept apart; must not act on them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultSettings,
  mergeSettings,
  type SettingsPatch,
  secretSettings,
  settingsPatchSchema,
  settingsSchema,
} from '../../../worker/publishing/settings-schema.ts';

const merge = (patch: SettingsPatch, before = defaultSettings) => mergeSettings(before, patch);

describe('the defaults', () => {
  it('are those of API.md', () => {
    expect(defaultSettings).toEqual({
      challenge: 'on',
      limits: { perIpPerMinute: 30, perPhonePerDay: 5, minFillSeconds: 3, codesPerDay: 2000 },
      presentation: { fontPx: 12, contrast: 4.5 },
      attribution: { model: 'last', windowDays: 30, protectDays: 30 },
      customerReferral: false,
      marketing: 'strict',
      retention: { undeliveredDays: 30, deliveredDays: 90, evidenceYears: 3, logDays: 180 },
    });
  });
});

describe('stored settings', () => {
  it('from before a setting was known read as its default', () => {
    const { minFillSeconds: _unknown, ...limits } = defaultSettings.limits;
    const { logDays: _unknownToo, ...retention } = defaultSettings.retention;
    expect(settingsSchema.parse({ ...defaultSettings, limits, retention })).toEqual(defaultSettings);
  });
});

describe('a patch', () => {
  it('changes what it names and leaves the rest, also inside a group', () => {
    const { settings } = merge({ limits: { perIpPerMinute: 0 }, customerReferral: true });
    expect(settings).toEqual({
      ...defaultSettings,
      limits: { perIpPerMinute: 0, perPhonePerDay: 5, minFillSeconds: 3, codesPerDay: 2000 },
      customerReferral: true,
    });
  });
  it('of nothing changes nothing and never touches the defaults themselves', () => {
    const before = structuredClone(defaultSettings);
    expect(merge({}).settings).toEqual(defaultSettings);
    merge({ attribution: { model: 'first' }, sms: { provider: 'console' } });
    expect(defaultSettings).toEqual(before);
  });
  it('twice is the same as once', () => {
    const patch = fc.record(
      {
        challenge: fc.constantFrom('on' as const, 'off' as const),
        limits: fc.record(
          { perIpPerMinute: fc.nat(1000), perPhonePerDay: fc.nat(1000) },
          { requiredKeys: [] },
        ),
        attribution: fc.record({ windowDays: fc.integer({ min: 1, max: 3650 }) }, { requiredKeys: [] }),
        prefillSecret: fc.constant('a secret of the tenant'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(patch, (change) => {
        const once = merge(change);
        expect(merge(change, once.settings)).toEqual(once);
      }),
    );
  });
});

describe('secrets', () => {
  const patch = settingsPatchSchema.parse({
    sms: { provider: 'tencent', secretId: 'id', secretKey: 'KEY-1', sdkAppId: '1400' },
    wechat: { appId: 'wx1', appSecret: 'KEY-2' },
    prefillSecret: 'KEY-3-of-16-chars',
  });
  it('are handed over by path and never stay in the settings', () => {
    const { settings, secrets } = merge(patch);
    expect(secrets).toEqual({
      'sms.secretKey': 'KEY-1',
      'wechat.appSecret': 'KEY-2',
      prefillSecret: 'KEY-3-of-16-chars',
    });
    expect(JSON.stringify(settings)).not.toContain('KEY-');
    expect(settings.sms).toEqual({ provider: 'tencent', secretId: 'id', sdkAppId: '1400' });
    expect(settings.wechat).toEqual({ appId: 'wx1' });
  });
  it('that a later patch does not name are not handed over again', () => {
    const { settings } = merge(patch);
    expect(merge({ wechat: { appId: 'wx2' } }, settings)).toMatchObject({
      secrets: {},
      settings: { wechat: { appId: 'wx2' } },
    });
  });
  it('each have a place in the patch', () => {
    expect(secretSettings.map(([group, key]) => `${group ?? ''}.${key}`)).toEqual([
      'sms.accessKeySecret',
      'sms.secretKey',
      'wechat.appSecret',
      'signing.appSecret',
      '.prefillSecret',
    ]);
  });
});

describe('the shape', () => {
  it.each<[string, object]>([
    ['an unknown key', { colour: 'red' }],
    ['an unknown key in a group', { limits: { perHour: 1 } }],
    ['a negative limit', { limits: { perIpPerMinute: -1 } }],
    ['a fraction of a day', { attribution: { windowDays: 1.5 } }],
    ['an empty window', { attribution: { windowDays: 0 } }],
    ['more days than the law’s least data allows', { retention: { deliveredDays: 91 } }],
    ['evidence kept under three years', { retention: { evidenceYears: 2 } }],
    ['RT-11: logs kept under 180 days', { retention: { logDays: 179 } }],
    ['an unknown SMS provider', { sms: { provider: 'carrier-pigeon' } }],
    ['SMS without a provider', { sms: { secretKey: 'x' } }],
    ['a short prefill secret', { prefillSecret: 'short' }],
    ['another word for on', { challenge: true }],
  ])('refuses %s', (_name, patch) => {
    expect(settingsPatchSchema.safeParse(patch).success).toBe(false);
  });
});
