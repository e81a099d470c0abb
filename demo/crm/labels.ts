/** Owns how values, people and reasons read to the CRM's staff, masked where they identify someone; must not know markup. */
import { areaList } from '@vant/area-data';
import { forms } from '../seed/content.ts';
import type { SeedField } from '../seed/form-type.ts';
import { recipients, tenant } from '../seed/parties.ts';
import type { LeadValue } from './lead.ts';

/** Short names of provinces by the first two digits of a GB/T 2260 code. */
const provinces =
  '11北京 12天津 13河北 14山西 15内蒙古 21辽宁 22吉林 23黑龙江 31上海 32江苏 33浙江 34安徽 35福建 36江西 37山东 41河南 42湖北 43湖南 44广东 45广西 46海南 50重庆 51四川 52贵州 53云南 54西藏 61陕西 62甘肃 63青海 64宁夏 65新疆 71台湾 81香港 82澳门'.split(
    ' ',
  );

const reasons: Record<string, string> = {
  first_touch: '按首次触达归因',
  last_touch: '按末次触达归因',
  no_touch: '没有推荐链接',
  unknown_code: '推荐码不存在，不计入',
  expired: '推荐码已过期，不计入',
  revoked: '推荐码已停用，不计入',
  outside_window: '超出归因期限，不计入',
  self_referral: '本人推荐本人，不计入',
  loop: '推荐关系成环，不计入',
  protected: '保护期内，归原推荐人',
};

const flags: Record<string, string> = {
  duplicate: '重复登记',
  self_referral: '本人推荐',
  trap_filled: '疑似程序填写',
  fast_fill: '填写过快',
  untrusted_consent: '授权存疑',
  sensitive_refused: '未授权敏感信息',
  uscc_unverified: '信用代码待核',
  age_not_stated: '未声明成年',
  age_60_or_over: '年满60周岁',
  cost_sheet_not_shown: '未展示成本明示表',
};

const promoterKinds: Record<string, string> = { staff: '员工', partner: '渠道', customer: '客户' };

const channels: Record<string, string> = {
  wechat: '微信',
  'customer-share': '客户转发',
  'partner-site': '合作网站',
  'branch-counter': '门店柜台',
};

const identifying: Record<string, (value: string) => string> = {
  name: maskName,
  phone: maskPhone,
  id_number: maskId,
};

export const flagText = (flag: string): string => flags[flag] ?? flag;
export const reasonText = (reason: string): string => reasons[reason] ?? reason;
export const promoterKindText = (kind: string | undefined): string => promoterKinds[kind ?? ''] ?? '推广人';
export const channelText = (channel: string): string => channels[channel] ?? channel;

/** The form's title, or its id when the CRM does not know it. */
export function formTitle(form: string): string {
  return forms.find(({ id }) => id === form)?.title ?? form;
}

export function fieldLabel(form: string, field: string): string {
  return fieldOf(form, field)?.label ?? field;
}

/** True for the fields that tell who the applicant is: shown masked until revealed. */
export function isIdentifying(form: string, field: string): boolean {
  return Object.hasOwn(identifying, fieldOf(form, field)?.kind ?? field);
}

export function maskedValue(form: string, field: string, value: LeadValue): string {
  const mask = identifying[fieldOf(form, field)?.kind ?? field];
  return mask === undefined ? valueText(form, field, value) : mask(String(value));
}

/** A value with its unit, in the words of the form. */
export function valueText(form: string, field: string, value: LeadValue): string {
  const definition = fieldOf(form, field);
  if (Array.isArray(value)) return value.map((one) => optionLabel(definition, one)).join('、');
  if (typeof value === 'number') {
    if (definition?.kind === 'amount') return `${value.toLocaleString('zh-CN')} 元`;
    if (definition?.kind === 'term') return `${value} 个月`;
    return value.toLocaleString('zh-CN');
  }
  if (definition?.kind === 'region') return regionText(value);
  return optionLabel(definition, value);
}

/** The 万 reading of whole yuan, such as 50万元, exact to the yuan; empty below ten thousand. */
export function wanText(yuan: number): string {
  return yuan < 10_000 ? '' : `${(yuan / 10_000).toLocaleString('zh-CN', { maximumFractionDigits: 4 })}万元`;
}

/** Time from submission to arrival. Clocks of two machines may disagree: never below zero. */
export function delayText(createdAt: string, receivedAt: string): string {
  const delayMs = Math.max(0, Date.parse(receivedAt) - Date.parse(createdAt));
  if (delayMs < 1000) return `${delayMs} 毫秒`;
  if (delayMs < 60_000) return `${(delayMs / 1000).toFixed(1)} 秒`;
  return delayMs < 3_600_000
    ? `${Math.round(delayMs / 60_000)} 分钟`
    : `${Math.round(delayMs / 3_600_000)} 小时`;
}

/** A recipient's legal name, by its id. */
export function recipientName(id: string): string {
  return id === 'self' ? tenant.name : (recipients.find((one) => one.id === id)?.legalName ?? id);
}

function fieldOf(form: string, field: string): SeedField | undefined {
  return forms
    .find(({ id }) => id === form)
    ?.steps.flatMap(({ fields }) => fields)
    .find(({ id }) => id === field);
}

function optionLabel(field: SeedField | undefined, value: string): string {
  if (field?.kind !== 'choice' && field?.kind !== 'multi') return value;
  return field.options.find((option) => option.value === value)?.label ?? value;
}

function regionText(code: string): string {
  const province = provinces.find((one) => one.startsWith(code.slice(0, 2)))?.slice(2);
  if (province === undefined) return code;
  if (code.endsWith('0000')) return province;
  const city = areaList.city_list[code] ?? areaList.county_list[code] ?? code;
  return city.startsWith(province) ? city : `${province} ${city}`;
}

function maskName(name: string): string {
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(Math.max(1, rest.length));
}

function maskPhone(phone: string): string {
  return /^\d{11}$/.test(phone) ? `${phone.slice(0, 3)}****${phone.slice(7)}` : '****';
}

function maskId(id: string): string {
  return id.length === 18 ? `${id.slice(0, 3)}***********${id.slice(14)}` : '****';
}
