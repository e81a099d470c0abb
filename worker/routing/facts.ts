/** Owns what rules may look at of a lead: how it came, and answers that say nothing of who someone is; must not know rules. */
import type { Attribution, LeadFlag, PromoterKind } from '../../contract/event.ts';
import { type FieldKind, type FieldValue, fieldsOf, type Step, type Values } from '../../contract/form.ts';

/** Kinds of fields whose answers rules may look at. Every other kind, free text included, may name a person. */
export const routableKinds: readonly FieldKind[] = [
  'amount',
  'term',
  'choice',
  'multi',
  'region',
  'date',
  'number',
];

export type Fact = string | number | readonly string[];

/** The answers that rules may look at, by field id. */
export type AnswerFacts = Readonly<Record<string, Fact>>;

/** Everything that rules may look at. */
export interface LeadFacts {
  form: string;
  channel?: string;
  campaign?: string;
  /** Of the one who brought the applicant. */
  promoter?: string;
  promoterKind?: PromoterKind;
  /** How many shared it on; absent when it came by no link. */
  level?: number;
  flags: readonly LeadFlag[];
  answers: AnswerFacts;
}

/** What a condition names of the lead itself; any other name is a field of the form. */
const leadFactNames = ['form', 'channel', 'campaign', 'promoter', 'promoterKind', 'level', 'flags'] as const;

type LeadFactName = (typeof leadFactNames)[number];

export function isLeadFactName(name: string): name is LeadFactName {
  return leadFactNames.some((known) => known === name);
}

/** A region is also the city and the province that it lies in (GB/T 2260), so that one code stands for all of them. */
function factOf(kind: FieldKind, value: FieldValue): Fact {
  if (kind !== 'region' || typeof value !== 'string') return value;
  return [...new Set([value, `${value.slice(0, 4)}00`, `${value.slice(0, 2)}0000`])];
}

/** Of a form's judged values, the ones that rules may look at. */
export function answerFacts(form: { steps: Step[] }, values: Values): AnswerFacts {
  return Object.fromEntries(
    fieldsOf(form).flatMap(({ id, kind }) => {
      const value = routableKinds.includes(kind) ? values[id] : undefined;
      return value === undefined ? [] : [[id, factOf(kind, value)]];
    }),
  );
}

/** What is known of a lead, put together. */
export function leadFacts(
  lead: { form: string; flags: readonly LeadFlag[]; attribution: Attribution },
  answers: AnswerFacts,
): LeadFacts {
  const { channel, campaign, chain } = lead.attribution;
  const bringer = chain.at(-1);
  return {
    form: lead.form,
    ...(channel === undefined ? {} : { channel }),
    ...(campaign === undefined ? {} : { campaign }),
    ...(bringer?.promoter === undefined ? {} : { promoter: bringer.promoter }),
    ...(bringer?.kind === undefined ? {} : { promoterKind: bringer.kind }),
    ...(bringer === undefined ? {} : { level: bringer.level }),
    flags: lead.flags,
    answers,
  };
}
