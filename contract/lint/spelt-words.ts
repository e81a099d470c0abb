/** Owns words of loan copy as they are spelt to slip past a reader: in pinyin, by signs of the same sound, in halves of signs. */

/** Syllables without tones, and the word. */
const pinyin = [
  'miao pi 秒批|miao dao 秒到|miao fang 秒放|miao xia 秒下|miao guo 秒过|ji su 极速|ma shang 马上|li ma 立马|li ji 立即|dang chang 当场|shi shi 实时|xian chang 现场|shan dian 闪电|fang kuan 放款|xia kuan 下款|dao zhang 到账|dang tian 当天|fen zhong 分钟',
  'men kan 门槛|ren ren 人人|shen fen zheng 身份证|feng xian 风险|shou yi 收益|wen zhuan 稳赚|li lv 利率|li lu 利率|li xi 利息|di xi 低息|mian xi 免息|wu xi 无息|nian hua 年化|ri xi 日息|yue xi 月息',
  'bao guo 包过|bao pi 包批|bao xia 包下|bi guo 必过|bi xia 必下|bi pi 必批|bai fen bai 百分百|tong guo 通过|bao zheng 保证|cheng nuo 承诺|shen pi 审批|yu shen 预审',
  'zheng xin 征信|hei hu 黑户|hua hu 花户|bai hu 白户|yu qi 逾期|fu zhai 负债|liu shui 流水|da shu ju 大数据|xiu fu 修复|xi bai 洗白|chan dan 铲单|xiao chu 消除|bu liang 不良|ji lu 记录',
  'bao zhuang 包装|dai kai 代开|zheng ming 证明|zi liao 资料|bei zhai 背债|nei bu 内部|qu dao 渠道|guan xi 关系|guan fang 官方|yin hang 银行|he zuo 合作|zhi ding 指定|yang hang 央行|lv tong 绿通',
  'di yi 第一|zui di 最低|zui kuai 最快|zui gao 最高|dai kuan 贷款|jie kuan 借款|di ya 抵押|dan bao 担保|xin yong 信用|mian fei 免费|shou xu fei 手续费|fu wu fei 服务费|bao zheng jin 保证金|qian qi 前期|fei yong 费用',
  'xue sheng 学生|xiao yuan 校园|shou fu 首付|tao xian 套现|yi ka yang ka 以卡养卡|yi dai yang dai 以贷养贷|ting xi 停息|gua zhang 挂账|zhai wu 债务|qing ling 清零|chong zu 重组|zhi huan 置换|wang dai 网贷',
  'xian shi 限时|fen xiang 分享|zhuan fa 转发|hong bao 红包|yao qing 邀请|hao you 好友|fan xian 返现|ji zan 集赞|fen xiao 分销|fan yong 返佣|dai li 代理|tang zhuan 躺赚|xia ji 下级|xia xian 下线',
  'wei xin 微信|si liao 私聊|sao ma 扫码|kou kou 扣扣|ping fen 评分|bao mi 保密|kong fang 空放|si ren 私人|kou zi 口子|qiang kai 强开|gao pao 高炮|xiang liao 详聊|xiang tan 详谈',
];

/** What may stand between such words, spelt too; alone it is no word of ours. */
const particles =
  'bu 不|wu 无|ling 零|kan 看|cha 查|shang 上|di 低|chao 超|quan 全|ke 可|ke yi 可以|neng 能|dai 贷|jie 借|ban 办|zuo 做|jiu 就|ye 也|dou 都|jia 加|hua 花|hei 黑|bao 包|bi 必|mian 免|e du 额度|mei you 没有|dui 兑|hua fei 话费|ling qu 领取|qun 群|de 的|le 了|zhao yang 照样';

/** Signs of the same sound, and signs taken apart. */
const sounds =
  '徽信微信|威信微信|微芯微信|威芯微信|微心微信|微亻言微信|V信微信|W信微信|袋款贷款|代款贷款|带款贷款|岱款贷款|证信征信|正信征信|蒸信征信|嘿户黑户|黑沪黑户|嘿护黑户|俞期逾期|愈期逾期|禾少批秒批|口孑口子';

export interface Spelt {
  /** Spelt as it is found among bare signs. */
  spelt: string;
  word: string;
}

interface Syllable {
  sign: string;
  before: string;
  after: string;
}

const wordsBySpelling = new Map<string, string>();
const particlesBySpelling = new Map<string, string>();
/** "放kuan": which sign a syllable stands for beside which. */
const syllables = new Map<string, Syllable[]>();

for (const entry of pinyin.flatMap((line) => line.split('|'))) {
  const parts = entry.split(' ');
  const word = parts.pop() ?? '';
  wordsBySpelling.set(parts.join(''), word);
  parts.forEach((syllable, at) => {
    const one = { sign: word.charAt(at), before: word.charAt(at - 1), after: word.charAt(at + 1) };
    syllables.set(syllable, [...(syllables.get(syllable) ?? []), one]);
  });
}
for (const entry of particles.split('|')) {
  const parts = entry.split(' ');
  const word = parts.pop() ?? '';
  particlesBySpelling.set(parts.join(''), word);
}

export const longestSpelling = Math.max(...[...wordsBySpelling.keys()].map(({ length }) => length));

export const speltWord = (letters: string): string | undefined => wordsBySpelling.get(letters);
export const speltParticle = (letters: string): string | undefined => particlesBySpelling.get(letters);

/** The sign that one syllable between two signs stands for. */
export function speltSign(letters: string, before: string, after: string): string | undefined {
  return syllables
    .get(letters)
    ?.find((one) => (one.before !== '' && one.before === before) || (one.after !== '' && one.after === after))
    ?.sign;
}

/** Words of the same sound, by what is written. */
export const soundAlikes: ReadonlyMap<string, string> = new Map(
  sounds.split('|').map((pair) => [pair.slice(0, -2).toLowerCase(), pair.slice(-2)]),
);
