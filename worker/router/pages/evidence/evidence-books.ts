/** Owns the end of the evidence report: what the company states without proof, how to verify, what is not shown. */
import type { EvidenceDelivery, EvidenceFile } from '../../../ledger/evidence-file.ts';
import type { Stated } from '../../../ledger/evidence-verdict.ts';
import { grouped } from '../../../ledger/stated.ts';
import { statedLine, statedWords } from '../../../ledger/stated-words.ts';
import { type Markup, markup } from '../html.ts';
import { facts, label, lines, mono, table, time } from './evidence-parts.ts';

const states: Record<EvidenceDelivery['state'], string> = {
  pending: '等待投递',
  delivered: '已送达',
  dead: '投递失败',
  blocked: '已停止',
};

/** What each event tells a receiver; a type that is not here is named as it is. */
export const eventNames: Record<string, string> = {
  'lead.created': '申请',
  'consent.granted': '授权通知',
  'consent.withdrawn': '撤回通知',
  'lead.corrected': '更正通知',
  'lead.erased': '删除通知',
};

const outcomes: Record<string, string> = { delivered: '送达', confirmed: '人工告知' };

const words = statedWords['zh-CN'];

const promoterKinds: Record<string, string> = { staff: '员工', partner: '渠道', customer: '客户' };

/** Deliveries and chain as people read them, and then every member of the file that nothing proves, as it stands. */
export function statedSection({ deliveries, attribution }: EvidenceFile, stated: readonly Stated[]): Markup {
  const rows = deliveries.map(({ type, legalName, destination, state, attempts }) => [
    eventNames[type] ?? type,
    lines([legalName, mono(destination)]),
    states[state],
    attempts.length === 0
      ? '未曾发出'
      : lines(
          attempts.map(
            ({ at, outcome, status, reason }) =>
              markup`${time(at)} ${outcomes[outcome] ?? '未送达'}${status === undefined ? '' : `（HTTP ${status}）`}${status !== undefined || reason === undefined ? '' : `（${reason}）`}`,
          ),
        ),
  ]);
  const chain = attribution.chain.map(
    ({ code, promoter, kind, level }) =>
      markup`第 ${level} 级 ${mono(code)}${kind === undefined ? '' : `，${promoterKinds[kind] ?? kind}`}${promoter === undefined ? '' : markup`，${mono(promoter)}`}`,
  );
  const heads: [string, string][] = [
    ['事项', 'Event'],
    ['接收方', 'Recipient'],
    ['状态', 'State'],
    ['各次投递（UTC+8）', 'Attempts'],
  ];
  const each = grouped(stated).map((group) => markup`<li>${statedLine(group, words)}</li>`);
  return markup`<section id="stated"><h2>四、${words.title}${englishOf(statedWords.en.title)}</h2><p class="note">本节是公司自己的记载，不在日志的证明之内。<span lang="en">The company’s own account; the log does not bear it out.</span></p>${rows.length === 0 ? markup`<p>没有投递记录。</p>` : table(heads, rows)}${chain.length === 0 ? markup`<p>申请人不经推广链接到来。</p>` : facts([['推广链路', 'Referral chain', lines(chain)]])}<h4>${label('逐项列出', 'each member of the file')}</h4><ul class="dots exact">${each}</ul></section>`;
}

export function verifySection({ log, lead }: EvidenceFile): Markup {
  const [origin = '', size = '', root = ''] = log.checkpoint.split('\n');
  const values = facts([
    ['日志', 'Log', mono(origin)],
    ['检查点大小', 'Size', size],
    ['根哈希', 'Root', mono(root)],
    ['日志公钥', 'Verifier key', mono(log.key)],
  ]);
  return markup`<h2>五、核验方法${englishOf('How to verify')}</h2><ol class="steps"><li>取得本报告对应的证据文件 ${mono(`evidence-${lead.id}.json`)}（由机构导出）。</li><li>从机构公布的地址 ${mono(`https://${origin}/key`)} 或其他可信渠道取得日志公钥，与下列公钥比对。</li><li>在任意一台计算机上运行下列命令，无需联网；结论为“已证明”即表示各项决定自写入日志以来未被改动。</li></ol><pre>npx jinjian verify evidence-${lead.id}.json --key '${log.key}'</pre>${values}<h4>${label('签名检查点', 'signed checkpoint')}</h4><pre>${log.checkpoint}</pre><p class="note">算法：文本与表单摘要为 SHA-256（RFC 8785 规范 JSON）；记录承诺为 SHA-256（盐 ‖ 规范 JSON）；日志为 RFC 6962 / RFC 9162 默克尔树；检查点为 C2SP signed-note，Ed25519 签名。</p>`;
}

export function limitSection({ lead }: EvidenceFile): Markup {
  const erased = lead.erased
    ? [markup`<li>申请人的个人信息已删除，不能再把这些决定与某一个人、某一申请编号对应。</li>`]
    : [];
  return markup`<h2>六、本报告不能说明的${englishOf('What this report does not show')}</h2><ul class="dots">${erased}<li>不含姓名、证件号码等填写内容；填写内容不是授权的证据。</li><li>没有列出的决定（例如报告生成之后的撤回）无法由本报告看出，可对照申请人的回执。</li><li>展示情况与设备由浏览器自报，服务器没有核实；日志只证明它此后未被改动。</li><li>本报告便于阅读；作为证据核验的是证据文件，不是这份打印件。</li></ul>`;
}

export function englishOf(text: string): Markup {
  return markup`<span lang="en">${text}</span>`;
}
