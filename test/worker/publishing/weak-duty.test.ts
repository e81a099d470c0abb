/** Owns the check of which answers to a notice's duties say nothing, and which honest short ones do; no notice. */
import { describe, expect, it } from 'vitest';
import { isWeakDuty, type TextDuty } from '../../../worker/publishing/weak-duty.ts';

const weak: [TextDuty, string[]][] = [
  [
    'retention',
    [
      '长期',
      '永久保存',
      '永久。',
      '長期',
      '无限期保留',
      '依法',
      '按法律法规规定的期限',
      '业务需要',
      '合理期限',
      '必要的时间',
      '无',
      '见隐私政策',
      '同上',
      'forever',
      'Permanently.',
      'as required by law',
      'N/A',
      '长 期',
    ],
  ],
  ['refusal', ['无', '没有', '不可拒绝', '略', '待定', 'none']],
  [
    'withdrawal',
    [
      '无',
      '不可撤回',
      '联系客服',
      '请联系我们。',
      '随时可撤回',
      '暂无',
      'contact us',
      'At any time.',
      '見協議',
    ],
  ],
  [
    'contact',
    ['客服', '在线客服', '联系客户经理', '无', '甲', '公司前台', 'customer service', '见官网', '12'],
  ],
];
const sound: [TextDuty, string[]][] = [
  [
    'retention',
    [
      '登记后90日内删除',
      '贷款未成的三十天后删除',
      '至合同结束后5年',
      '目的实现后立即删除',
      '自登记之日起两年',
      '长期客户的资料在服务结束后30日删除',
      'Deleted 90 days after the enquiry',
    ],
  ],
  [
    'refusal',
    ['不同意则无法登记意向，不影响您使用其他服务', '没有影响，仍可提交', 'No harm: you can still apply.'],
  ],
  [
    'withdrawal',
    [
      '在回执页面撤回',
      '拨打400-000-0000',
      '联系客服 95500 撤回',
      '在授权回执页面一键撤回，或拨打95500',
      'On the receipt page, one by one.',
    ],
  ],
  [
    'contact',
    [
      '95500',
      '400-000-0000',
      '(010) 6655 4433',
      'privacy@bank.example',
      'https://bank.example/help',
      '北京市西城区金融大街1号',
      '客服 400 800 1234',
    ],
  ],
];

describe.each(weak)('%s', (duty, texts) => {
  it.each(texts)('of “%s” tells nothing', (text) => expect(isWeakDuty(duty, text)).toBe(true));
});
describe.each(sound)('%s', (duty, texts) => {
  it.each(texts)('of “%s” tells what is asked for', (text) => expect(isWeakDuty(duty, text)).toBe(false));
});
