/** Owns a verdict as people read it in a terminal; must not verify anything. */

import { chinaTime } from '../../contract/china-time.ts';
import type { PublishedNotice } from '../../contract/notice.ts';
import type { EvidenceDecision, EvidenceFile } from '../../worker/ledger/evidence-file.ts';
import type { Fault, Verdict } from '../../worker/ledger/evidence-verdict.ts';
import { type EvidenceLanguage, type RecordWords, recordWords } from '../../worker/ledger/record-words.ts';
import { type Leaf, readLeaf } from '../../worker/ledger/verify-decision.ts';
import { type VerdictWords, verdictWords } from './verdict-words.ts';

interface Words {
  verdict: VerdictWords;
  record: RecordWords;
}

/** The whole verdict. Nothing that a file says can steer the terminal. */
export function verdictText(verdict: Verdict, language: EvidenceLanguage, isKeyGiven: boolean): string {
  const words = { verdict: verdictWords[language], record: recordWords[language] };
  const { headings, labels, title, limits } = words.verdict;
  const { file } = verdict;
  const lines = [
    title,
    '',
    `${labels.outcome}  ${file === null && isUnreadable(verdict) ? words.verdict.unreadable : words.verdict.outcomes[verdict.outcome]}`,
    ...(file === null ? [] : headOf(file, verdict, words, isKeyGiven)),
    '',
    headings.checks,
    ...verdict.checks.map(
      ({ name, state }) => `  [${words.verdict.states[state]}] ${words.verdict.checks[name]}`,
    ),
    ...(verdict.faults.length === 0
      ? []
      : ['', headings.faults, ...verdict.faults.map((fault) => `  - ${faultText(fault, language)}`)]),
    ...(file === null ? [] : ['', headings.decisions, ...decisionsOf(file, verdict, words)]),
    ...(file === null
      ? []
      : [
          '',
          headings.limits,
          ...[
            ...(verdict.outcome === 'consistent' ? [words.verdict.keyLimit] : []),
            ...(file.lead.erased ? [words.verdict.erasedLimit] : []),
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

/** Control and direction characters could hide or overwrite what stands beside them. */
function printable(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '�');
}

function headOf(
  file: EvidenceFile,
  verdict: Verdict,
  { verdict: words }: Words,
  isKeyGiven: boolean,
): string[] {
  const { labels } = words;
  const { checkpoint } = verdict;
  return [
    ...(checkpoint === null
      ? []
      : [`${labels.log}  ${checkpoint.origin}, ${labels.checkpoint(checkpoint.size)}`]),
    `${labels.key}  ${file.log.key} (${isKeyGiven ? labels.keyGiven : labels.keyFromFile})`,
    `${labels.lead}  ${file.lead.id}, ${chinaTime(file.lead.createdAt)} (${words.beijing})`,
  ];
}

function decisionsOf(file: EvidenceFile, verdict: Verdict, words: Words): string[] {
  const told = file.decisions.flatMap((decision, at) => {
    const leaf = readLeaf(decision.leaf);
    if (leaf === null) return [];
    const notice = file.notices.find(
      ({ id, version }) => id === leaf.notice.id && version === leaf.notice.version,
    );
    const later = file.decisions
      .slice(at + 1)
      .map(({ leaf: data }) => readLeaf(data))
      .find((one) => one?.notice.id === leaf.notice.id && one.decision === 'withdrawn');
    return decisionLines(decision, leaf, notice, leaf.decision === 'granted' ? later?.at : undefined, words);
  });
  return verdict.outcome === 'failed' ? [`  ${words.verdict.labels.unchecked}`, ...told] : told;
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
    ...rowIf(say.shownBy, say.shown(record)),
    ...rowIf(labels.signed, say.signed(record)),
    ...rowIf(labels.person, say.bound(record)),
    ...(validity === null ? [] : rowIf(labels.validity, [validity])),
  ];
}

function rowIf(label: string, parts: readonly string[]): [string, string][] {
  return parts.length === 0 ? [] : [[label, parts.join('; ')]];
}
