/** Owns the copy rules on speed, ease, cost and certainty (rules.md §5, K01–K09, K18–K24), as data; must not search. */
import { figures, type LintRule } from './lint-rule.ts';

const lures = '《金融产品网络营销管理办法》第10条';

export const promises: readonly LintRule[] = [
  {
    id: 'K01',
    level: 'block',
    patterns: [
      '秒(?:批|过|下款|下|放款|放|到账|到|审|贷|出额)',
      '(?:极速|闪电|光速|即时|立即|实时|马上|瞬间|当天|当日|即日)(?:放款|到账|下款|审批|出款|拿钱)',
      `${figures}个?(?:分钟|秒钟?|小时)(?:内|之内)?(?:即可|就能|就可|可|即|就|极速|快速)?(?:到账|放款|下款|审批|出额度?|拿钱|批款|提现)`,
      '申请(?:当天|当日)(?:就|即|可)?(?:到账|放款|下款)',
    ],
    reason: {
      zh: '不得承诺审批或到账时间，“秒到账”等诱导性用语已被明令禁止',
      en: 'No promise of how fast a loan is decided or paid; “seconds to your account” is named as inducing',
    },
    source: `${lures}(七)；《北京市金融投资理财类广告发布指引》`,
    suggestion: {
      zh: '删去时间承诺，可写“提交后由工作人员联系您，放款时间以贷款机构为准”',
      en: 'Drop the time; say that staff will call, and that the lender decides when it pays',
    },
  },
  {
    id: 'K02',
    level: 'block',
    patterns: [
      '(?:零|0|无|低|没有?|没|不设|不限|超低)门槛',
      '门槛(?:极|超|很|特别)?低',
      '人人(?:都|均|皆)?(?:可以?|能)(?:贷|借|申|办)',
      '(?:有|凭|仅凭|只凭|只需|只要|一张)(?:一张)?身份证(?:[就即能]|可以?){1,6}(?:贷|借|办|申请|下款|拿钱)',
      '(?:不管|无论|不论)(?:是谁|什么人|何人)(?:都|均)(?:能|可)贷',
    ],
    reason: {
      zh: '不得以低门槛诱导借款',
      en: 'A low threshold may not be used as a lure',
    },
    source: `${lures}(七)；《贷款网络营销倡议》`,
    suggestion: {
      zh: '写明真实的申请条件，如“年满18周岁，具体条件以贷款机构要求为准”',
      en: 'State the real conditions, “as the lender requires”',
    },
  },
  {
    id: 'K03',
    level: 'block',
    patterns: ['(?<!降)低风险', '(?:零|0|无)风险', '高收益', '稳赚(?:不赔)?'],
    reason: { zh: '不得宣称低风险、高收益', en: 'Neither low risk nor high yield may be claimed' },
    source: `${lures}(七)`,
    suggestion: { zh: '删去，并附风险提示', en: 'Drop it, and show the risk line' },
  },
  {
    id: 'K04',
    level: 'block',
    patterns: [
      '(?<!降|减)(?:超|极|最|全网)?低(?:利率|利息|息(?!税)|费率)',
      '(?:利率|利息|费率|息费)(?:超|极|很|更|最)?低(?!至|于|到|[0-9])',
      '(?:无|零|0)成本(?!价)',
    ],
    reason: {
      zh: '不得以低利率、低息、无成本诱导借款',
      en: 'Neither a low rate nor no cost may be used as a lure',
    },
    source: `${lures}(七)；《贷款网络营销倡议》`,
    suggestion: {
      zh: '改为完整的年化利率区间，如“年化利率（单利）3.85%–10.8%”',
      en: 'Show the whole yearly range, “3.85%–10.8% a year (simple)”',
    },
  },
  {
    id: 'K05',
    level: 'proof',
    patterns: ['(?:零|0)(?:利息|利率|费率|息)', '免利?息', '(?<!有)无(?:利息|息)(?!费)'],
    reason: {
      zh: '免息须有真实条款和截止日期',
      en: 'Interest-free needs real terms and an end date',
    },
    source: '《广告法》第8条、第28条',
    suggestion: {
      zh: '附上免息活动的依据，写明适用条件和起止日期',
      en: 'Attach what proves the offer, with its conditions and dates',
    },
  },
  {
    id: 'K06',
    level: 'block',
    patterns: [
      '(?:利率|利息|年化|费率|月息|日息)(?:单利|综合){0,4}(?:利率)?(?:最)?低至',
      '低至(?:年化|利率|月息|日息)',
      `低至(?:${figures})(?:厘|点|分)`,
      '(?:利率|年化|利息|费率)(?:最低|低到)',
      '最低(?:年化)?(?:利率|利息|年化|费率|月息|日息)',
      `(?:年化|年利率|利率)(?:综合|单利|复利|利率|成本){0,4}(?:仅|只要|只需)?${figures}起`,
    ],
    // "年化利率3.6%起，最高10.8%" names both ends.
    unless: [`(?<!低)(?:至|到)${figures}`, `最高(?:不超过)?${figures}`, `上限${figures}`],
    reason: {
      zh: '利率须写上下限，不得只写最低',
      en: 'A rate is shown as a range; the lowest alone may not be',
    },
    source: '《北京市金融投资理财类广告发布指引》；《贷款网络营销倡议》',
    suggestion: {
      zh: '改为区间，如“年化利率（单利）3.85%–10.8%”',
      en: 'Show the range, “3.85%–10.8% a year (simple)”',
    },
  },
  {
    id: 'K07',
    level: 'disclose',
    levelIn: { bj: 'block' },
    beside: 'apr',
    patterns: [
      '日(?:利率|利息|息|费率)',
      '月(?:利率|利息|息|费率)',
      `[万千]分之(?:${figures})`,
      '每[天日](?:只需|仅需|只要|仅|才|利息)',
      '日(?:均)?还款?(?=[0-9仅只约低才])',
      '(?<![0-9一二三四五六七八九十次当的生假期作])日还款(?!日|计划|方式)',
      '一天(?:只需|仅需|只要|利息)',
    ],
    reason: {
      zh: '日、月利率须同时明示年化利率，且不得更醒目',
      en: 'A daily or monthly rate stands beside the yearly one, never more prominent',
    },
    source: '中国人民银行公告〔2021〕第3号',
    suggestion: { zh: '改写为年化利率区间', en: 'Write the yearly range instead' },
  },
  {
    id: 'K08',
    level: 'block',
    patterns: [
      '(?:100|百分百|百分之百|百分之一百)(?:能|可|会|保证)?(?:通过|下款|放款|批|过|成功)',
      '(?<!面|钱|书|背|打)包过(?!期|程|敏|去|来)',
      '(?:必|稳|保)(?:过(?!程|期|滤)|批(?!准|复))',
      '包(?:批|下款?(?!载)|放款|通过|成功)',
      '不(?:过|下款?|成功|批)(?:全额)?退(?:款|费|钱)',
      '保证(?:能)?(?:通过|下款|放款|获批|批款|批贷|贷到)',
      '一定(?:能|会)?(?:通过|下款|批|过审)',
    ],
    reason: {
      zh: '贷款由贷款机构决定，不得保证通过',
      en: 'The lender decides; success may not be promised',
    },
    source: '《广告法》第28条；《北京市金融投资理财类广告发布指引》',
    suggestion: { zh: '改为“以贷款机构审批结果为准”', en: 'Say “subject to the lender’s approval”' },
  },
  {
    id: 'K09',
    level: 'block',
    isNeverDenied: true,
    patterns: [
      '(?:不看|不查(?!询)|不上|不碰|无视|免查|免看|不问|不考虑|不考察|不管|(?:无需|无须|不用|不需要?)(?:看|查))(?:个人)?征信',
      '征信(?:不看|不查|不上|不限|不管|免查)',
      '黑户',
      '(?<!为)花户',
      '征信(?:花|黑|差|烂|不好|有问题|不良)了?(?:也|都|照样|均|仍)?(?:可|能|做|办|贷|批|下)',
      '(?:无视|不看|不管|不问)逾期',
      '(?:有|当前|严重|连三累六)?逾期(?:也|都|照样|仍)(?:可|能)(?:贷|做|办|下|批|借)',
      '(?:不看|无视)(?:负债|流水|大数据)',
    ],
    unless: [
      '(?:不|不得|不会|严禁|禁止|从不|谨防|警惕)(?:发布|宣传|使用|轻信|相信|打着)',
      '(?:勿|不要|别|切莫)[轻相]?信',
      '(?:均|都)(?:属|为|是)(?:诈骗|骗局|虚假)',
    ],
    reason: {
      zh: '放贷须审查信用状况，此类说法虚假且误导',
      en: 'Lenders do look at credit; this is false and misleading',
    },
    source: '《广告法》第28条；《征信业管理条例》；微信外部链接内容管理规范',
    suggestion: {
      zh: '删去，可写“需经您授权查询征信”',
      en: 'Drop it; say that credit is queried with consent',
    },
  },
  {
    id: 'K18',
    level: 'disclose',
    beside: 'approval_caveat',
    patterns: [
      `最高(?:可)?(?:贷款?|借款?|申请|授信|额度)?(?:达|为|至)?${figures}(?:万|元|百万)`,
      `(?:额度|金额)(?:最高|高达|可达|至高)${figures}`,
      '(?:额度高达|最高额度|最高可贷|最高可借|高额度)',
      `(?:高达|至高|可贷)${figures}(?:万|元)?`,
      '大额(?!存单|支付|交易|取现)',
    ],
    reason: {
      zh: '写最高额度须同时写明条件和“以审批为准”',
      en: 'A highest amount stands beside its conditions and “subject to approval”',
    },
    source: '《贷款网络营销倡议》',
    suggestion: { zh: '加上“实际额度以贷款机构审批结果为准”', en: 'Add “the lender decides the amount”' },
  },
  {
    id: 'K19',
    level: 'block',
    patterns: [
      '预(?:审批?|授信|审核|批)(?:已)?(?:通过|成功|额度)',
      `(?:您|你)(?:已|有|的)(?:经)?(?:获得?|拿到|有|享有)?(?:一笔|${figures}元?的?)?(?:贷款|借款|授信|信用)?额度(?:已|待|为|是|有)`,
      `(?:您|你)?已(?:经)?获(?:得|批)?(?:${figures})?(?:万|元|的)*(?:贷款|授信)?额度`,
      `恭喜(?:您|你)?(?:已)?(?:获得|获批|拿到|领取|成功|通过|被选|中)`,
      '(?:您|你)的(?:贷款|借款|申请|额度)(?:已|申请已)?(?:审批通过|通过审批|获批|批准)',
      '已(?:为您|经)?(?:审批通过|通过审批|获批)',
      '(?<!经|待|须|需|否|未|能|以|若|如|在|构|行|方|司|款|人|请|于|可|需经|确认)审批通过(?!后|的|之|才|方|与|前|时|为|情|率|以|则|即|并)',
    ],
    reason: {
      zh: '是否放款由贷款机构决定，推广中不得宣称已批或已获额度',
      en: 'Only the lender approves; nothing may be said to be approved or granted here',
    },
    source: '金规〔2025〕9号；京银保监发〔2019〕310号',
    suggestion: { zh: '改为“欢迎登记贷款意向”', en: 'Say “register your interest”' },
  },
  {
    id: 'K20',
    level: 'disclose',
    beside: 'lender',
    patterns: ['(?:无|免|零|0|不用|不要|无需|无须)(?:需)?(?:抵押|质押|担保)', '纯信用'],
    isNeverDenied: true,
    reason: {
      zh: '属于产品条件，须与贷款机构的条款一致并列明机构',
      en: 'A term of the product: it stands beside the lender whose term it is',
    },
    source: '《金融产品网络营销管理办法》第8条；《广告法》第8条',
    suggestion: { zh: '写明贷款机构全称和产品条款', en: 'Name the lender and its terms' },
  },
  {
    id: 'K21',
    level: 'block',
    patterns: ['(?:担保|平台|公司)?兜底', '(?<!不|无)保底', '承诺(?:放款|下款|审批|批款|通过|放贷|贷款)'],
    reason: {
      zh: '没有融资担保资质不得承诺兜底或放款',
      en: 'Without a guarantor’s licence no backing and no loan may be promised',
    },
    source: '《北京市金融投资理财类广告发布指引》；《融资担保公司监督管理条例》',
    suggestion: { zh: '删去承诺', en: 'Drop the promise' },
  },
  {
    id: 'K22',
    level: 'proof',
    patterns: [
      '免费(?!电话)',
      '(?:0|零|无|免)(?:服务费|手续费|费用|中介费|收费)',
      '(?<!服务)不收费',
      '不收(?:取)?(?:您|你)?(?:任何|一分|分文)(?:费用|钱)',
    ],
    isNeverDenied: true,
    reason: {
      zh: '“免费”须完全属实：全部费用由谁收取、收多少都要讲清',
      en: '“Free” must be wholly true: who charges what is told in full',
    },
    source: '《广告法》第8条、第28条',
    suggestion: {
      zh: '附上依据，或改为“除贷款利息外，本公司不向借款人收取费用”',
      en: 'Attach the proof, or say who charges nothing besides the interest',
    },
  },
];
