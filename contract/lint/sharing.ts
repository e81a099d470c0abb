/** Owns the copy rules on sharing, rewards and moving people elsewhere (rules.md §5, K28–K32), as data; must not search. */
import { figures, type LintRule } from './lint-rule.ts';

const links = '微信外部链接内容管理规范';

export const sharing: readonly LintRule[] = [
  {
    id: 'K28',
    level: 'block',
    patterns: [
      '(?:分享|转发|推荐|邀请)(?:给)?(?:本页|海报|朋友圈|好友|朋友|他人)?(?:即可|就可|可|就|后|有|即)?(?:得|领|送|赚|享|奖|拿|获|抽)(?![到知取信意款])',
      '(?:分享|转发|推荐|邀请)(?:.{0,8}?)(?:有奖|有礼|得奖|返利|返佣|得佣金|领取(?:奖|礼|现)|可领|获得?奖|送礼|领奖|领红包)',
      '集(?:赞|卡|福)',
      '(?:好友|朋友|帮我|请)(?:来)?助力|助力(?:领|得|免|砍|提额|好友)',
      '砍(?:一刀|价|到)',
      `(?:邀请|推荐|介绍)(?:.{0,8}?)(?:得|返|奖励?|送|赚|领)(?:现金)?${figures}元?`,
      '返(?:现|利(?!率|息))',
      '红包',
      '抽(?:大)?奖',
      '(?<!面|到场|现场)签到(?!店|场|时|表|处|单)',
    ],
    reason: {
      zh: '不得以奖励诱导分享、邀请',
      en: 'No reward may induce people to share or invite',
    },
    source: `${links}（诱导分享）`,
    suggestion: { zh: '删去奖励，可写“欢迎转给需要的朋友”', en: 'Drop the reward' },
  },
  {
    id: 'K29',
    level: 'block',
    patterns: [
      '(?:分享|转发|关注|邀请|点赞)(?:.{0,8}?)(?:后|即可|才能|才可|就能|就可|方可|可)(?:以)?(?:可见|解锁|查看|观看|可领|领取|继续|使用|阅读|申请|参与)',
      '(?:解锁|查看|领取|继续)(?:.{0,6}?)(?:请先|需先?|须先?|需要先)(?:分享|转发|关注)',
      '(?:请先|须先|需先)(?:分享|转发|关注)',
    ],
    reason: { zh: '不得强制或变相强制分享、关注', en: 'Sharing or following may not be forced' },
    source: `${links}（强制分享）`,
    suggestion: { zh: '删去条件，直接展示内容', en: 'Show the content without the condition' },
  },
  {
    id: 'K30',
    level: 'block',
    patterns: [
      '(?:[二三四五多23]级)(?:分销|分佣|返佣|佣金|代理)',
      '(?<!上)下级(?!机构|单位|行政|支行|部门|法院|公司|政府)',
      '(?<!产品|活动|系统|服务|已|将|功能|版本|自动)下线(?!时间|通知|公告|日期|产品|活动|该)',
      '团队(?:奖|收益|提成|计酬|分红|佣金)',
      '级差',
      '躺(?:赚|着赚|着挣)',
      '管道收入|睡后收入|被动收入',
      '城市合伙人|(?:招募|成为|诚招)(?:.{0,4}?)(?:合伙人|代理商?)',
      '高额(?:返佣|佣金|提成|返点)|(?:返佣|佣金)(?:高|丰厚|日结)',
    ],
    reason: {
      zh: '以发展下线、团队计酬的方式推广涉嫌传销',
      en: 'Recruiting below oneself and pay by team is pyramid selling',
    },
    source: `《禁止传销条例》第7条；${links}`,
    suggestion: { zh: '删去', en: 'Drop it' },
  },
  {
    id: 'K31',
    level: 'block',
    patterns: [
      '(?:缴费|交费|付费|缴纳?费用?|交钱)(?:后)?(?:即可|可|就能|就)?(?:成为|加入|入会|做|当)',
      '(?:代理|加盟|入会|入门|入伙)费',
      `(?:交|缴|付)(?:纳)?${figures}元?(?:即可|就能|可|就)?(?:成为|加入|当|做)`,
    ],
    reason: {
      zh: '以缴费取得推广资格属于传销',
      en: 'Paying to be let in is pyramid selling',
    },
    source: '《禁止传销条例》第7条(二)',
    suggestion: { zh: '删去', en: 'Drop it' },
  },
  {
    id: 'K32',
    level: 'block',
    patterns: [
      '(?:加|添加|加我|加个)(?:我|客服|经理|老师|个人)?的?(?<!企业)(?:微信|卫星|威信|徽信|微芯|v信|vx|wx|weixin|wechat|v|薇)(?!支付|公众|小程序|群公告)',
      '(?:微信|卫星|威信|v信|vx|wx)(?:号|同号|号码|联系|咨询|详聊|私聊|[0-9a-z]{6,})',
      '(?:v信|vx)',
      '扫码(?:加|添加)(?:我|好友|微信|客服|经理|群)?',
      '(?:加|进|入)(?:微信|卫星|v信)?群',
      '私(?:聊|信|我|戳)(?!息|人)',
      '(?:加|扣)(?:我)?qq|qq(?:号|群|[0-9]{5,})',
    ],
    reason: {
      zh: '不得把用户引到未经审核的个人账号',
      en: 'People may not be led to personal accounts that nobody has reviewed',
    },
    source: `《金融产品网络营销管理办法》第16条、第20条；${links}`,
    suggestion: {
      zh: '请对方通过本页面登记，或写公司公示的客服电话',
      en: 'Ask people to use this page, or give the company’s published number',
    },
  },
  {
    id: 'K32',
    level: 'warn',
    patterns: ['电话直呼', '(?:直接|随时)(?:打|拨|来电)(?:我|电话)?', '1[3-9][0-9]{9}(?![0-9])'],
    reason: {
      zh: '个人电话未经审核，请使用公司公示的电话',
      en: 'A personal number is not reviewed; use the published one',
    },
    source: '《金融产品网络营销管理办法》第16条',
    suggestion: { zh: '改为公司公示的客服电话', en: 'Use the company’s published number' },
  },
];
