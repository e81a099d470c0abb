/** Owns whether a notice's words fulfil the duties that no member of its own carries; must not refuse anything. */

import { findPhrase, type Searched } from '../../contract/find-phrase.ts';
import type { Recipient } from '../../contract/notice.ts';
import { folded, levelled } from '../../contract/plain-text.ts';
import type { Finding } from '../../contract/problem.ts';
import type { Steps } from '../../contract/steps.ts';
import type { Told } from './catalogue.ts';
import { creditDuties } from './credit-duties.ts';
import { isCredit } from './law-sources.ts';
import type { NoticeDraft } from './notice-schema.ts';
import type { SearchedText } from './notice-texts.ts';
import { toldDuties } from './told-duties.ts';

/** What looking for one word costs, measured against reading a sign. */
const [signsPerUnit, wordCost] = [1000, 0.3];

/** What the text does not tell, each with its rule; a duty that a member fulfils is not asked for a second time. */
export function* checkTold(
  draft: NoticeDraft,
  texts: readonly SearchedText[],
  recipientOf: (id: string) => Recipient | undefined,
): Steps<Finding[]> {
  const signs = texts.reduce((sum, { words }) => sum + words.signs.length, 0);
  const tells = (group: readonly string[]) =>
    texts.some(({ words }) => group.some((word) => holds(words, word)));
  const kinds = (draft.infoKinds ?? []).map((kind) => folded(levelled(kind)));
  const untold: Finding[] = [];
  for (const duty of [...toldDuties, ...creditDuties]) {
    const { onlyWith, groups, rule, reason, source } = duty;
    if (!duty.kinds.includes(draft.kind)) continue;
    if (onlyWith !== undefined && !kinds.some((kind) => onlyWith.some((one) => kind.includes(one)))) continue;
    yield (texts.length * wordCost + signs / signsPerUnit) * groups.flat().length;
    if (!groups.every(tells)) untold.push(missing('blocks', rule, reason, source));
  }
  return [...untold, ...(isCredit(draft.kind) ? checkCredit(draft, recipientOf, tells) : [])];
}

function missing(path: string, rule: string, reason: Told, source: string): Finding {
  return { path, code: 'missing_duty', rule, reason, source };
}

/** The words are searched as they stand, or as a spaced-out phrase; Latin stems may go on ("profil" finds profiling). */
function holds(text: Searched, word: string): boolean {
  return text.folded.includes(word) || findPhrase(word, text).length > 0;
}

function checkCredit(
  draft: NoticeDraft,
  recipientOf: (id: string) => Recipient | undefined,
  tells: (group: readonly string[]) => boolean,
): Finding[] {
  const findings: Finding[] = [];
  const lasting = ['有效期', '期限', '终止', '结清', '日内有效', 'valid for', 'expires', 'until'];
  if (draft.validity === undefined && !tells(lasting)) {
    const reason = { zh: '写明授权的有效期', en: 'Tell how long the authorisation lasts' };
    findings.push(missing('validity', 'C12', reason, '《征信业管理条例》第18条'));
  }
  if (draft.validity === undefined && !tells(['一次', '单次', '次数', 'once', 'one query', 'single'])) {
    const reason = { zh: '写明查询或者报送的次数', en: 'Tell how often' };
    findings.push(missing('validity', 'C13', reason, '《征信业管理条例》第18条'));
  }
  if (!draft.blocks.some((block) => block.strong === true)) {
    const reason = {
      zh: '与本人有重大利害关系的条款须加粗，足以引起注意',
      en: 'Key clauses are bold, so that they draw attention',
    };
    findings.push(missing('blocks', 'C19', reason, '《征信业管理条例》第19条；《民法典》第496条'));
  }
  const isCodeTold = tells(['统一社会信用代码', 'credit code']);
  for (const [at, id] of isCodeTold ? [] : (draft.recipients ?? []).entries()) {
    const party = recipientOf(id);
    if (party === undefined || (party.uscc ?? '') !== '') continue;
    const reason = {
      zh: '登记被授权机构的统一社会信用代码',
      en: 'Register the institution’s unified social credit code',
    };
    findings.push(missing(`recipients.${at}`, 'C2', reason, '《征信业管理条例》第18条、第28条'));
  }
  return findings;
}
