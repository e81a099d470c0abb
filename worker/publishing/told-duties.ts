/** Owns the catalogue of duties that only a notice's own words can fulfil (rules.md §4), as data; must not search any text. */
import type { NoticeKind } from '../../contract/notice.ts';
import type { Told } from './forbidden-clauses.ts';

export interface ToldDuty {
  rule: string;
  kinds: readonly NoticeKind[];
  /** One word of each group is enough. Simplified signs and lower case. */
  groups: readonly (readonly string[])[];
  /** The duty stands only where one of these kinds of information is named. */
  onlyWith?: readonly string[];
  reason: Told;
  source: string;
}

const creditKinds: readonly NoticeKind[] = ['credit_query', 'credit_report'];

export const toldDuties: readonly ToldDuty[] = [
  {
    rule: 'N3',
    kinds: ['privacy'],
    groups: [
      ['处理方式', '如何处理', '怎样处理', '收集、', '存储', '加密', 'how we use', 'store', 'encrypt'],
      ['自动化', '人工', '画像', '评分', 'automated', 'profil', 'scor', 'by a person', 'by people'],
    ],
    reason: {
      zh: '写明怎样处理信息，是否以自动化方式作决定',
      en: 'Tell how the information is handled, and whether anything is decided by automated means',
    },
    source: '《个人信息保护法》第17条、第24条',
  },
  {
    rule: 'N5',
    kinds: ['sensitive'],
    groups: [
      ['必要', '需要', '为了', '用于', '以便', '核对', '核验', '才能', 'necessary', 'need', 'in order to'],
    ],
    reason: { zh: '写明处理敏感个人信息的必要性', en: 'Tell why the sensitive information is needed' },
    source: '《个人信息保护法》第30条',
  },
  {
    rule: 'N5',
    kinds: ['sensitive'],
    groups: [
      [
        ...['泄露', '泄漏', '冒用', '盗用', '损害', '损失', '危害', '侵害', '风险', '不利影响', '造成影响'],
        ...[
          '产生影响',
          '权益的影响',
          '权益影响',
          'leak',
          'misuse',
          'harm',
          'damage',
          'risk',
          'impact',
          'affect',
        ],
      ],
    ],
    reason: {
      zh: '写明处理敏感个人信息对个人权益的影响',
      en: 'Tell what the handling of the sensitive information can mean for the person',
    },
    source: '《个人信息保护法》第30条',
  },
  {
    rule: 'N7',
    kinds: ['provide'],
    groups: [
      [
        ...[
          '方式',
          '加密',
          '传送',
          '传输',
          '接口',
          '一次性',
          '发送',
          '推送',
          '转交',
          'encrypted',
          'transmit',
        ],
        ...['transfer', 'sent', 'interface'],
      ],
    ],
    reason: { zh: '写明以什么方式提供', en: 'Tell in which way the information is provided' },
    source: '《个人信息保护法》第23条',
  },
  {
    rule: 'N9',
    kinds: ['cross_border'],
    groups: [
      [
        '方式',
        '加密',
        '传送',
        '传输',
        '接口',
        '一次性',
        '发送',
        '存储',
        'encrypted',
        'transfer',
        'sent',
        'stored',
      ],
      ['境外', '出境', '国家', '地区', 'abroad', 'outside', 'country', 'region', 'overseas'],
      ['行使', '查阅', '联系', '权利', 'exercise', 'rights', 'contact'],
    ],
    reason: {
      zh: '写明境外接收方所在地、处理方式，以及向其行使权利的方式',
      en: 'Tell where the recipient abroad is, how it handles the information, and how to exercise rights towards it',
    },
    source: '《个人信息保护法》第39条',
  },
  {
    rule: 'N10',
    kinds: ['privacy'],
    groups: [
      ['查阅', '查询您', '访问您', '查看您', 'access'],
      ['复制', '副本', '转移', 'copy', 'portab'],
      ['更正', '更改', '补充', 'correct'],
      ['删除', 'delet', 'eras'],
      ['解释', '说明规则', '说明处理规则', 'explain', 'explanation'],
    ],
    reason: {
      zh: '写明查阅、复制、更正、删除和要求解释的权利及行使方式',
      en: 'Tell the rights to access, copy, correct, delete and have explained, and how to use them',
    },
    source: '《个人信息保护法》第44条至第50条；《网络数据安全管理条例》第21条',
  },
  {
    rule: 'N12',
    kinds: ['privacy'],
    groups: [
      [
        '未成年',
        '18周岁',
        '18岁',
        '十八周岁',
        '14周岁',
        '十四周岁',
        '成年人',
        'minor',
        'under 18',
        'aged 18',
        'adult',
      ],
    ],
    reason: { zh: '写明不面向未成年人', en: 'Tell that minors are not served' },
    source: '《个人信息保护法》第31条',
  },
  {
    rule: 'N13',
    kinds: ['privacy'],
    groups: [
      [
        '境内',
        '存储地点',
        '存放地点',
        '服务器位于',
        '境外',
        'in mainland china',
        'within china',
        'stored in',
      ],
      ['加密', '安全措施', '保护措施', '访问控制', '留下记录', 'encrypt', 'security', 'safeguard'],
    ],
    reason: {
      zh: '写明存储地点和安全措施',
      en: 'Tell where the information is kept and how it is protected',
    },
    source: '《个人信息保护法》第51条；《征信业管理条例》第24条',
  },
  {
    rule: 'N14',
    kinds: ['privacy'],
    groups: [['变更', '变化', '更新', '修改', '调整', 'change', 'update', 'amend']],
    reason: {
      zh: '写明规则变更时怎样告知并重新取得同意',
      en: 'Tell how a change is made known and consented to anew',
    },
    source: '《个人信息保护法》第14条、第17条',
  },
  {
    rule: 'N15',
    kinds: ['privacy'],
    groups: [['投诉', '举报', '申诉', 'complain', 'report to']],
    reason: { zh: '写明投诉、举报的渠道', en: 'Tell where to complain' },
    source: '《网络数据安全管理条例》第20条；《个人信息保护法》第65条',
  },
  {
    rule: 'N16',
    kinds: ['marketing'],
    groups: [
      [
        '委托',
        '受托',
        '审批编号',
        '批准编号',
        '自有产品',
        'on behalf of',
        'entrusted',
        'mandate',
        'our own products',
      ],
    ],
    reason: {
      zh: '写明受哪家机构委托开展营销，或者只推介自有产品',
      en: 'Tell on whose mandate the marketing is done, or that it is for own products only',
    },
    source: '《金融产品网络营销管理办法》第2条',
  },
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
