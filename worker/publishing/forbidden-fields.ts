/** Owns what no form may ask (rules.md CR-07, CR-09, CR-15), as data, and finding it; must not know other rules of a form. */

import { findPhrase, searchedInSteps } from '../../contract/find-phrase.ts';
import type { Field } from '../../contract/form.ts';
import type { Finding } from '../../contract/problem.ts';
import type { Steps } from '../../contract/steps.ts';
import type { Told } from './catalogue.ts';
import type { FormDraft } from './form-schema.ts';

interface ForbiddenField {
  rule: string;
  /** Words of a label. */
  terms: readonly string[];
  ids: RegExp;
  reason: Told;
  source: string;
}

export const forbiddenFields: readonly ForbiddenField[] = [
  {
    rule: 'CR-07',
    terms: [
      ...['宗教', '信仰', '基因', '指纹', '血型', '疾病', '病史', '病历', 'religion', 'genes', 'genetic'],
      ...['fingerprint', 'blood type', 'illness', 'disease', 'medical history'],
    ],
    ids: /^(?:religion|genes?|dna|fingerprints?|blood_?type|diseases?|illness|medical_?history)$/i,
    reason: {
      zh: '不得收集宗教信仰、基因、指纹、血型、疾病和病史信息',
      en: 'Religion, genes, fingerprints, blood type and illness may not be asked',
    },
    source: '《征信业管理条例》第14条',
  },
  {
    rule: 'CR-09',
    terms: [
      '逾期记录',
      '不良记录',
      '违约记录',
      '失信记录',
      '黑名单',
      'overdue record',
      'default record',
      'blacklist',
    ],
    ids: /^(?:blacklist|bad_?records?|overdue_?records?|default_?records?)$/i,
    reason: {
      zh: '登记阶段不得收集不良信息，不良信息由征信机构依法保存',
      en: 'A lead holds no bad records; those are kept by credit bureaus, by law',
    },
    source: '《征信业管理条例》第7条、第16条',
  },
  {
    rule: 'CR-15',
    terms: [
      ...['信用报告', '征信报告', '征信记录', '信用评分', '信用分', '芝麻分', '百行分', 'credit report'],
      ...['credit score', 'credit history'],
    ],
    ids: /^credit_?(?:reports?|scores?|history|rating)$/i,
    reason: {
      zh: '信用信息须经持牌征信机构提供，不得由表单收集',
      en: 'Credit information comes through a licensed bureau, never from a form',
    },
    source: '《征信业务管理办法》第3条、第5条',
  },
];

/** What looking for all of them in one label costs, measured against reading a sign. */
const fieldCost = 20;

/** Every field, by label or id, that asks what no form may ask. */
export function* findForbiddenFields(draft: FormDraft): Steps<Finding[]> {
  const findings: Finding[] = [];
  for (const [at, step] of draft.steps.entries()) {
    for (const [place, field] of step.fields.entries())
      findings.push(...(yield* forbiddenIn(field, `steps.${at}.fields.${place}`)));
  }
  return findings;
}

function* forbiddenIn(field: Pick<Field, 'id' | 'label'>, path: string): Steps<Finding[]> {
  const label = yield* searchedInSteps(field.label);
  yield fieldCost;
  return forbiddenFields.flatMap(({ rule, terms, ids, reason, source }): Finding[] => {
    const told = { code: 'forbidden_field', rule, reason, source };
    const [found] = terms.flatMap((term) => findPhrase(term, label));
    if (found !== undefined)
      return [{ path: `${path}.label`, ...told, phrase: label.shown.slice(found.start, found.end) }];
    return ids.test(field.id) ? [{ path: `${path}.id`, ...told, phrase: field.id }] : [];
  });
}
