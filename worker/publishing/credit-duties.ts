/** Owns the catalogue of duties that only the words of a credit authorisation can fulfil (rules.md §4.1), as data. */
import type { NoticeKind } from '../../contract/notice.ts';
import type { ToldDuty } from './catalogue.ts';

const creditKinds: readonly NoticeKind[] = ['credit_query', 'credit_report'];

export const creditDuties: readonly ToldDuty[] = [
  {
    rule: 'C8',
    kinds: ['credit_report'],
    groups: [
      ['来源', '来自', '形成的', '产生的', '办理', '贷款信息', 'source', 'arising from', 'comes from'],
    ],
    reason: { zh: '写明所报送信息的来源', en: 'Tell where the reported information comes from' },
    source: '《征信业务管理办法》第12条',
  },
  {
    rule: 'C5',
    kinds: ['credit_query'],
    groups: [['查询', 'query', 'inquir', 'enquir', 'obtain']],
    reason: { zh: '写明授权的行为是查询', en: 'Tell that the act is a query' },
    source: '《征信业管理条例》第18条',
  },
  {
    rule: 'C5',
    kinds: ['credit_report'],
    groups: [['报送', '上报', '提供', 'report', 'submit', 'furnish']],
    reason: { zh: '写明授权的行为是报送', en: 'Tell that the act is a report' },
    source: '《征信业管理条例》第29条',
  },
  {
    rule: 'C9',
    kinds: creditKinds,
    onlyWith: [
      ...['收入', '存款', '有价证券', '商业保险', '不动产', '纳税', 'income', 'deposit', 'securities'],
      ...['insurance', 'real estate', 'tax'],
    ],
    groups: [['不利后果', '后果', '不利影响', 'consequence', 'adverse']],
    reason: {
      zh: '涉及收入、存款、有价证券、商业保险、不动产、纳税信息的，须写明可能的不利后果',
      en: 'Income, deposits, securities, insurance, real estate and tax need the adverse consequences told',
    },
    source: '《征信业管理条例》第14条',
  },
  {
    rule: 'C11',
    kinds: ['credit_report'],
    groups: [
      ['不良信息', '逾期', '违约', 'overdue', 'default', 'adverse'],
      ['5年', '五年', 'five years', '5 years'],
    ],
    reason: {
      zh: '写明不良信息会被报送，自终止之日起保存5年',
      en: 'Tell that adverse information is reported, and kept for five years after it ends',
    },
    source: '《征信业管理条例》第15条、第16条',
  },
  {
    rule: 'C17',
    kinds: creditKinds,
    groups: [
      ['两次', '2次', '二次', 'twice', 'two free', 'two reports'],
      ['异议', 'objection', 'dispute'],
      ['20日', '二十日', '20天', '20 days', 'twenty days'],
      ['投诉', 'complain'],
    ],
    reason: {
      zh: '写明每年两次免费获取本人信用报告、异议20日内答复、可向人民银行派出机构投诉',
      en: 'Tell the two free reports a year, the answer to an objection within 20 days, and where to complain',
    },
    source: '《征信业管理条例》第17条、第25条、第26条',
  },
  {
    rule: 'C18',
    kinds: creditKinds,
    groups: [['境内', 'mainland china', 'within china']],
    reason: {
      zh: '写明信息在境内整理、保存和加工',
      en: 'Tell that the information is kept and processed in China',
    },
    source: '《征信业管理条例》第24条',
  },
  {
    rule: 'C19',
    kinds: creditKinds,
    groups: [['解释', '说明', '疑问', '咨询', 'explain', 'explanation', 'question']],
    reason: {
      zh: '写明可以要求就条款作出说明，以及向谁要求',
      en: 'Tell that the terms are explained on request, and by whom',
    },
    source: '《征信业管理条例》第19条；《民法典》第496条',
  },
  {
    rule: 'C20',
    kinds: ['credit_query'],
    groups: [['承担', '责任', 'liable', 'liability', 'responsib']],
    reason: {
      zh: '写明超出授权查询的责任由查询机构承担',
      en: 'Tell that the querying institution is liable for queries beyond the authorisation',
    },
    source: '《征信业管理条例》第40条',
  },
];
