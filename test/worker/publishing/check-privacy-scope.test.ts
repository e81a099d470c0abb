/** Owns the check that a privacy notice with marketing or provision in it is found out, and an honest one is not; must not know other duties. */
import { describe, expect, it } from 'vitest';
import { privacyNotice } from '../../../demo/seed/notice-privacy.ts';
import { noticeSchema } from '../../../worker/publishing/notice-schema.ts';
import { noticeFindings, privacyDraft } from './samples.ts';

const rulesIn = (text: string) =>
  noticeFindings({ ...privacyDraft, blocks: [{ type: 'paragraph', text }] }).map(({ rule }) => rule);

describe('a privacy notice that bundles', () => {
  it.each([
    '我们会将您的信息用于营销。',
    '我们可能通过短信向您发送优惠信息。',
    '您同意接收我们的产品推荐和促销短信。',
    '我们会根据您的需求推荐贷款产品。',
    '为您推送广告和优惠活动。',
    '我们将您的手机号码用于电话销售。',
    '我们将您的信息用于营 销 活动。',
    'We use your number for marketing.',
    'We may send you promotional messages.',
  ])('marketing is refused: %s', (text) => {
    expect(rulesIn(text)).toContain('MK-22');
  });

  it.each([
    '我们将您的姓名和手机号码提供给甲银行。',
    '我们会向甲银行股份有限公司提供您的信息。',
    '您的信息将共享给甲银行和乙银行。',
    '我们与甲银行共享您的申请信息。',
    '我们会把您的资料推送给甲小额贷款公司。',
    '为您匹配产品，我们向贷款机构披露您的需求和联系方式。',
    '您的资料可能转交给乙信息服务有限公司。',
    '我们会向您提供咨询服务，并将信息提供给甲银行。',
    'Your details are shared with Bank A.',
    'We provide your phone number to Bank A.',
  ])('provision to another is refused: %s', (text) => {
    expect(rulesIn(text)).toContain('PI-04');
  });

  it('is refused for a purpose as for a block, with the path', () => {
    const findings = noticeFindings({ ...privacyDraft, purposes: ['登记贷款意向', '产品营销'] });
    expect(findings.map(({ path, rule }) => `${path} ${rule}`)).toEqual(['purposes.1 MK-22']);
  });
});

describe('an honest privacy notice', () => {
  it.each([
    '未经您单独同意，我们不会向他人提供您的信息。',
    '仅凭本告知书，我们不向其他单位或个人提供您的信息。向贷款机构提供，须由您针对该机构另行单独同意。',
    '我们不会将您的信息用于营销。',
    '您的信息不用于营销，也不用于广告推送。',
    '营销另行征得您的同意。',
    '我们向您提供贷款咨询服务。',
    '您向我们提供的信息仅用于登记。',
    '我们委托短信服务商向您发送验证码，服务商按我们的要求处理，不得另作他用。',
    '我们委托云服务商存储信息，向其提供的信息均已加密。',
    '法律法规要求时，我们依法向监管部门提供。',
    '我们不会出售、出租，也不会共享给任何人。',
    '征得您的单独同意后，我们才会将信息提供给您选择的银行。',
    '我们记录把链接分享给您的推广人编号。',
    '您可以查阅、复制我们提供给您的回执。',
    'We never share your data with anyone.',
    'We do not use your data for marketing.',
    'We provide the receipt to you.',
  ])('passes: %s', (text) => {
    expect(rulesIn(text)).toEqual([]);
  });

  it('passes as the demo’s does', () => {
    const { recipients: _none, ...draft } = { recipients: undefined, ...privacyNotice };
    expect(noticeFindings(noticeSchema.parse(draft))).toEqual([]);
  });
});
