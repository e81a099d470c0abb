/** Owns the check of which fields ask for sensitive information, or for what no form may ask, and which honest ones do not; no storage. */
import { describe, expect, it } from 'vitest';
import type { Field } from '../../../contract/form.ts';
import type { PublishedNotice } from '../../../contract/notice.ts';
import { atOnce } from '../../../contract/steps.ts';
import { checkForm, checkFormWords } from '../../../worker/publishing/check-form.ts';
import type { FormDraft } from '../../../worker/publishing/form-schema.ts';
import { formDraft, noticeOf, publisher } from './samples.ts';

const withField = (field: Field): FormDraft => ({
  ...formDraft,
  steps: [...formDraft.steps, { fields: [field] }],
});
const text = (label: string, more: Partial<Extract<Field, { kind: 'text' }>> = {}): Field => ({
  id: 'x',
  kind: 'text',
  label,
  purpose: '核对',
  ...more,
});
const found = (draft: FormDraft, notices: (id: string) => PublishedNotice | undefined = noticeOf) =>
  checkForm(draft, notices, atOnce(checkFormWords(draft)), false, publisher).map(
    ({ path, code }) => `${path} ${code}`,
  );
const inLabel = 'steps.2.fields.0.label';
const sensitive = (fields: string[]) => (id: string) => {
  const notice = noticeOf(id);
  return id === 'sensitive' && notice !== undefined ? { ...notice, fields } : notice;
};
const granting = (draft: FormDraft): FormDraft => ({
  ...draft,
  consents: [...draft.consents, { notice: 'sensitive', required: false }],
});

const sensitiveLabels = [
  ...[
    '身份证号',
    '身份证',
    '身份證號碼',
    '身 份 证 号 码',
    '证件号码',
    '护照号码',
    '银行卡号',
    '银行账号',
    '收款账户',
  ],
  ...['开户行', '信用卡额度', '月收入', '年收入（元）', '税后月薪', '工资', '公积金缴存基数', '社保缴纳情况'],
  ...[
    '个人流水',
    '年纳税额',
    '资产',
    '名下房产',
    '名下车辆',
    '家庭资产',
    '存款余额',
    '现有贷款',
    '个人负债',
    '征信情况',
  ],
  ...[
    '法人名下房产',
    '企业主个人收入',
    '健康状况',
    '是否怀孕',
    '残疾等级',
    '民族',
    '犯罪记录',
    '子女姓名',
    '孩子年龄',
  ],
  ...[
    'Monthly income',
    'Bank card number',
    'ID card',
    'Passport',
    'Health',
    'Salary',
    'Existing loans',
    'Children',
  ],
];

describe('a field that asks for sensitive information', () => {
  it.each(sensitiveLabels)('“%s” needs a sensitive notice that names it', (label) => {
    const draft = withField(text(label));
    expect(found(draft)).toEqual([`${inLabel} sensitive_field_uncovered`]);
    expect(found(granting(draft), sensitive(['x']))).toEqual([]);
  });
  it.each([
    'id_card',
    'bankCardNo',
    'monthlyIncome',
    'MONTHLY_INCOME',
    'salary',
    'house',
    'debts',
    'shouru',
    'gjj',
  ])('is known by its id %s', (id) => {
    expect(found(withField(text('请填写', { id })))).toEqual([
      'steps.2.fields.0.id sensitive_field_uncovered',
    ]);
  });
  it('is known by its help and its placeholder', () => {
    expect(found(withField(text('补充', { help: '请写明每月收入' })))).toEqual([
      'steps.2.fields.0.help sensitive_field_uncovered',
    ]);
    expect(found(withField(text('补充', { placeholder: '如 6222 开头的银行卡号' })))).toEqual([
      'steps.2.fields.0.placeholder sensitive_field_uncovered',
    ]);
  });
  it('is known whatever its kind, hidden or not', () => {
    const purpose = '核对';
    const fields: Field[] = [
      { id: 'x', kind: 'choice', label: '月收入', purpose, options: [{ value: '1', label: '5千以下' }] },
      { id: 'x', kind: 'amount', label: '月收入', purpose },
      { id: 'x', kind: 'number', label: '月收入', purpose },
      { id: 'x', kind: 'text', label: '月收入', purpose, hidden: true },
      { id: 'x', kind: 'name', label: '子女姓名', purpose },
    ];
    for (const field of fields)
      expect(found(withField(field)), field.kind).toEqual([`${inLabel} sensitive_field_uncovered`]);
  });
  it('is not covered by a notice that names another field, or is not pinned', () => {
    const draft = withField(text('月收入'));
    expect(found(granting(draft), sensitive(['amount']))).toEqual([`${inLabel} sensitive_field_uncovered`]);
    expect(found(draft, sensitive(['x']))).toEqual([`${inLabel} sensitive_field_uncovered`]);
  });
  it('is told with the rule, the law, the words and what to do', () => {
    const draft = withField(text('月收入'));
    const [finding] = checkForm(draft, noticeOf, atOnce(checkFormWords(draft)), false, publisher);
    expect(finding).toMatchObject({ rule: 'CR-07', phrase: '收入' });
    expect(finding?.source).toContain('征信业管理条例');
    expect(finding?.reason?.zh).toContain('若指企业');
  });
});

const honest: [string, Partial<Extract<Field, { kind: 'text' }>>?][] = [
  ...[
    '企业营业额',
    '近一年营业收入（万元）',
    '年开票额',
    '企业纳税',
    '企业纳税额',
    '纳税信用等级',
    '纳税人识别号',
  ].map((label): [string] => [label]),
  ...[
    '企业资产规模',
    '企业负债',
    '公司对公账户开户行',
    '企业流水',
    '店铺月流水',
    '成立日期',
    '统一社会信用代码',
  ].map((label): [string] => [label]),
  ...[
    '联系人姓名',
    '姓名',
    '称呼',
    '手机号码',
    '电子邮箱',
    '备注',
    '补充说明',
    '申请金额',
    '借款期限',
    '资金用途',
  ].map((label): [string] => [label]),
  ...[
    '所在地区',
    '经营所在地',
    '方便联系的时段',
    '员工人数',
    '参保人数（社保人数）',
    '所属行业',
    '职业',
    '工作单位',
  ].map((label): [string] => [label]),
  ...[
    '学历',
    '婚姻状况',
    '推荐人',
    '来源渠道',
    '希望用款日期',
    '意向产品',
    '门店数',
    '经营年限',
    '公司地址',
  ].map((label): [string] => [label]),
  ...[
    'Company name',
    'Annual turnover',
    'Company assets',
    'Business income',
    'Email',
    'Loan amount',
    'Note',
  ].map((label): [string] => [label]),
  ['姓名', { help: '与身份证一致' }],
  ['姓名', { help: '请勿填写身份证号码和银行卡号' }],
  ['备注', { help: '请勿填写个人收入、银行流水' }],
  ['备注', { help: '我们不会索要密码和验证码' }],
  ['企业名称', { placeholder: '与营业执照等证件一致' }],
  ['年营业额', { id: 'annualRevenue' }],
  ['规模', { id: 'company_income' }],
];

describe('an honest field', () => {
  it.each(honest)('“%s” raises nothing', (label, more) => {
    expect(found(withField(text(label, more)))).toEqual([]);
  });
  it('may say that a code is sent to its phone, and that calls are recorded', () => {
    const help = '短信验证码将发送到此手机，通话可能录音';
    const phone: Field = { id: 'phone', kind: 'phone', label: '手机号码', purpose: '联系您', help };
    expect(found(withField(phone))).toEqual([]);
  });
  it('asks for a company as its kind, whatever the help says', () => {
    const help = '身份证上的法人所在企业，与银行账户一致';
    expect(found(withField({ id: 'c', kind: 'company', label: '企业', purpose: '核对', help }))).toEqual([]);
  });
});

describe('the options of a choice', () => {
  const choice = (label: string, options: string[], kind: 'choice' | 'multi' = 'multi'): Field => ({
    id: 'x',
    kind,
    label,
    purpose: '核对',
    options: options.map((option, at) => ({ value: `v${at}`, label: option })),
  });

  it.each([
    ['您的情况', ['有房产', '其他']],
    ['您的情况', ['没有房产', '其他']],
    ['您的情况', ['有公积金', '有社保']],
    ['勾选符合的', ['名下有车', '有保单']],
    ['勾选符合的', ['有信用卡', '征信良好']],
    ['请选择', ['月薪1万以上', '月薪5千以下']],
    ['请选择', ['怀孕', '残疾']],
  ])('under %s, %j ask for what is sensitive (PI-16)', (label, options) => {
    const draft = withField(choice(label, options));
    expect(found(draft)).toEqual(['steps.2.fields.0.options sensitive_field_uncovered']);
    expect(found(granting(draft), sensitive(['x']))).toEqual([]);
  });

  it.each([
    ['贷款用途', ['购车', '房屋装修', '子女教育']],
    ['资金用于', ['购买车辆', '日常消费']],
    ['您的职业', ['上班族', '个体工商户', '自由职业']],
    ['联系时间', ['上午', '下午', '不限']],
    ['公司情况', ['有公司车辆', '公司纳税A级']],
  ])('under %s, %j ask for nothing of the kind', (label, options) => {
    expect(found(withField(choice(label, options, 'choice')))).toEqual([]);
  });

  it('may ask for what no form may ask as little as a label', () => {
    const draft = withField(choice('还可提供', ['通讯录', '网银登录密码']));
    expect(found(draft).join()).toContain('steps.2.fields.0.options forbidden_field');
  });
});

describe('what no form may ask', () => {
  it.each<[string, string]>([
    ['网银登录密码', 'CR-18'],
    ['运营商密码', 'CR-18'],
    ['支付密码', 'CR-18'],
    ['短信验证码', 'CR-18'],
    ['銀行卡CVV', 'CR-18'],
    ['通讯录', 'S-R20'],
    ['紧急联系人', 'S-R20'],
    ['第一联系人', 'S-R20'],
    ['联系人1姓名', 'S-R20'],
    ['担保人电话', 'S-R20'],
    ['紧急联系人手机', 'S-R20'],
    ['亲属姓名', 'S-R20'],
    ['配偶电话', 'S-R20'],
    ['实时位置', 'S-R20'],
    ['GPS定位信息', 'S-R20'],
    ['人脸照片', 'PI-17'],
    ['手持身份证自拍', 'PI-17'],
    ['声纹', 'PI-17'],
    ['征信报告', 'CR-15'],
    ['芝麻信用分', 'CR-15'],
    ['当前逾期', 'CR-09'],
    ['宗教信仰', 'CR-07'],
    ['Password', 'CR-18'],
    ['Emergency contact', 'S-R20'],
    ['Selfie', 'PI-17'],
  ])('“%s” is refused by %s, a notice or not', (label, rule) => {
    const draft = granting(withField(text(label)));
    const findings = checkForm(draft, sensitive(['x']), atOnce(checkFormWords(draft)), false, publisher);
    expect(findings.filter(({ code }) => code === 'forbidden_field').map((one) => one.rule)).toContain(rule);
  });
  it.each([
    [{ id: 'login_password' }],
    [{ id: 'smsCode' }],
    [{ id: 'emergencyContactPhone' }],
    [{ id: 'facePhoto' }],
    [{ help: '请输入网银登录密码' }],
    [{ label: '面签视频' }],
    [{ label: '本人语音' }],
    [{ placeholder: '收到的短信验证码' }],
    [{ help: '填写紧急联系人及电话' }],
    [{ help: '别忘了填密码，不要漏填密码' }],
  ])('is refused in %j too', (more) => {
    const codes = found(withField(text('补充', more))).map((one) => one.split(' ')[1]);
    expect(codes).toContain('forbidden_field');
  });
});

describe('a notice whose fields the form lacks', () => {
  const naming = (kind: string, fields: string[]) => {
    const noticed = (id: string) => {
      const notice = noticeOf(id);
      return id === kind && notice !== undefined ? { ...notice, fields } : notice;
    };
    const consents = [
      { notice: 'privacy', required: true },
      { notice: kind, required: false },
    ];
    return checkForm({ ...formDraft, consents }, noticed, { findings: [], sensitive: [] }, false, publisher);
  };
  const finding = { path: 'consents.1.notice', code: 'names_no_such_field' };
  it('is found with the ids, when it is a sensitive one', () => {
    expect(naming('sensitive', ['name', 'gone', 'left'])).toEqual([{ ...finding, phrase: 'gone, left' }]);
    expect(naming('sensitive', ['name'])).toEqual([]);
  });
  it.each(['provide', 'cross_border'])(
    'is found when it says who is given what and names no field: %s',
    (kind) => {
      expect(naming(kind, ['gone'])).toEqual([{ ...finding, phrase: 'gone' }]);
      expect(naming(kind, ['name', 'gone'])).toEqual([]);
    },
  );
});
