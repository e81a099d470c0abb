/** Owns the share centre's words in Simplified Chinese; must not know where they stand. */
import type { CampaignOff } from '../../../contract/campaign.ts';
import type { PromoterKind } from '../../../contract/event.ts';
import type { SignInWords } from '../../pages/sign-in-view.tsx';
import type { CountKind } from './day-series.ts';
import type { Failure } from './share-api.ts';

export const kindNames: Record<PromoterKind, string> = { staff: '员工', partner: '渠道', customer: '客户' };

export const countNames: Record<CountKind, string> = { visits: '打开', starts: '开始填写', leads: '提交' };

export const countQuestions: Record<CountKind, string> = {
  visits: '每天有多少次打开',
  starts: '每天有多少人开始填写',
  leads: '每天有多少份提交',
};

export const offReasons: Record<CampaignOff, string> = {
  no_mandate: '还没有登记出借机构的委托，暂不能分享。登记后会自动开启',
  mandate_not_begun: '委托还没有开始，开始当天会自动开启',
  mandate_ended: '委托已经到期，链接和海报已停用，请不要再转发旧海报',
  expired: '活动已经结束，链接和海报已停用，请不要再转发旧海报',
  mandate_of_another: '委托机构不是披露的贷款机构，已停用',
  host_not_mandated: '落地网址不在委托范围内，已停用',
  landing_without_disclosure: '申请表没有产品信息披露，已停用',
  landing_of_another: '申请表属于另一家贷款机构，已停用',
};

export const signInWords: SignInWords = {
  title: '分享中心',
  about: '您的海报、链接和二维码，以及它们带来的打开和提交数。',
  token: '推广密钥',
  missing: '请粘贴您的推广密钥',
  garbled: '这不像推广密钥：它以 jk_ 开头，请完整复制后再粘贴',
  remember: '在这台手机上记住',
  care: '密钥由管理员发给您本人，以 jk_ 开头。不要转发给他人；公用手机请勿勾选“记住”。',
};

export const failureWords: Record<Failure, string> = {
  signed_out: '密钥已失效：可能已更换，或您已离开推广名单。请向管理员索取新的密钥',
  not_promoter: '这不是推广人的密钥。请用管理员发给您本人的那一个',
  busy: '操作有些频繁，请过一分钟再试',
  offline: '网络不通，请检查网络后重试',
  campaign_off: '这个活动已停用，请刷新后再看',
  not_qualified: '您的推广资质（所属单位、上岗证书或授权）还没有登记齐全，请联系管理员补全后再分享',
  failed: '没有成功，请稍后重试；如仍不成功，请联系管理员',
};
