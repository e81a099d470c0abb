/** Owns the catalogue of duties that only a notice's own words can fulfil (rules.md §4.2), as data; must not search any text. */
import type { ToldDuty } from './catalogue.ts';

/** Of notices on personal information. */
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
];
