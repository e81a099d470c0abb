/** Owns what a robot says of each kind of event, in Simplified Chinese; must not know the lead's values or any robot. */
import type { EventBody } from '../../contract/event.ts';
import { type MarketingChannel, marketingChannels } from '../../contract/notice.ts';
import { ownMember, ownText } from './own-member.ts';

export interface Words {
  title: string;
  /** What is asked of who reads it; null where the fields say all. */
  note: string | null;
}

const noticeKinds: Readonly<Record<string, string>> = {
  privacy: '个人信息处理',
  sensitive: '敏感个人信息处理',
  provide: '向第三方提供信息',
  credit_query: '征信查询',
  credit_report: '征信信息报送',
  marketing: '营销联系',
  cross_border: '信息出境',
};

/** Also of kinds that this list does not know: a robot says that something came rather than nothing. */
export function wordsFor({ type, data }: EventBody): Words {
  const kind = noticeKinds[ownText(data, 'consent', 'kind')];
  const grant = kind === undefined ? '一项授权' : `${kind}的授权`;
  const name: string = type;
  switch (name) {
    case 'lead.created':
      return { title: '新线索', note: marketingNote(data) };
    case 'lead.corrected':
      return { title: '信息更正', note: '申请人更正了信息，请以此为准。' };
    case 'lead.erased':
      return { title: '删除个人信息', note: '申请人的信息已删除，请停止联系，并删除你方留存的信息。' };
    case 'consent.granted':
      return { title: '新增授权', note: `申请人同意了${grant}。` };
    case 'consent.withdrawn':
      if (ownText(data, 'consent', 'kind') === 'marketing') {
        return { title: '营销退订', note: '申请人已退订营销联系，请停止一切营销短信、电话和消息。' };
      }
      return { title: '撤回授权', note: `申请人撤回了${grant}，请停止联系，并停止使用其信息。` };
    case 'authorisation.refused':
      return { title: '未同意授权', note: `申请人没有同意${grant}，请勿据此查询或使用其信息。` };
    case 'authorisation.expired':
      return { title: '授权未签署', note: '授权链接已失效，申请人没有签署。' };
    case 'authorisation.lapsed':
      return { title: '授权已失效', note: '这项授权已不再有效，请勿再据此查询或使用其信息。' };
    case 'referral.tree_limit':
      return { title: '推广层级提醒', note: treeNote(data) };
    case 'destination.disabled':
      return { title: '投递目标已停用', note: '投递持续失败，已自动停用，请检查配置后重新启用。' };
    case 'codes.budget_warning':
      return { title: '短信验证码额度提醒', note: codesNote(data) };
    case 'ping':
      return { title: '测试消息', note: '配置成功，此后的线索提醒会发到这里。' };
    default:
      return { title: '业务提醒', note: '有一条新的事件，请到后台查看。' };
  }
}

const channelNames: Readonly<Record<MarketingChannel, string>> = {
  sms: '短信',
  phone: '电话',
  wechat: '微信',
  email: '邮件',
};

/** By which ways the applicant may be told of offers; null where the form asks for no such consent, or all are open. */
function marketingNote(data: unknown): string | null {
  const consents = ownMember(data, 'consents');
  const asked = Array.isArray(consents) && consents.find((one) => ownText(one, 'kind') === 'marketing');
  if (!asked) return null;
  const decision = ownText(asked, 'decision');
  if (decision === 'refused') return '营销联系：未同意，请勿营销。';
  if (decision === 'withdrawn') return '营销联系：已退订，请勿营销。';
  const [open, suppressed] = [namesIn(asked, 'channels'), namesIn(asked, 'suppressed')];
  if (suppressed.length > 0) {
    return `营销联系：${suppressed.join('、')}已退订，${open.length === 0 ? '请勿营销' : `仅限${open.join('、')}`}。`;
  }
  return open.length === 0 || open.length === marketingChannels.length
    ? null
    : `营销联系：仅限${open.join('、')}。`;
}

function namesIn(consent: unknown, member: 'channels' | 'suppressed'): string[] {
  const channels = ownMember(consent, member);
  const has = (channel: MarketingChannel) => Array.isArray(channels) && channels.includes(channel);
  return marketingChannels.filter(has).map((channel) => channelNames[channel]);
}

function codesNote(data: unknown): string {
  const [day, sent, perDay] = ['day', 'sent', 'perDay'].map((name) => ownText(data, 'codes', name));
  return `${day} 已发送 ${sent} 条验证码，当日上限 ${perDay} 条，用完后将停发。如非正常办理，请检查是否有人恶意获取。`;
}

function treeNote(data: unknown): string {
  const [code, levels, people] = ['code', 'levels', 'people'].map((name) => ownText(data, 'tree', name));
  return `推广链接 ${code} 已有 ${levels} 级、${people} 人，请核对是否合规。`;
}
