/** Owns one decision of the evidence report: what was decided, how it was shown, the whole text, its place in the log. */
import type { PublishedNotice } from '../../../../contract/notice.ts';
import type { EvidenceDecision } from '../../../ledger/evidence-file.ts';
import { recordWords } from '../../../ledger/record-words.ts';
import type { Leaf } from '../../../ledger/verify-decision.ts';
import { blocksMarkup } from '../block-markup.ts';
import { type Markup, markup } from '../html.ts';
import { type Fact, facts, label, lines, mono, time } from './evidence-parts.ts';

const words = recordWords['zh-CN'];

/** A decision with what it is about and what became of it. */
export interface ToldDecision {
  number: number;
  decision: EvidenceDecision;
  leaf: Leaf;
  notice: PublishedNotice;
  /** When it was taken back, if it was. */
  withdrawnAt: string | undefined;
  /** Number of the decision under which the text stands whole. */
  textAt: number;
}

export function decisionSection(told: ToldDecision): Markup {
  const { number, decision, leaf, notice, withdrawnAt, textAt } = told;
  const { record } = decision;
  const withdrawn =
    withdrawnAt === undefined
      ? markup``
      : markup`<p class="withdrawn">${label('其后撤回', 'withdrawn later')} ${time(withdrawnAt)}</p>`;
  const rows: Fact[] = [
    ['决定', 'Decision', markup`<span class="verdict">${words.decisions[leaf.decision]}</span>`],
    ['时间', 'Time (UTC+8)', time(leaf.at)],
    ...(record === null ? [] : recordFacts(record)),
    ['授权文本编号', 'Notice', `${notice.id}，第 ${notice.version} 版`],
    ['文本摘要', 'Digest of the text', mono(notice.digest)],
  ];
  const proof: Fact[] = [
    ['日志序号', 'Log entry', String(decision.index)],
    ['日志条目', 'Leaf data', mono(decision.leaf)],
    ['记录的盐', 'Salt', decision.salt === null ? '已删除' : mono(decision.salt)],
    ['在日志中的证明', 'Inclusion proof', proofMarkup(decision.proof)],
  ];
  const erased =
    record === null
      ? markup`<p class="note">记录与盐已删除。日志条目仍证明有人在此时就下列文本作出此决定，但不能再证明是谁。</p>`
      : markup``;
  const text =
    leaf.decision === 'withdrawn'
      ? markup``
      : number === textAt
        ? textMarkup(notice)
        : markup`<p class="note">${label('授权文本全文', 'full text as shown')}：见第 ${textAt} 项</p>`;
  return markup`<section class="consent"><h3>${number}. ${notice.title}</h3>${withdrawn}${erased}${facts(rows)}${text}<div class="proof">${facts(proof)}</div></section>`;
}

function recordFacts(record: NonNullable<EvidenceDecision['record']>): Fact[] {
  const { channel, controller } = record;
  const shown = words.shown(record);
  const told = words.told(record);
  const signed = words.signed(record);
  const bound = words.bound(record);
  const validity = words.validity(record);
  return [
    ['作出方式', 'How', words.channels[channel]],
    ...(told.length === 0 ? [] : [['说明', 'Told with it', lines(told)] satisfies Fact]),
    [
      '个人信息处理者',
      'Asked by',
      controller.uscc === undefined ? controller.legalName : `${controller.legalName}（${controller.uscc}）`,
    ],
    ...(shown.length === 0
      ? []
      : [[words.shownBy, 'How it was shown, by the client’s own word', shown.join('；')] satisfies Fact]),
    ...(signed.length === 0
      ? []
      : [
          ['签署方式（服务器记录）', 'How it was signed, as the server saw it', lines(signed)] satisfies Fact,
        ]),
    ...(bound.length === 0 ? [] : [['本人', 'Person', lines(bound)] satisfies Fact]),
    ...(validity === null ? [] : [['有效期', 'Validity', validity] satisfies Fact]),
  ];
}

function proofMarkup(proof: readonly string[]): Markup {
  return proof.length === 0 ? markup`日志仅此一项，无需哈希` : lines(proof.map(mono));
}

/** The text as it was shown, whole: the digest covers every word of it. */
function textMarkup(notice: PublishedNotice): Markup {
  const parties = (notice.parties ?? []).map(({ legalName, uscc, contact, address }) =>
    [legalName, uscc, contact, address].filter((part) => part !== undefined && part !== '').join('，'),
  );
  const { validity } = notice;
  const duties: [string, readonly string[]][] = [
    ['接收方', parties],
    ['征信机构', notice.bureaus ?? []],
    ['处理目的', notice.purposes],
    ['信息种类', notice.infoKinds],
    ['保存期限', [notice.retention]],
    ['有效期', validity === undefined ? [] : [`${validity.days} 天，最多查询 ${validity.maxQueries} 次`]],
    ['不同意的影响', [notice.refusal]],
    ['撤回方式', [notice.withdrawal]],
    ['联系方式', [notice.contact]],
  ];
  const told = duties.flatMap(([title, texts]) =>
    texts.length === 0 ? [] : [markup`<p class="duty"><strong>${title}：</strong>${texts.join('；')}</p>`],
  );
  const summary = notice.summary === undefined ? markup`` : markup`<p>${notice.summary}</p>`;
  return markup`<div class="text" translate="no"><h4>${label('授权文本全文', 'full text as shown')}</h4><p><strong>${notice.title}</strong></p>${summary}${blocksMarkup(notice.blocks, 'h4')}${told}</div>`;
}
