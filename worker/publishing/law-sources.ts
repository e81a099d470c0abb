/** Owns which rule of rules.md §4 a member of a notice fulfils, and the law behind it, as data; must not check a notice. */
import type { NoticeKind } from '../../contract/notice.ts';

interface Law {
  rule: string;
  source: string;
}

const creditKinds: readonly NoticeKind[] = ['credit_query', 'credit_report'];

/** By member of a notice: under a credit authorisation, and under every other notice. */
const laws: Record<string, { credit: Law; other: Law }> = {
  purposes: {
    credit: { rule: 'C6', source: '《征信业管理条例》第18条、第20条' },
    other: { rule: 'N2', source: '《个人信息保护法》第6条、第17条' },
  },
  infoKinds: {
    credit: { rule: 'C7', source: '《个人信息保护法》第17条' },
    other: { rule: 'N4', source: '《个人信息保护法》第17条；《网络数据安全管理条例》第21条' },
  },
  retention: {
    credit: { rule: 'C15', source: '《个人信息保护法》第17条、第19条' },
    other: { rule: 'N6', source: '《个人信息保护法》第17条、第19条；《网络数据安全管理条例》第21条' },
  },
  refusal: {
    credit: { rule: 'C10', source: '《个人信息保护法》第16条' },
    other: { rule: 'N11', source: '《个人信息保护法》第16条' },
  },
  withdrawal: {
    credit: { rule: 'C16', source: '《个人信息保护法》第15条' },
    other: { rule: 'N10', source: '《个人信息保护法》第15条、第17条' },
  },
  contact: {
    credit: { rule: 'C19', source: '《征信业管理条例》第19条；《个人信息保护法》第17条' },
    other: { rule: 'N1', source: '《个人信息保护法》第17条' },
  },
  recipients: {
    credit: { rule: 'C2', source: '《征信业管理条例》第18条、第28条；《个人信息保护法》第23条' },
    other: { rule: 'N7', source: '《个人信息保护法》第23条' },
  },
  fields: {
    credit: { rule: 'C7', source: '《个人信息保护法》第23条' },
    other: { rule: 'N7', source: '《个人信息保护法》第23条' },
  },
  bureaus: {
    credit: { rule: 'C4', source: '《征信业管理条例》第28条；《征信业务管理办法》第12条' },
    other: { rule: 'C4', source: '《征信业管理条例》第28条；《征信业务管理办法》第12条' },
  },
  channels: {
    credit: { rule: 'MK-22', source: '《广告法》第43条；《通信短信息服务管理规定》第18条' },
    other: { rule: 'MK-22', source: '《广告法》第43条；《通信短信息服务管理规定》第18条' },
  },
  creditPurpose: {
    credit: { rule: 'CR-04', source: '《个人信用信息基础数据库管理暂行办法》第12条、第13条' },
    other: { rule: 'CR-04', source: '《个人信用信息基础数据库管理暂行办法》第12条、第13条' },
  },
};

export function isCredit(kind: NoticeKind): boolean {
  return creditKinds.includes(kind);
}

/** The rule and law behind a member, by its path; nothing for a member that no duty stands behind. */
export function lawOf(path: string, kind: NoticeKind): Law | undefined {
  const law = laws[path.split('.')[0] ?? ''];
  if (law === undefined) return undefined;
  // A transfer abroad has an article of its own.
  if (kind === 'cross_border' && law.other.rule === 'N7') {
    return { rule: 'N9', source: '《个人信息保护法》第39条' };
  }
  if (kind === 'sensitive' && path === 'fields') {
    return { rule: 'N4', source: '《个人信息保护法》第29条、第30条' };
  }
  return isCredit(kind) ? law.credit : law.other;
}
