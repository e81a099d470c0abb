/** Owns the copy rules on fees, audiences, pressure, rivals and consent (rules.md §5, K23–K27, K33–K40), as data; must not search. */
import { figures, type LintRule } from './lint-rule.ts';

export const conduct: readonly LintRule[] = [
  {
    id: 'K23',
    level: 'block',
    patterns: [
      '(?:前期|先期|预付)费用?',
      '(?:先|提前|预先)(?:交|付|缴|支付|收取?)(?:一笔|部分)?(?:.{0,4}?)(?:费|钱|保证金|押金|手续费)',
      '(?:解冻|包装|会员|刷流水|验资|加急|疏通)费',
      '(?:交|缴|缴纳|收取|支付)(?:.{0,4}?)保证金',
    ],
    reason: {
      zh: '平台不得向借款人收费；放款前收费是诈骗的特征',
      en: 'The platform charges borrowers nothing; a fee before the money is a sign of fraud',
    },
    source: '金规〔2025〕9号',
    suggestion: {
      zh: '删去；可写“放款前不收取任何费用”',
      en: 'Drop it; “no fee before the loan is paid” may be said',
    },
  },
  {
    id: 'K23',
    level: 'block',
    // A lender's own fees are told in its disclosure, in whatever words.
    parts: ['copy'],
    patterns: [
      '(?<!免|零|0|无)手续费(?!全免|为?[0零]|由|以|按)',
      '(?<!履约|投标|质量|风险)保证金(?!账户|制度)',
    ],
    reason: {
      zh: '手续费须由贷款机构收取并写入披露，不得在推广文案中收取',
      en: 'A handling fee is the lender’s and belongs in the disclosure, not in copy',
    },
    source: '金规〔2025〕9号',
    suggestion: {
      zh: '移到费用披露（disclosure.fees），写明收取方和标准',
      en: 'Move it to disclosure.fees, with who charges it',
    },
  },
  {
    id: 'K24',
    level: 'proof',
    patterns: [
      `服务费(?:率)?(?:仅|只|为|只要|低至|只收)?(?:${figures})个?(?:点|元|百分|万)`,
      '(?:咨询|顾问|居间|中介|介绍|撮合)费',
    ],
    reason: {
      zh: '向借款人收取服务费、咨询费须有法律依据',
      en: 'A service or advice fee charged to borrowers needs a legal ground',
    },
    source: '金规〔2025〕9号',
    suggestion: {
      zh: '附上法律意见和收费依据，或删去',
      en: 'Attach the legal opinion and the tariff, or drop it',
    },
  },
  {
    id: 'K25',
    level: 'block',
    patterns: [
      '(?:学生|校园|大学生|毕业生|应届生|老年人?|退休(?:人员|职工)?|养老金)(?:贷(?!款机构)|借款|专享|专属|分期|优享|贷款)',
      '(?:学生|大学生|毕业生|应届生|老年人|老人|退休人员)(?:也|都|均|也都)(?:可|能)(?:以)?(?:贷|借|申请|办|做)',
      '面向(?:在校)?(?:学生|大学生|老年人|退休人员)',
      '凭?学生证(?:就|即|可|能)',
    ],
    reason: {
      zh: '不得向学生、老年人等群体营销贷款',
      en: 'Loans are not marketed to students and the elderly',
    },
    source: '《关于进一步规范大学生互联网消费贷款监督管理工作的通知》；《贷款网络营销倡议》',
    suggestion: { zh: '删去，并写明“不面向在校学生”', en: 'Drop it, and say “not offered to students”' },
  },
  {
    id: 'K26',
    level: 'block',
    patterns: [
      '首付(?:贷|借款)|(?:付|凑|垫)首付',
      '炒(?:股|房|币|期货|基金)',
      '(?:买|购买)(?:理财|股票|基金)',
      '(?:还|代还|偿还|周转)信用卡',
      '以贷养贷|以贷还贷|借新还旧',
      '(?:网贷|债务|高息贷款)(?:置换|整合|重组|优化)',
    ],
    reason: {
      zh: '贷款资金不得用于购房首付、投资或以贷养贷',
      en: 'Loans are not for down payments, investing or paying other loans',
    },
    source: '京银保监发〔2019〕310号；《个人贷款管理办法》第7条',
    suggestion: { zh: '写明真实的消费或经营用途', en: 'Name a real use: consumption or business' },
  },
  {
    id: 'K27',
    level: 'proof',
    patterns: [
      '限时(?!间|内|尚)',
      `仅剩(?:最后)?${figures}`,
      `(?:最后|仅限)(?:${figures})[天日个名席](?!内|起|前|还款|工作)`,
      `(?:前|限)${figures}(?:名|位)(?:客户|用户|申请)?`,
    ],
    reason: { zh: '限时限量须真实，并写明起止日期', en: 'A limited offer must be real and dated' },
    source: '《广告法》第8条、第28条',
    suggestion: { zh: '附上活动依据，写明起止日期', en: 'Attach what proves it, with its dates' },
  },
  {
    id: 'K27',
    level: 'warn',
    patterns: [
      '马上(?:涨|上调|结束)',
      '(?:不要|别|切勿|莫)?错过(?:不再|这次|机会|就没|今天)|(?:别|不要|莫|切勿)错过',
      '(?:机不可失|手慢无|过期不候|欲购从速|抓紧时间)',
    ],
    isNeverDenied: true,
    reason: { zh: '催促性用语可能构成诱导', en: 'Words that press may be inducing' },
    source: '《广告法》第28条',
    suggestion: { zh: '删去', en: 'Drop it' },
  },
  {
    id: 'K33',
    level: 'block',
    patterns: [
      '比.{0,8}?(?:银行|同行|别家|别人|其他(?:机构|平台|公司)|同类)(?:.{0,6}?)(?:低|快|便宜|高|划算|优惠|好|省)',
      '秒杀(?:同行|银行|全网|全场|别家)',
      '(?:完胜|吊打|碾压)(?:同行|银行|.{0,4}?平台|全网)?',
    ],
    reason: { zh: '不得贬低其他经营者', en: 'No running down of others' },
    source: '《广告法》第13条',
    suggestion: { zh: '只写自己的事实', en: 'State your own facts only' },
  },
  {
    id: 'K34',
    level: 'block',
    patterns: [
      '(?:个人)?(?:信用|大数据|征信|风险)(?:评分|评级|打分|分数|得分)(?!卡)',
      '(?:查|测)(?:一查|一测|查|测)?(?:您|你|我)?的?(?:信用|大数据|网贷)(?:分|数据|黑名单)',
      '查(?:您|你)的分',
      '(?:测|算)(?:一测|一算|测|算)?(?:您|你)?(?:的|能)?(?:贷|借)?(?:多少)?额度',
    ],
    reason: {
      zh: '没有个人征信业务许可不得提供信用评分、评级',
      en: 'Scoring persons needs a credit-reporting licence',
    },
    source: '《征信业管理条例》第7条、第36条',
    suggestion: { zh: '删去', en: 'Drop it' },
  },
  {
    id: 'K35',
    level: 'warn',
    patterns: [
      '(?:绝对|全程|严格)?保密(?!义务|措施|协议|制度)',
      '不(?:通知|告诉|联系|惊动)(?:家人|家属|亲友|单位)',
      '不(?:打|会打)(?:回访)?电话',
      '(?:家人|单位)不(?:会)?知道',
    ],
    isNeverDenied: true,
    reason: { zh: '可能误导申请人对信息使用的理解', en: 'May mislead about how information is used' },
    source: '《广告法》第28条；《个人信息保护法》第17条',
    suggestion: {
      zh: '如实写明联系方式和信息用途',
      en: 'Say truly how people are contacted and what data is for',
    },
  },
  {
    id: 'K36',
    level: 'block',
    parts: ['copy', 'disclosure', 'notice'],
    patterns: [
      '一键(?:授权|同意|勾选)',
      '(?:全部|一并|统一)(?:同意|授权|勾选)',
      '默认(?:同意|授权|勾选|已同意|勾上)',
    ],
    reason: {
      zh: '每项同意各自作出，不得默认，也不得一次全部作出',
      en: 'Each consent is given by itself, neither by default nor all at once',
    },
    source: '《网络数据安全管理条例》第62条',
    suggestion: { zh: '逐项列出授权，由申请人自行勾选', en: 'List the consents; the applicant ticks each' },
  },
  {
    id: 'K37',
    level: 'block',
    // In a notice the publishing check finds many more clauses; here are the three that people paste.
    parts: ['notice'],
    patterns: ['包[括含]但不(?:仅)?限于', '等(?:合作|关联)(?:机构|方|公司|伙伴)', '不可(?:撤销|撤回)'],
    isNeverDenied: true,
    unless: [
      '(?:不是|并非|而非|非|不得(?:设为|约定为)?|不构成)不可(?:撤销|撤回)',
      '您(?:有权|的权利|享有).{0,12}包[括含]但不',
    ],
    reason: {
      zh: '目的、接收方须逐项写明，同意随时可以撤回',
      en: 'Purposes and recipients are listed to the end; a consent can be withdrawn',
    },
    source: '《个人信息保护法》第6条、第15条、第23条',
    suggestion: { zh: '逐项列明，并写明撤回方式', en: 'List each, and tell how to withdraw' },
  },
  {
    id: 'K38',
    level: 'block',
    patterns: [
      '(?:国旗|国徽|国歌|党徽|党旗|军旗|军徽|军歌)',
      '人民币(?:图样|图案|图片|样张)',
      '(?:法院|公安|税务局?|银联|央行)(?:徽标|徽章|标志|logo)',
    ],
    reason: { zh: '不得使用国旗国徽、公共机构标志和人民币图样', en: 'No flags, public emblems or banknotes' },
    source: '《广告法》第9条(一)(二)；《人民币管理条例》第27条',
    suggestion: { zh: '删去', en: 'Drop it' },
  },
  {
    id: 'K39',
    level: 'proof',
    patterns: [
      `(?:${figures}|九成|八成|百分之${figures})(?:以上)?的?(?:客户|用户|申请人|申请者|人)(?:[都均已]|成功|一次){0,3}(?:通过|获批|下款|选择|放款)`,
      `(?:通过率|下款率|成功率|满意度|好评率)(?:高达|达到?|超过?|为)?${figures}`,
      `累计(?:放款|发放|服务|帮助|撮合|促成|成功)(?:贷款|客户|用户|企业|家庭)?(?:超过?|逾|达|近|突破)?${figures}`,
    ],
    reason: { zh: '引用数据须真实并写明出处和日期', en: 'A figure needs its source and date' },
    source: '《广告法》第11条',
    suggestion: { zh: '附上数据来源，并写明出处、日期', en: 'Attach the source, and tell it with its date' },
  },
  {
    id: 'K40',
    level: 'proof',
    parts: ['name'],
    patterns: ['贷款?', '金融', '融资', '借[钱款]', '征信', '理财', '信贷'],
    reason: {
      zh: '没有金融业务资质，名称、账号、商标不得含此类字样',
      en: 'Without a licence no such word may stand in a name, account or mark',
    },
    source: '《金融产品网络营销管理办法》第18条、第19条',
    suggestion: { zh: '附上资质证明，或改名', en: 'Attach the licence, or choose another name' },
  },
];
