/** Owns the catalogue of clauses that no notice may hold (rules.md §4.1, K36, K37), as data; must not search any text. */
import type { NoticeKind } from '../../contract/notice.ts';
import type { ForbiddenClause } from './catalogue.ts';

const giving = [
  ...['提供', '共享', '分享', '披露', '转让', '传输', '传送', '推送', '发送', '转交', '交给', '交换', '授权'],
  ...['委托', '同步', 'share', 'provide', 'disclose', 'transfer', 'transmit', 'send', 'pass', 'give'],
];

const credit: readonly NoticeKind[] = ['credit_query', 'credit_report'];

export const forbiddenClauses: readonly ForbiddenClause[] = [
  {
    id: 'irrevocable',
    rule: 'C16',
    means: 'clause',
    terms: [
      ...['不可撤销', '不可撤消', '不可撤回', '不得撤销', '不得撤回', '不能撤销', '不能撤回', '无法撤销'],
      ...['无法撤回', '不予撤销', '无权撤销', '无权撤回', '放弃撤回', '放弃撤销', '不可取消的授权'],
      ...['irrevocable', 'irrevocably', 'cannot be withdrawn', 'may not be withdrawn', 'cannot be revoked'],
    ],
    reason: {
      zh: '同意随时可以撤回，文本不得排除撤回权',
      en: 'A consent can be withdrawn at any time; no text may rule that out',
    },
    source: '《个人信息保护法》第15条',
  },
  {
    id: 'no_further_notice',
    rule: 'N14',
    means: 'clause',
    terms: [
      ...[
        '无需另行通知',
        '无须另行通知',
        '不另行通知',
        '不再另行通知',
        '恕不另行通知',
        '不再通知',
        '无需通知',
      ],
      ...['无须通知', '无需再次征得', '无须再次征得', '无需另行征得', '无须另行征得', '无需另行取得'],
      ...['无须另行取得', '无需另行同意', '无需另行授权', '无需再次授权', '无需再次同意', '无需…再次同意'],
      ...['无需…另行同意', '无须…另行同意', 'without further notice', 'without notice to you'],
      ...['without further consent', 'without your further consent', 'without asking you again'],
    ],
    reason: {
      zh: '目的、方式或信息种类变更须告知并重新取得同意，不得预先免除',
      en: 'A change of purpose, way or kind of information is told and asked anew; that can not be waived beforehand',
    },
    source: '《个人信息保护法》第14条、第17条',
  },
  {
    id: 'unnamed_recipient',
    rule: 'N7',
    means: 'act',
    terms: [
      ...['合作机构', '合作方', '合作伙伴', '合作单位', '合作商', '合作企业', '合作公司', '合作第三方'],
      ...['关联方', '关联公司', '关联企业', '关联机构', '附属公司', '集团成员', '成员公司', '商业伙伴'],
      ...['业务伙伴', '第三方', '第三人', '任何机构', '相关机构', '有关机构', '其他机构', '其他金融机构'],
      ...['任何其他方', 'our partners', 'partner institutions', 'business partners', 'affiliates'],
      ...['affiliated companies', 'third parties', 'third party', 'other institutions'],
    ],
    near: [...giving, '查询', '接收', '使用', '联系', '等合作', 'use', 'receive', 'query', 'contact'],
    reason: {
      zh: '接收方须逐一写明全称和联系方式，并就每一方单独取得同意',
      en: 'Each recipient is named in full with its contact, and consented to by itself',
    },
    source: '《个人信息保护法》第23条',
  },
  {
    id: 'unnamed_list',
    rule: 'K37',
    means: 'act',
    terms: ['等合作', '等关联', '等第三方', '等金融机构', '等贷款机构', '等放贷机构', '及其合作', '及其关联'],
    reason: {
      zh: '接收方不得以“等”字概括，须逐一写明全称',
      en: 'No “and others”: each recipient is named in full',
    },
    source: '《个人信息保护法》第23条',
  },
  {
    id: 'passing_on',
    rule: 'C14',
    means: 'act',
    terms: [
      ...['转授权', '再授权', '转委托', '授权他人行使', 'sub-authorise', 'sub-authorize'],
      ...['sublicense', 'sub-license', 'delegate this authorisation', 'delegate this authorization'],
    ],
    reason: {
      zh: '授权只及于写明的机构，不得转授权给他人',
      en: 'An authorisation reaches the named institution only and can not be passed on',
    },
    source: '《征信业管理条例》第20条；《个人信息保护法》第23条',
  },
  {
    id: 'product_recommendation',
    rule: 'C6',
    means: 'act',
    terms: ['用于推荐产品', '用于产品推荐', '用于推荐其他产品', '用于向您推荐', '用于推荐…产品'],
    kinds: ['privacy', 'sensitive', 'provide', 'cross_border', ...credit],
    reason: {
      zh: '推荐产品属于营销，须另设营销授权，不得并入本授权',
      en: 'Recommending products is marketing and needs a consent of its own',
    },
    source: '《征信业管理条例》第20条；《个人信息保护法》第14条',
  },
  {
    id: 'credit_for_marketing',
    rule: 'CR-06',
    means: 'act',
    kinds: credit,
    terms: [
      '推荐产品',
      '产品推荐',
      '营销',
      '推广',
      '交叉销售',
      'marketing',
      'recommend…products',
      'cross-sell',
    ],
    reason: {
      zh: '信用信息只能用于与本人约定的用途，不得用于营销',
      en: 'Credit information serves the agreed purpose only, never marketing',
    },
    source: '《征信业管理条例》第20条',
  },
  {
    id: 'password',
    rule: 'CR-18',
    means: 'act',
    terms: [
      ...['银行卡密码', '银行密码', '网银密码', '网上银行密码', '手机银行密码', '支付密码', '交易密码'],
      ...['取款密码', '查询密码', '登录密码', '邮箱密码', '电子邮箱密码', '邮箱账号和密码', '账号和密码'],
      ...['账号密码', '社保密码', '公积金密码', 'bank password', 'banking password', 'email password'],
      ...['e-mail password', 'account password'],
    ],
    reason: {
      zh: '不得收集或者要求提供银行、邮箱等账户的密码',
      en: 'No password of a bank, e-mail or other account may be asked for',
    },
    source: '《个人信息保护法》第5条、第6条',
  },
  {
    id: 'use_is_consent',
    rule: 'PI-04',
    means: 'clause',
    terms: [
      ...['使用…视为…同意', '使用…视为…授权', '使用…表示…同意', '使用…代表…同意', '使用…默认同意'],
      ...['浏览…视为…同意', '访问…视为…同意', '注册…视为…同意', '登录…视为…同意', '提交…视为…同意'],
      ...['提交…表示…同意', '继续…视为…同意', '继续…表示…同意', '沉默…视为…同意'],
      ...['未提出异议…视为…同意', '逾期…视为…同意', 'by using…you agree'],
      ...[
        'by using…you consent',
        'by continuing…you agree',
        'by submitting…you agree',
        'deemed to have consented',
      ],
      ...['use…constitutes…consent', 'use…constitutes…agreement'],
    ],
    reason: {
      zh: '同意须由本人以勾选等主动行为作出，使用或提交不等于同意',
      en: 'Consent is an act of its own; using or submitting is not consenting',
    },
    source: '《个人信息保护法》第14条；《App违法违规收集使用个人信息行为认定方法》三',
  },
  {
    id: 'open_list',
    rule: 'K37',
    means: 'clause',
    terms: ['包括但不限于', '包含但不限于', '包括但不仅限于', '不限于上述', 'including but not limited to'],
    unless: ['您有权', '您的权利', '您享有', '安全措施', '保护措施', 'your rights'],
    reason: {
      zh: '目的、信息种类和接收方须逐项列明，不得敞口',
      en: 'Purposes, kinds of information and recipients are listed to the end',
    },
    source: '《个人信息保护法》第6条、第17条',
  },
  {
    id: 'bundled',
    rule: 'PI-09',
    means: 'clause',
    terms: [
      ...[
        '接受服务协议…同意',
        '同意服务协议…同意',
        '同意用户协议…授权',
        '同意服务协议…授权',
        '同意本协议…授权',
      ],
      ...['签署服务协议…授权', '签署本协议…授权', '服务协议的组成部分', '用户协议的组成部分', '一揽子授权'],
      ...[
        '概括授权',
        '概括性授权',
        '一并授权',
        '一并同意',
        'part of the service agreement',
        'blanket consent',
      ],
    ],
    reason: {
      zh: '单独同意须逐项作出，不得与服务协议或其他授权捆绑',
      en: 'A separate consent stands by itself, bundled with no agreement and no other consent',
    },
    source: '《网络数据安全管理条例》第22条、第62条；《个人信息保护法》第14条',
  },
  {
    id: 'one_tap',
    rule: 'K36',
    means: 'clause',
    terms: [
      '一键授权',
      '一键同意',
      '全部同意',
      '全部授权',
      '默认同意',
      '默认授权',
      '默认勾选',
      'agree to all',
    ],
    reason: {
      zh: '每项同意各自作出，不得默认，也不得一次全部作出',
      en: 'Each consent is given by itself, neither by default nor all at once',
    },
    source: '《网络数据安全管理条例》第62条',
  },
  {
    id: 'inducement',
    rule: 'CR-14',
    means: 'act',
    terms: [
      ...['同意…领取', '授权…领取', '同意…赠送', '授权…赠送', '同意…抽奖', '授权…抽奖', '同意…红包'],
      ...['授权…红包', '同意…返现', '授权…返现', '同意…优惠券', '授权…优惠券', '授权…提额', '授权…免息券'],
      ...['授权费', '授权…收取费用', 'reward…consent', 'in exchange for your consent'],
    ],
    unless: ['不影响', '无关', '不论', '无论', '是否'],
    reason: {
      zh: '不得以奖励、优惠诱导授权，也不得就授权收费',
      en: 'No reward or discount for a consent, and no fee',
    },
    source: '《征信业务管理办法》第8条；《个人信息保护法》第5条',
  },
  {
    id: 'for_ever',
    rule: 'N6',
    means: 'clause',
    terms: [
      ...['永久保存', '永久存储', '永久保留', '永久有效', '永久授权', '无限期', '长期有效', '长期保存'],
      ...['stored forever', 'kept forever', 'indefinitely', 'in perpetuity', 'perpetual'],
    ],
    reason: {
      zh: '保存期限应当是实现目的所必要的最短时间，授权须有期限',
      en: 'Data is kept for the shortest time that the purpose needs, and an authorisation ends',
    },
    source: '《个人信息保护法》第19条',
  },
  {
    id: 'query_with_report',
    rule: 'C5',
    means: 'clause',
    kinds: ['credit_query'],
    terms: ['查询并报送', '查询和报送', '查询及报送', '查询报送', '查询与报送', '查询并提供', '查询并上报'],
    reason: {
      zh: '查询与报送须分别授权，各由本人单独选择',
      en: 'A query and a report are two authorisations, each chosen by itself',
    },
    source: '《征信业管理条例》第18条、第29条',
  },
  {
    id: 'other_purposes',
    rule: 'C6',
    means: 'act',
    terms: ['其他用途', '其他目的', '其他合法用途', '其他合法目的', '其他必要用途', 'other purposes'],
    near: ['用于', '以及', '及其他', '和其他', '等其他', 'used for', 'and for', 'for'],
    reason: {
      zh: '目的须逐项写明，不得写“其他”',
      en: 'Purposes are told one by one; “other” is none',
    },
    source: '《个人信息保护法》第6条；《个人信用信息基础数据库管理暂行办法》第12条',
  },
];
