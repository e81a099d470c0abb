/** Owns the evidence report 电子存证报告 as a page that prints to A4: summary, parties, timeline, decisions; no reading of stores. */
import type { EvidenceFile } from '../../../ledger/evidence-file.ts';
import type { Stated } from '../../../ledger/evidence-verdict.ts';
import { recordWords } from '../../../ledger/record-words.ts';
import { isStated, statedIn } from '../../../ledger/stated.ts';
import { statedWords } from '../../../ledger/stated-words.ts';
import { type Leaf, readLeaf } from '../../../ledger/verify-decision.ts';
import { Pace } from '../../../pacing/pace.ts';
import { type Markup, markup } from '../html.ts';
import { page } from '../page.ts';
import { englishOf, eventNames, limitSection, statedSection, verifySection } from './evidence-books.ts';
import { decisionSection, type ToldDecision } from './evidence-decision.ts';
import { type Fact, facts, lines, mono, table, time } from './evidence-parts.ts';
import { evidenceStyle } from './evidence-style.ts';

const words = recordWords['zh-CN'];
/** Characters of markup that cost as much as reading one. */
const signsPerUnit = 10;

/** In the place of what nothing proves. */
const seeStated = `${statedWords['zh-CN'].title}，见第四节`;

export async function evidencePage(file: EvidenceFile): Promise<Response> {
  const told = toldDecisions(file);
  const sections = await decisionSections(told);
  // The server's own file, under its own key.
  const stated = statedIn(file, { isKeyVouched: true, strangers: [] });
  const body = markup`<main><div class="sheet"><h1 class="doc-title">电子存证报告</h1><p class="doc-sub" lang="en">Electronic Evidence Report</p>${summary(file, told, stated)}<h2>一、当事人${englishOf('Parties')}</h2>${parties(file)}<h2>二、时间线${englishOf('Timeline (UTC+8)')}</h2>${timeline(file, told)}<h2>三、各项决定与授权文本${englishOf('Decisions and texts')}</h2>${sections}${statedSection(file, stated)}${verifySection(file)}${limitSection(file)}</div></main>`;
  return page(`电子存证报告 ${file.lead.id}`, body, { style: evidenceStyle });
}

/** One at a time: each may hold a whole text. */
async function decisionSections(told: readonly ToldDecision[]): Promise<Markup[]> {
  const pace = new Pace();
  const sections: Markup[] = [];
  for (const one of told) {
    const section = decisionSection(one);
    sections.push(section);
    await pace.spend(section.text.length / signsPerUnit);
  }
  return sections;
}

/** A leaf that can't be read is a bug of ours: the object wrote it. */
function toldDecisions({ decisions, notices }: EvidenceFile): ToldDecision[] {
  const texts = new Map(notices.map((notice) => [notice.digest, notice]));
  /** By notice, while the decisions are read from the last one on. */
  const next = new Map<string, Leaf>();
  const told = [...decisions.entries()].reverse().map(([at, decision]): ToldDecision => {
    const leaf = readLeaf(decision.leaf);
    const notice = texts.get(leaf?.notice.digest ?? '');
    if (leaf === null || notice === undefined) throw new Error('a decision on a text that is not there');
    const after = leaf.decision === 'granted' ? next.get(leaf.notice.id) : undefined;
    next.set(leaf.notice.id, leaf);
    const withdrawnAt = after?.decision === 'withdrawn' ? after.at : undefined;
    return { number: at + 1, decision, leaf, notice, withdrawnAt, textAt: at + 1 };
  });
  return withTextsOnce(told.reverse());
}

/** A text stands whole under the first decision on it that is no withdrawal; the others name that one. */
function withTextsOnce(told: readonly ToldDecision[]): ToldDecision[] {
  const first = new Map<string, number>();
  return told.map((one) => {
    const { digest } = one.notice;
    if (one.leaf.decision !== 'withdrawn' && !first.has(digest)) first.set(digest, one.number);
    return { ...one, textAt: first.get(digest) ?? one.number };
  });
}

function summary(file: EvidenceFile, told: readonly ToldDecision[], stated: readonly Stated[]): Markup {
  const isLeadStated = isStated(stated, 'lead', 'id');
  const isFormStated = isStated(stated, 'form', 'digest');
  const rows = told.map(({ number, notice, leaf, withdrawnAt }) => [
    String(number),
    lines([
      markup`<strong>${notice.title}</strong>`,
      ...(notice.parties ?? []).map(({ legalName }) => `接收方：${legalName}`),
    ]),
    withdrawnAt === undefined
      ? words.decisions[leaf.decision]
      : lines([words.decisions[leaf.decision], '（其后撤回）']),
    time(leaf.at),
  ]);
  return markup`${facts([
    ['申请编号', 'Lead', isLeadStated ? seeStated : mono(file.lead.id)],
    ['申请时间', 'Submitted (UTC+8)', time(file.lead.createdAt)],
    [
      '表单',
      'Form',
      isFormStated ? seeStated : `${file.form.title}（${file.form.id}，第 ${file.form.version} 版）`,
    ],
    ['表单摘要', 'Digest of the form', isFormStated ? seeStated : mono(file.form.digest)],
    ['报告生成时间', 'Generated', seeStated],
  ])}<div class="keep"><h2>摘要${englishOf('Summary')}</h2>${table(
    [
      ['序号', 'No.'],
      ['授权文本', 'Notice'],
      ['决定', 'Decision'],
      ['时间（UTC+8）', 'Time'],
    ],
    rows,
  )}</div>`;
}

function parties({ decisions, notices, lead }: EvidenceFile): Markup {
  const [record] = decisions.flatMap((decision) => decision.record ?? []);
  const named = new Map(notices.flatMap((notice) => notice.parties ?? []).map((party) => [party.id, party]));
  const recipients = [...named.values()].map(
    ({ legalName, uscc, contact }): Fact => [
      '接收方',
      'Recipient',
      lines([
        legalName,
        ...(uscc === undefined ? [] : [`统一社会信用代码 ${uscc}`]),
        ...(contact === '' ? [] : [`联系方式 ${contact}`]),
      ]),
    ],
  );
  const applicant = lead.erased
    ? '个人信息已删除，不能再与某一个人对应'
    : record?.subject === undefined
      ? '表单没有询问手机号码'
      : lines(['以手机号码的密钥摘要指代，只有持有机构密钥者能与号码对应', mono(record.subject)]);
  return facts([
    [
      '个人信息处理者',
      'Controller',
      record === undefined
        ? seeStated
        : lines([
            record.controller.legalName,
            ...(record.controller.uscc === undefined ? [] : [`统一社会信用代码 ${record.controller.uscc}`]),
          ]),
    ],
    ['申请人', 'Applicant', applicant],
    ...recipients,
  ]);
}

function timeline({ deliveries }: EvidenceFile, told: readonly ToldDecision[]): Markup {
  const opened = told[0]?.decision.record?.startedAt;
  const moments: { at: string; what: string; by: string }[] = [
    ...(opened === undefined || Number.isNaN(Date.parse(opened))
      ? []
      : [{ at: new Date(Date.parse(opened)).toISOString(), what: '打开申请表', by: '申请人的浏览器' }]),
    ...told.map(({ leaf, notice }) => ({
      at: leaf.at,
      what: `${words.decisions[leaf.decision]}：${notice.title}`,
      by: '日志',
    })),
    ...deliveries.flatMap(({ type, legalName, attempts }) =>
      attempts
        .filter(({ outcome }) => outcome === 'delivered')
        .map(({ at }) => ({
          at,
          what: `${eventNames[type] ?? type}送达${legalName}`,
          by: statedWords['zh-CN'].title,
        })),
    ),
  ];
  const ordered = moments.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return table(
    [
      ['时间', 'Time'],
      ['事项', 'What'],
      ['依据', 'Source'],
    ],
    ordered.map(({ at, what, by }) => [time(at), what, by]),
  );
}
