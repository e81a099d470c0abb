/** Owns a verdict as people read it in a terminal; must not verify anything. */

import { chinaTime } from '../../contract/china-time.ts';
import type { PublishedNotice } from '../../contract/notice.ts';
import { firstOf } from '../../contract/problem.ts';
import type { EvidenceDecision, EvidenceFile } from '../../worker/ledger/evidence-file.ts';
import type { Fault, Verdict } from '../../worker/ledger/evidence-verdict.ts';
import { type EvidenceLanguage, type RecordWords, recordWords } from '../../worker/ledger/record-words.ts';
import { grouped, isStated } from '../../worker/ledger/stated.ts';
import { type StatedWords, statedLine, statedWords } from '../../worker/ledger/stated-words.ts';
import { type Leaf, readLeaf } from '../../worker/ledger/verify-decision.ts';
import { printable } from '../terminal-text.ts';
import { type VerdictWords, verdictWords } from './verdict-words.ts';

interface Words {
  verdict: VerdictWords;
  record: RecordWords;
  stated: StatedWords;
}

/**
 * The whole verdict. Nothing that a file says can steer the terminal.
 * @param keyGiven line of the key that the verifier brought
 */
export function verdictText(verdict: Verdict, language: EvidenceLanguage, keyGiven: string | null): string {
  const words = {
    verdict: verdictWords[language],
    record: recordWords[language],
    stated: statedWords[language],
  };
  const { headings, labels, title, limits } = words.verdict;
  const { file } = verdict;
  const { first, more } = firstOf(verdict.faults);
  const lines = [
    title,
    '',
    `${labels.outcome}  ${file === null && isUnreadable(verdict) ? words.verdict.unreadable : words.verdict.outcomes[verdict.outcome]}`,
    ...(file === null ? [] : headOf(file, verdict, words, keyGiven)),
    '',
    headings.checks,
    ...verdict.checks.map(
      ({ name, state }) => `  [${words.verdict.states[state]}] ${words.verdict.checks[name]}`,
    ),
    ...(verdict.faults.length === 0
      ? []
      : [
          '',
          headings.faults,
          ...first.map((fault) => `  - ${faultText(fault, language)}`),
          ...(more === 0 ? [] : [`  - ${words.verdict.more(more)}`]),
        ]),
    ...(file === null ? [] : ['', headings.decisions, ...decisionsOf(file, verdict, words)]),
    ...(file === null
      ? []
      : [
          '',
          words.stated.title,
          ...statedLines(verdict, words),
          '',
          headings.limits,
          ...[
            ...(verdict.outcome === 'consistent' ? [words.verdict.keyLimit] : []),
            ...(file.lead.erased ? [words.verdict.erasedLimit] : []),
            ...(isLeadStated(verdict) && !file.lead.erased ? [words.verdict.leadLimit] : []),
            ...limits,
          ].map((limit) => `  - ${limit}`),
        ]),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** What a fault says, with its place. */
export function faultText({ code, at }: Fault, language: EvidenceLanguage): string {
  const words = verdictWords[language];
  return printable(`${words.faults[code]}${at === '' ? '' : words.place(at)}`);
}

/** True for what is no evidence file of a known version: not a forged one, but none at all. */
export function isUnreadable({ faults }: Verdict): boolean {
  return faults.some(
    ({ code }) => code === 'not_json' || code === 'not_evidence' || code === 'unknown_version',
  );
}

function headOf(
  file: EvidenceFile,
  verdict: Verdict,
  { verdict: words }: Words,
  keyGiven: string | null,
): string[] {
  const { labels } = words;
  const { checkpoint } = verdict;
  const { key } = file.log;
  const isNamed = keyGiven !== null && keyGiven !== key && !isStated(verdict.stated, 'log', 'key');
  const when = `${chinaTime(file.lead.createdAt)} (${words.beijing})`;
  return [
    ...(checkpoint === null
      ? []
      : [`${labels.log}  ${checkpoint.origin}, ${labels.checkpoint(checkpoint.size)}`]),
    `${labels.key}  ${keyGiven ?? key} (${keyGiven === null ? labels.keyFromFile : labels.keyGiven})`,
    ...(isNamed ? [`${labels.signer}  ${key} (${labels.keyNamed})`] : []),
    `${labels.lead}  ${isLeadStated(verdict) ? when : `${file.lead.id}, ${when}`}`,
  ];
}

function isLeadStated({ stated }: Verdict): boolean {
  return isStated(stated, 'lead', 'id');
}

function statedLines({ stated }: Verdict, { stated: words }: Words): string[] {
  const lines = grouped(stated).map((group) => statedLine(group, words));
  return (lines.length === 0 ? [words.nothing] : lines).map((line) => `  - ${line}`);
}

function decisionsOf(file: EvidenceFile, verdict: Verdict, words: Words): string[] {
  const texts = new Map(file.notices.map((notice) => [versionOf(notice), notice]));
  const leaves = file.decisions.map(({ leaf }) => readLeaf(leaf));
  const withdrawn = laterWithdrawals(leaves);
  const told = file.decisions.flatMap((decision, at) => {
    const leaf = leaves[at] ?? null;
    if (leaf === null) return [];
    const withdrawnAt = leaf.decision === 'granted' ? withdrawn[at] : undefined;
    return decisionLines(decision, leaf, texts.get(versionOf(leaf.notice)), withdrawnAt, words);
  });
  return verdict.outcome === 'failed' ? [`  ${words.verdict.labels.unchecked}`, ...told] : told;
}

function versionOf({ id, version }: { id: string; version: number }): string {
  return JSON.stringify([id, version]);
}

/** Of each decision, when the next withdrawal on its notice was; read from the last one on. */
function laterWithdrawals(leaves: readonly (Leaf | null)[]): (string | undefined)[] {
  const next = new Map<string, string>();
  const later: (string | undefined)[] = [];
  for (const leaf of [...leaves].reverse()) {
    later.push(leaf === null ? undefined : next.get(leaf.notice.id));
    if (leaf?.decision === 'withdrawn') next.set(leaf.notice.id, leaf.at);
  }
  return later.reverse();
}

function decisionLines(
  { record, index }: EvidenceDecision,
  leaf: Leaf,
  notice: PublishedNotice | undefined,
  withdrawnAt: string | undefined,
  { verdict: words, record: say }: Words,
): string[] {
  const { labels } = words;
  const when = (at: string) => `${chinaTime(at)} (${words.beijing})`;
  const later = withdrawnAt === undefined ? '' : ` · ${words.withdrawnLater(when(withdrawnAt))}`;
  const parties = (notice?.parties ?? []).map(({ legalName, contact }) => `${legalName} (${contact})`);
  const rows: [string, string][] = [
    [labels.decision, `${say.decisions[leaf.decision]}${later}`],
    [labels.at, when(leaf.at)],
    ...(record === null ? [] : recordRows(record, words, say)),
    ...rowIf(labels.recipients, parties),
    ...rowIf(labels.bureaus, notice?.bureaus ?? []),
    ...rowIf(labels.purposes, notice?.purposes ?? []),
    [labels.entry, `${index} · ${leaf.notice.digest}`],
  ];
  return [
    '',
    `  ${notice?.title ?? leaf.notice.id} (${leaf.notice.id}, ${labels.version(leaf.notice.version)})`,
    ...rows.map(([label, value]) => `    ${label}: ${value}`),
    ...(record === null ? [`    ${words.erasedRecord}`] : []),
  ];
}

function recordRows(
  record: NonNullable<EvidenceDecision['record']>,
  { labels }: VerdictWords,
  say: RecordWords,
): [string, string][] {
  const { controller, channel } = record;
  const validity = say.validity(record);
  return [
    [labels.channel, say.channels[channel]],
    [
      labels.controller,
      [controller.legalName, controller.uscc].filter((part) => part !== undefined).join(' '),
    ],
    ...rowIf(labels.told, say.told(record)),
    ...rowIf(say.shownBy, say.shown(record)),
    ...rowIf(labels.signed, say.signed(record)),
    ...rowIf(labels.person, say.bound(record)),
    ...(validity === null ? [] : rowIf(labels.validity, [validity])),
  ];
}

function rowIf(label: string, parts: readonly string[]): [string, string][] {
  return parts.length === 0 ? [] : [[label, parts.join('; ')]];
}
