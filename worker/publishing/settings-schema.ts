/** Owns a tenant's settings: their shape, defaults and how a patch merges; must not act on them. */
import * as z from 'zod';
import { isPlainLine } from '../../contract/fields/text-form.ts';
import { line } from './text-schema.ts';

const count = z.int().min(0).max(1_000_000);
const days = z.int().min(1).max(3650);
const leastLogDays = 180;
const seconds = z.int().min(0).max(3600);

/** What the SMS vendors ask for besides the provider's name (aliyun: accessKey…, tencent: secret…, sdkAppId). */
const smsKeys = [
  'accessKeyId',
  'accessKeySecret',
  'secretId',
  'secretKey',
  'sdkAppId',
  'signName',
  'templateCode',
  'templateId',
  'region',
  // `code` or `code,minutes`: what the variables of a tencent template stand for.
  'templateParams',
  'endpoint',
] as const;

/** Settings that are sealed apart and never shown again, as group and key; no group for a setting on its own. */
export const secretSettings = [
  ['sms', 'accessKeySecret'],
  ['sms', 'secretKey'],
  ['wechat', 'appSecret'],
  ['signing', 'appSecret'],
  [null, 'prefillSecret'],
] as const;

/** The line of a site's filing with the ministry, as 《非经营性互联网信息服务备案管理办法》 art. 13 wants it shown. */
const icp = z
  .string()
  .trim()
  .regex(
    /^[京津沪渝冀豫云滇辽黑湘皖鲁新苏浙赣鄂桂甘陇晋蒙陕秦吉闽贵黔粤青藏川蜀宁琼]ICP备\d{6,10}号(?:-\d{1,4})?$/,
    {
      error: '如 京ICP备12345678号-1 / such as 京ICP备12345678号-1',
    },
  );

/** Each group is given in part: what a patch leaves out stays as it is. Secrets can be written, never read. */
export const settingsPatchSchema = z
  .strictObject({
    challenge: z.enum(['on', 'off']),
    limits: z
      .strictObject({
        perIpPerMinute: count.meta({ description: 'submissions from one address; 0 is no limit' }),
        perPhonePerDay: count.meta({ description: 'leads of one phone in 24 hours; 0 is no limit' }),
        minFillSeconds: seconds.meta({
          description: 'a form filled sooner is flagged fast_fill; 0 flags none',
        }),
        codesPerDay: count.meta({
          description: 'codes by SMS that the tenant pays for on one day of mainland China; 0 is no limit',
        }),
      })
      .partial(),
    presentation: z
      .strictObject({
        fontPx: z
          .number()
          .min(0)
          .max(100)
          .meta({ description: 'a granted consent shown smaller is refused' }),
        contrast: z.number().min(0).max(21).meta({ description: 'WCAG 2 ratio; a paler consent is refused' }),
      })
      .partial(),
    attribution: z
      .strictObject({
        model: z.enum(['first', 'last']),
        windowDays: days,
        protectDays: z.int().min(0).max(3650),
      })
      .partial(),
    customerReferral: z.boolean(),
    marketing: z.enum(['strict', 'open']),
    notices: z.enum(['strict', 'open']).meta({
      description: 'strict refuses a notice whose words leave a duty untold; open publishes it and says so',
    }),
    // Least data: a tenant may only shorten; evidence may not drop under three years, logs not under 180 days (网安法 23(3)).
    retention: z
      .strictObject({
        undeliveredDays: z.int().min(1).max(30),
        deliveredDays: z.int().min(1).max(90),
        evidenceYears: z.int().min(3).max(30),
        logDays: z.int().min(leastLogDays).max(3650),
      })
      .partial(),
    // Null takes what was set up away again, its secrets with it (RFC 7396).
    sms: z
      .strictObject({
        provider: z.enum(['aliyun', 'tencent', 'console']),
        ...Object.fromEntries(smsKeys.map((key) => [key, line(200).optional()])),
      })
      .nullable(),
    wechat: z
      .strictObject({
        appId: line(100),
        appSecret: line(200).optional(),
        verification: z
          .string()
          .trim()
          .regex(/^[A-Za-z0-9]{1,64}$/, {
            error: 'MP_verify_….txt 文件中的内容 / what stands in MP_verify_….txt',
          })
          .optional(),
        endpoint: line(200).optional(),
      })
      .nullable(),
    signing: z
      .strictObject({
        provider: z.enum(['esign']),
        appId: line(100).optional(),
        appSecret: line(200).optional(),
        endpoint: line(200).optional(),
      })
      .nullable()
      .meta({ description: 'e-signature of credit authorisations; none unless given' }),
    // Both ends sign with it as it stands: what one of them might trim must not be in it.
    prefillSecret: z
      .string()
      .min(16)
      .max(200)
      .refine((secret) => isPlainLine(secret) && secret.trim() === secret, {
        error:
          '前后不能有空格，也不能有看不见的字符，请重新复制 / no blank around it and no unseen character: copy it again',
      })
      .nullable(),
    icp: z.union([z.literal(''), icp]),
  })
  .partial()
  .meta({ id: 'Settings' });

export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

const defaultMinFillSeconds = 3;
/** Some 100 yuan of messages at the vendors' list prices: what a night of abuse costs at most, unless the tenant says otherwise. */
const defaultCodesPerDay = 2000;

/** Whole settings, as stored and shown. */
export const settingsSchema: z.ZodType<Settings> = z.object({
  challenge: z.enum(['on', 'off']),
  limits: z.object({
    perIpPerMinute: count,
    perPhonePerDay: count,
    // Not in the settings of tenants made before there were such.
    minFillSeconds: seconds.default(defaultMinFillSeconds),
    codesPerDay: count.default(defaultCodesPerDay),
  }),
  presentation: z.object({ fontPx: z.number(), contrast: z.number() }),
  attribution: z.object({ model: z.enum(['first', 'last']), windowDays: days, protectDays: z.int() }),
  customerReferral: z.boolean(),
  marketing: z.enum(['strict', 'open']),
  notices: z.enum(['strict', 'open']).optional(),
  retention: z.object({
    undeliveredDays: z.int(),
    deliveredDays: z.int(),
    evidenceYears: z.int(),
    logDays: z.int().default(leastLogDays),
  }),
  sms: z.record(z.string(), z.string()).optional(),
  wechat: z.record(z.string(), z.string()).optional(),
  signing: z.record(z.string(), z.string()).optional(),
  icp: z.string().optional(),
});

/** What every tenant starts with (API.md). */
export const defaultSettings: Settings = {
  challenge: 'on',
  limits: {
    perIpPerMinute: 30,
    perPhonePerDay: 5,
    minFillSeconds: defaultMinFillSeconds,
    codesPerDay: defaultCodesPerDay,
  },
  presentation: { fontPx: 12, contrast: 4.5 },
  attribution: { model: 'last', windowDays: 30, protectDays: 30 },
  customerReferral: false,
  marketing: 'strict',
  retention: { undeliveredDays: 30, deliveredDays: 90, evidenceYears: 3, logDays: leastLogDays },
};

/** A tenant's settings as they are shown: every group whole, no secrets. */
export interface Settings {
  challenge: 'on' | 'off';
  limits: { perIpPerMinute: number; perPhonePerDay: number; minFillSeconds: number; codesPerDay: number };
  presentation: { fontPx: number; contrast: number };
  attribution: { model: 'first' | 'last'; windowDays: number; protectDays: number };
  customerReferral: boolean;
  marketing: 'strict' | 'open';
  /** Whether a notice is refused for what its words leave untold; open unless said. */
  notices?: 'strict' | 'open' | undefined;
  retention: { undeliveredDays: number; deliveredDays: number; evidenceYears: number; logDays: number };
  sms?: Record<string, string> | undefined;
  wechat?: Record<string, string> | undefined;
  /** Who takes the e-signatures of credit authorisations. */
  signing?: Record<string, string> | undefined;
  /** Shown at the foot of the stand-alone pages; empty for none. */
  icp?: string | undefined;
}

/** Secrets by path (`sms.secretKey`, `prefillSecret`): in clear when a patch sets them, null when it takes them away. */
export type SecretChanges = Record<string, string | null>;

/** The settings after a patch, and the secrets that it changes. */
export function mergeSettings(
  current: Settings,
  patch: SettingsPatch,
): { settings: Settings; secrets: SecretChanges } {
  const merged: Record<string, unknown> = { ...current };
  for (const [key, value] of Object.entries(patch)) {
    const before = merged[key];
    if (value === null) delete merged[key];
    else merged[key] = isGroup(value) && isGroup(before) ? { ...before, ...value } : value;
  }
  const secrets: SecretChanges = {};
  for (const [group, key] of secretSettings)
    if (patch[group ?? key] === null) secrets[group === null ? key : `${group}.${key}`] = null;
  for (const [group, key] of secretSettings) {
    const holder = group === null ? merged : merged[group];
    if (!isGroup(holder)) continue;
    const { [key]: secret, ...rest } = holder;
    if (typeof secret === 'string') secrets[group === null ? key : `${group}.${key}`] = secret;
    if (group === null) delete merged[key];
    else merged[group] = rest;
  }
  return { settings: settingsSchema.parse(merged), secrets };
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
