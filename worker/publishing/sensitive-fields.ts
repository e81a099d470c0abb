/** Owns which fields ask for sensitive personal information (PIPL art. 28; GB/T 45574-2025), as data, and finding them; not consents. */

import type { Field, Step } from '../../contract/form.ts';
import type { Steps } from '../../contract/steps.ts';
import type { Told } from './catalogue.ts';
import { type AskedClass, askedAt, askedWords, costOf, listed } from './field-words.ts';

interface SensitiveClass extends AskedClass {
  /** What it is called in a finding. */
  name: Told;
  rule: string;
  /** Of a company it is no personal information: 企业资产, 公司负债. */
  isCompanysToo?: true;
  source: string;
}

const law = '《个人信息保护法》第28条、第29条；GB/T 45574-2025';
const creditLaw = '《征信业管理条例》第14条；《个人信息保护法》第29条';

const identity: SensitiveClass = {
  name: { zh: '身份证件', en: 'identity documents' },
  rule: 'PI-16',
  terms: listed(
    '身份证号|身份号码|公民身份|证件号|证件照|身份证照|身份证正|身份证反|身份证后|身份证前|身份证复印',
    '身份证扫描|身份证有效期|护照号|通行证号|驾驶证号|军官证|居住证号|社保卡号|户口本|户口簿|id number|id no|id card',
    'identity card|identity number|passport|driving licence|driver license|shenfenzheng|sfz',
  ),
  ids: /_(?:id_?(?:card|no|num|number|photo)s?|ident(?:ity)?(?:_?(?:card|no|number))?|passport|cert_?(?:no|number)|driv(?:er|ing)_?licen[cs]e|sfz|shenfenzheng|zhengjian)_/,
  source: law,
};

export const sensitiveClasses: readonly SensitiveClass[] = [
  identity,
  {
    ...identity,
    terms: [],
    labelTerms: listed('身份证|证件|护照|港澳通行证|台胞证|驾驶证|行驶证'),
    // "与身份证一致的姓名", "营业执照等证件": what the field takes is something else.
    unless: listed('一致|相同|身份证上|身份证姓名|证上的|营业执照|执照|经营许可'),
  },
  {
    name: { zh: '银行卡和金融账户', en: 'bank cards and accounts' },
    rule: 'PI-17',
    terms: listed(
      '银行卡|卡号|储蓄卡|借记卡|银行账号|银行帐号|银行账户|银行帐户|收款账号|收款账户|还款账号|还款账户|还款卡',
      '账户余额|开户行|支付宝账|支付宝帐|支付宝号|财付通|证券账户|基金账户|公积金账|数字钱包|钱包地址|bank card',
      'card number|bank account|account number|iban|debit card|yinhangka',
    ),
    unless: listed('会员卡|优惠券|礼品卡|房卡|工卡'),
    ids: /_(?:bank_?(?:card|account|acct|no|number)|card_?(?:no|num|number)|debit_?card|credit_?card|account_?(?:no|num|number)|iban|alipay|yinhangka)_/,
    isCompanysToo: true,
    source: law,
  },
  {
    name: { zh: '收入', en: 'income' },
    rule: 'CR-07',
    terms: listed(
      '工资|月薪|年薪|薪资|薪酬|薪水|税后所得|个税|个人所得税|公积金|社保|养老金|退休金|salary|salaries|wages',
      '年终奖|月到手|到手多少|到手工资|payslip|pension|gongzi|gongjijin|shebao',
    ),
    unless: listed('人数|总额|员工|职工'),
    ids: /_(?:salary|wages?|payslip|pension|gongzi|gongjijin|gjj|shebao|provident_?fund|social_?(?:security|insurance))_/,
    source: creditLaw,
  },
  {
    name: { zh: '收入', en: 'income' },
    rule: 'CR-07',
    terms: listed(
      '收入|银行流水|微信流水|支付宝流水|个人流水|月流水|年流水|流水金额|纳税|完税|年所得|月入|年入|收支|income',
      'earnings|bank statement|tax paid|tax returns|shouru',
    ),
    ids: /_(?:incomes?|earnings?|bank_?statements?|tax(?:es|_?paid)?|shouru|liushui)_/,
    isCompanysToo: true,
    source: creditLaw,
  },
  {
    name: { zh: '财产', en: 'assets' },
    rule: 'CR-07',
    terms: listed(
      '资产|财产|存款|理财|有价证券|持有股票|股票市值|持有基金|保单|商业保险|房产|不动产|名下房|名下车|名下有|有无房',
      '有无车|是否有房|是否有车|房屋|住房情况|车产|车辆|车牌|车况|抵押物|assets|savings|deposits|securities',
      'real estate|property|net worth|home ownership|car ownership|insurance policy|fangchan|zichan',
    ),
    unless: listed('购车|买车|购房|买房|资产管理公司|保证金'),
    ids: /_(?:assets?|savings?|deposits?|securities|stocks?|funds?|insurance(?:_?policy)?|real_?estate|propert(?:y|ies)|houses?|housing|home_?owner(?:ship)?|cars?|vehicles?|has_?(?:house|home|car)|net_?worth|fangchan|zichan|cunkuan)_/,
    isCompanysToo: true,
    source: creditLaw,
  },
  {
    name: { zh: '信贷和负债', en: 'credit and debts' },
    rule: 'PI-17',
    terms: listed(
      '征信|负债|欠款|债务|现有贷款|已有贷款|在还贷款|未结清|贷款余额|贷款笔数|贷款记录|借款记录|还款记录|信用卡|网贷',
      '借呗|花呗|微粒贷|白条|房贷|车贷|月供|担保情况|对外担保|debts|debt|liabilities|outstanding loans',
      'existing loans|credit card|mortgage|fuzhai|zhengxin',
    ),
    ids: /_(?:debts?|liabilit(?:y|ies)|credit|existing_?loans?|outstanding(?:_?loans?)?|mortgages?|fuzhai|zhengxin)_/,
    isCompanysToo: true,
    source: law,
  },
  {
    name: { zh: '健康生理', en: 'health' },
    rule: 'PI-16',
    terms: listed(
      '健康|体检|诊断|就诊|住院|手术|用药|过敏|怀孕|孕期|生育|残疾|残障|伤残|体重|精神状况|医保|病假|health|medical',
      'diagnosis|pregnant|pregnancy|disability|disabled',
    ),
    unless: listed('大健康|健康产业|健康行业|医疗行业|健康管理公司|医疗器械'),
    ids: /_(?:health|medical|diagnosis|pregnan(?:t|cy)|disab(?:led|ility)|allerg(?:y|ies)|jiankang)_/,
    source: law,
  },
  {
    name: { zh: '特定身份', en: 'protected status' },
    rule: 'PI-16',
    terms: listed(
      '犯罪|刑事|前科|案底|服刑|涉诉|诉讼|官司|被起诉|被执行|性取向|性生活|性别认同|民族|种族|政治面貌|党员|艾滋|吸毒|criminal',
      'ethnicity|race|sexual|political',
    ),
    ids: /_(?:criminal(?:_?records?)?|ethnic(?:ity)?|race|sexual(?:_?orientation)?|political(?:_?(?:status|views?))?|party_?member|minzu)_/,
    source: law,
  },
  {
    name: { zh: '不满十四周岁未成年人', en: 'minors under 14' },
    rule: 'PI-16',
    terms: listed('未成年|儿童|小孩|孩子|子女|宝宝|婴儿|幼儿|监护|child|children|minor'),
    unless: listed('儿童用品|儿童教育|母婴|幼儿园行业|年满'),
    ids: /_(?:child(?:ren)?|kids?|minors?|bab(?:y|ies)|zinv)_/,
    source: law,
  },
];

/** Said of a company, unless of a person in it. */
const ofCompany =
  /企业|公司|对公|店铺|门店|商户|商铺|营业|营收|经营|开票|销售|主营|厂|纳税人识别|纳税信用|纳税等级|business|company|corporate|enterprise|firm|turnover|revenue|operating|qiye|gongsi/;
const ofPerson =
  /个人|本人|家庭|配偶|夫妻|法人(?!单位|名称)|法定代表人|代表人|股东|企业主|业主|老板|经营者|经营人|负责人|申请人|personal|owner|household|applicant|legal_?rep/;

export interface SensitiveField {
  field: Field;
  /** `steps.0.fields.1` */
  path: string;
  /** The member that says so; `kind` for an identity number asked as one. */
  member: string;
  phrase?: string;
  asks: SensitiveClass;
}

/** Every field whose kind, words or id asks for it. */
export function* findSensitiveFields(form: { steps: readonly Step[] }): Steps<SensitiveField[]> {
  const found: SensitiveField[] = [];
  for (const [at, step] of form.steps.entries()) {
    for (const [place, field] of step.fields.entries()) {
      const one = yield* sensitiveIn(field);
      if (one !== null) found.push({ field, path: `steps.${at}.fields.${place}`, ...one });
    }
  }
  return found;
}

function* sensitiveIn(field: Field): Steps<Pick<SensitiveField, 'member' | 'phrase' | 'asks'> | null> {
  if (field.kind === 'id_number') return { member: 'kind', asks: identity };
  // A company's own number and name say nothing of a person.
  if (field.kind === 'uscc' || field.kind === 'company') return null;
  const words = yield* askedWords(field);
  const label = words.texts[0]?.words.folded ?? '';
  for (const asks of sensitiveClasses) {
    yield costOf(words, asks);
    const found = askedAt(words, asks);
    if (found === null) continue;
    const said = `${label} ${found.clause}`;
    if (asks.isCompanysToo && ofCompany.test(said) && !ofPerson.test(said)) continue;
    return { member: found.member, phrase: found.phrase, asks };
  }
  return null;
}
