/** Owns the copy rules on fraud and borrowed authority (rules.md §5, K10–K17), as data; must not search. */
import type { LintRule } from './lint-rule.ts';

export const authority: readonly LintRule[] = [
  {
    id: 'K10',
    level: 'block',
    patterns: [
      '(?:征信|信用)(?:记录)?(?:修复|洗白|优化|代办|美化|清洗)',
      '(?:修复|洗白|清洗|美化|恢复)(?:个人)?(?:征信|信用记录|信用)',
      '铲单',
      '(?:撤销|消除|删除|清除|消|抹掉|去除)(?:征信)?(?:上的)?(?:逾期|不良|黑名单)(?:记录|信息)?',
      '代办征信(?:异议)?',
    ],
    reason: {
      zh: '正确的逾期记录不能“修复”，此类业务属于诈骗',
      en: 'A true record can not be “repaired”; such offers are fraud',
    },
    source: '《征信业管理条例》第16条；中国人民银行关于“征信修复”骗局的提示',
    suggestion: {
      zh: '删去，可告知“对信用报告有异议可向征信机构或放贷机构提出”',
      en: 'Drop it; tell how to object to an entry',
    },
  },
  {
    id: 'K11',
    level: 'block',
    patterns: [
      '(?:包装|做|代做|刷|美化)(?:银行)?流水',
      '(?:代开|伪造|假)(?:收入|在职|工作|社保)?(?:证明|资料)',
      '(?:帮|代|包)?(?:做|包装)(?:贷款)?(?:资料|材料|企业|公司|身份)(?!库|员|费明细|的)',
      'ab贷',
      '(?:职业)?背债(?:人)?',
      '(?:买|租|借)(?:壳|法人)贷',
    ],
    unless: ['(?:小|中|大)?(?:型)?企业主?做(?:实业|好)'],
    reason: { zh: '伪造材料、冒名借款属于骗贷', en: 'Forged papers and borrowed names are loan fraud' },
    source: '《刑法》第175条之一；不法贷款中介专项治理',
    suggestion: { zh: '删去', en: 'Drop it' },
  },
  {
    id: 'K12',
    level: 'block',
    patterns: [
      '内部(?:渠道|名额|关系|利率|通道|人员|额度)',
      '银行(?:直营|内部|直签|亲戚|关系)(?!控制|管理|审计|机构|经营)',
      '关系户',
      '(?:特殊|绿色|专属)(?:内部)?(?:关系|通道)(?:放款|下款|批)',
    ],
    reason: { zh: '不得冒充银行或暗示内部关系', en: 'No posing as a bank, no hint at inside connections' },
    source: '京银保监发〔2019〕310号；不法贷款中介专项治理',
    suggestion: { zh: '写明本公司名称和受托关系', en: 'Give the company’s own name and who entrusts it' },
  },
  {
    id: 'K13',
    level: 'proof',
    patterns: [
      '银行(?:官方|指定|战略合作|合作(?!意向)|授权|直接合作|特约)',
      '(?:官方|指定|战略|特约)?合作(?:的)?银行',
      '与.{1,14}?银行.{0,6}?(?:达成|建立|签订|战略)?合作',
      '官方(?:授权|指定|合作|认证|渠道|平台|通道)',
    ],
    reason: {
      zh: '使用机构名义须有书面委托，并可在机构公示名单中查到',
      en: 'An institution’s name needs its mandate and its published list',
    },
    source: '京银保监发〔2019〕310号；金规〔2025〕9号',
    suggestion: {
      zh: '填写委托信息和名单网址（mandate.listUrl），或附上依据',
      en: 'Give the mandate with its list URL, or a reference to the proof',
    },
  },
  {
    id: 'K14',
    level: 'block',
    patterns: [
      '(?:央行|人民银行|银保监会?|金融监管总?局|金监局|监管部门|监管机构|证监会)(?:已|官方|正式|特许)?(?:认可|批准(?!设立|成立|开业|筹建)|备案|授权|推荐|背书|监制|支持)',
      '(?:国家|政府)(?:扶持|政策贷|认可|背书|补贴贷|支持(?:贷款|项目|的贷款)|兜底|贷款补贴)',
      '惠民(?:工程|贷|贷款)',
      '红头文件',
    ],
    reason: {
      zh: '不得借用监管部门或政府的名义',
      en: 'No borrowed authority of regulators or the government',
    },
    source: `《金融产品网络营销管理办法》第10条(五)；《广告法》第9条(二)`,
    suggestion: {
      zh: '删去，可列出贷款机构的许可证编号',
      en: 'Drop it; the lender’s licence number may be given',
    },
  },
  {
    id: 'K15',
    level: 'block',
    patterns: [
      '国家级(?!高新|贫困|专精|非物质|经济|开发|新区|示范)',
      '最(?:高级|佳|优惠|便宜|划算|靠谱|安全|权威|专业|强|牛|好)(?!时间|还款|状态)',
      '(?<!还款)最(?:低价|快)(?!也|于|明天|工作)',
      '(?:全网|全国|行业|业内|同行|市场|史上|同业)(?:最[^终近后])',
      '(?:全国|行业|业内|全网|国内|同行|本地|全市|全省|市场|排名|销量|口碑|信誉)第一(?!步|次|批|个|季|期|财|太)',
      '第一(?:品牌|平台|名(?!称)|家(?!门)|大|选择|股)',
      '(?<!是|以|为|客户|用户|在|至|于|诚信|安全)第一(?![步次批个季期财太年月天日周章条项页部笔位时还产线手百十轮阶责受顺套附款届本任类种节行代课档版0-9])',
      '最低(?![还额金工可贷借期年收不应保消限存值化利息费月日0-9一二三四五六七八九十])',
      '唯一(?!住|代码|编|标|性|的住|识|收入|对应|自住|继|码|编号|产权)',
      '顶[级尖]',
      '首屈一指|独一无二|绝无仅有|遥遥领先',
      'no1(?![0-9])',
    ],
    reason: { zh: '不得使用最高级、绝对化用语', en: 'No superlatives and absolutes' },
    source: '《广告法》第9条(三)',
    suggestion: { zh: '改为可以核实的事实', en: 'State a fact that can be checked' },
  },
  {
    id: 'K16',
    level: 'proof',
    levelIn: { bj: 'block' },
    patterns: [
      '专家(?:推荐|力荐|认证|认可)',
      '(?:学会|协会|商会|研究院|研究所)(?:推荐|认证|认可|指定)',
      '(?:客户|用户|老客户|借款人)(?:见证|证言|现身说法|亲测)',
      '权威(?:推荐|认证|机构推荐|机构认证)',
    ],
    reason: {
      zh: '推荐、证明须真实、经本人书面同意，金融类广告不得以学术机构、受益者名义推荐',
      en: 'An endorsement must be real and consented to in writing; scholars and clients may not vouch',
    },
    source: '《广告法》第33条、第38条；《北京市金融投资理财类广告发布指引》',
    suggestion: { zh: '删去，或附上书面同意和依据', en: 'Drop it, or attach the written consent and proof' },
  },
  {
    id: 'K17',
    level: 'block',
    patterns: [
      '(?:网红|大v|明星|博主|达人|主播|影星|歌星|艺人)(?:倾情|强烈|都在|亲自|们)?(?:推荐|力荐|代言|同款|在用|都用|带货)',
      '(?:明星|名人)代言',
    ],
    reason: {
      zh: '未受委托的个人不得变相营销金融产品',
      en: 'Nobody without a mandate may market loans, in disguise or not',
    },
    source: '《金融产品网络营销管理办法》第2条、第16条',
    suggestion: { zh: '删去', en: 'Drop it' },
  },
];
