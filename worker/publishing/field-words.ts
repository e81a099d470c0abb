/** Owns what a field asks in words: its label, help, placeholder, options and id, searched for a class of information; must not know any class. */

import { findPhrase, type Searched, searchedInSteps, sentenceAround } from '../../contract/find-phrase.ts';
import type { Field } from '../../contract/form.ts';
import type { Steps } from '../../contract/steps.ts';

/** A class of information, by the words and ids that fields ask for it with. */
export interface AskedClass {
  /** In simplified signs and lower case. */
  terms: readonly string[];
  /** Words that a help may use of something else: looked for in labels, and beside inputs that take any text. */
  labelTerms?: readonly string[];
  /** Matched against an id in lower case with `_` between its words and around it: `_monthly_income_`. */
  ids?: RegExp;
  /** Words of the same clause beside which a term asks for something else. */
  unless?: readonly string[];
}

export interface AskedWords {
  field: Pick<Field, 'id' | 'kind'>;
  texts: { member: 'label' | 'help' | 'placeholder' | 'options'; words: Searched }[];
}

/** Where the words stand, by member, and which they are. */
export interface AskedAt {
  member: 'label' | 'help' | 'placeholder' | 'options' | 'id';
  phrase: string;
  /** The clause that they stand in, in simplified signs and lower case; of an id, all its words. */
  clause: string;
}

type Worded = Field;

/** How far a clause is read on either side, in UTF-16 units. */
const reach = 60;
/** What the clause says it does not ask: "无需提供银行卡号". Said to be left out or forgotten, it is asked after all. */
const denied =
  /(?:无需|无须|不需|不必|不用|不要|不会|不得|请勿|切勿|勿|不收集|不采集|不索取|不索要|不询问|不查|不上|不看|不影响|没有|\b(?:not|never|no need)\b|n't\b)(?!.*(?:漏|忘|遗|空|缺|不填|omit|forget|skip))/u;

/** Lines of a catalogue, their entries apart by `|`. */
export function listed(...lines: string[]): readonly string[] {
  return lines.flatMap((line) => line.split('|'));
}

export function* askedWords(field: Worded): Steps<AskedWords> {
  const texts: AskedWords['texts'] = [];
  for (const member of ['label', 'help', 'placeholder'] as const) {
    const text = field[member];
    if (text !== undefined) texts.push({ member, words: yield* searchedInSteps(text) });
  }
  const answers = optionLabels(field);
  if (answers !== '' && !asksForUse.test(field.label)) {
    texts.push({ member: 'options', words: yield* searchedInSteps(answers) });
  }
  return { field, texts };
}

/** What a loan is for says what is to be bought, and not what somebody has: 购车, 装修房屋. */
const asksForUse = /用途|用于|用来|资金去向|purpose|\buse\b/i;

/** As sentences, so that no clause reaches from one into the next; empty where a field has none. */
function optionLabels(field: Field): string {
  if (field.kind !== 'choice' && field.kind !== 'multi') return '';
  return field.options.map(({ label }) => label).join('。');
}

const termsPerUnit = 5;

/** What looking for a class costs, measured against reading a sign. */
export function costOf({ texts }: AskedWords, { terms, labelTerms = [] }: AskedClass): number {
  return ((terms.length + labelTerms.length) * texts.length) / termsPerUnit;
}

/**
 * The first place that asks for it; null for none. A label and an option are taken at their word (没有房产 is an
 * answer too), other texts may say what is not asked.
 */
export function askedAt({ field, texts }: AskedWords, asked: AskedClass): AskedAt | null {
  const { terms, labelTerms = [], ids, unless = [] } = asked;
  const isAnyText = field.kind === 'text' || field.kind === 'number';
  for (const { member, words } of texts) {
    for (const term of member === 'label' || isAnyText ? [...terms, ...labelTerms] : terms) {
      for (const place of findPhrase(term, words)) {
        const { before, within, after } = sentenceAround(words, place, reach);
        const lead = before.split(',').at(-1) ?? '';
        const clause = lead + within + (after.split(',')[0] ?? '');
        const isDenied = member !== 'label' && member !== 'options' && denied.test(lead);
        if (isDenied || unless.some((word) => clause.includes(word))) continue;
        return { member, phrase: words.shown.slice(place.start, place.end), clause };
      }
    }
  }
  const words = wordsOfId(field.id);
  return ids?.test(words) ? { member: 'id', phrase: field.id, clause: words } : null;
}

/** `monthlyIncome`, `monthly_income` and `MONTHLY_INCOME` are the same words. */
function wordsOfId(id: string): string {
  return `_${id.replace(/([a-z\d])(?=[A-Z])/g, '$1_').toLowerCase()}_`;
}
