/** Owns which words of a campaign and of a form are held to the copy catalogue, each with its path; must not judge them. */
import type { CampaignCopy } from '../campaign.ts';
import type { Disclosure, Field } from '../form.ts';
import type { LintPart } from './lint-rule.ts';

export interface LintedText {
  path: string;
  text: string;
  part: LintPart;
}

/** What these lists read of a campaign: whatever else it has is no copy. */
export interface CampaignWords {
  title: string;
  copy: CampaignCopy;
  disclosure: Pick<Disclosure, 'lender' | 'fees' | 'risk' | 'approvalId'>;
}

export interface FormWords {
  title: string;
  steps: { title?: string | undefined; fields: Field[] }[];
  disclosure?: CampaignWords['disclosure'] | undefined;
  success?: { title?: string | undefined; text?: string | undefined } | undefined;
}

export function textsOfCampaign({ title, copy, disclosure }: CampaignWords): LintedText[] {
  return [
    ...copyText('title', title),
    ...copyText('copy.headline', copy.headline),
    ...copy.lines.flatMap((line, at) => copyText(`copy.lines.${at}`, line)),
    ...copyText('copy.cta', copy.cta),
    ...textsOfDisclosure(disclosure),
  ];
}

/** Every word that an applicant reads of a form itself; its notices are held to rules of their own. */
export function textsOfForm({ title, steps, disclosure, success }: FormWords): LintedText[] {
  return [
    ...copyText('title', title),
    ...steps.flatMap((step, at) => [
      ...copyText(`steps.${at}.title`, step.title),
      ...step.fields.flatMap((field, index) => textsOfField(field, `steps.${at}.fields.${index}`)),
    ]),
    ...(disclosure === undefined ? [] : textsOfDisclosure(disclosure)),
    ...copyText('success.title', success?.title),
    ...copyText('success.text', success?.text),
  ];
}

function textsOfField(field: Field, path: string): LintedText[] {
  const options = 'options' in field ? field.options : [];
  return [
    ...copyText(`${path}.label`, field.label),
    ...copyText(`${path}.purpose`, field.purpose),
    ...copyText(`${path}.help`, field.help),
    ...copyText(`${path}.placeholder`, field.placeholder),
    ...options.flatMap((option, at) =>
      typeof option === 'number' ? [] : copyText(`${path}.options.${at}.label`, option.label),
    ),
  ];
}

function textsOfDisclosure({ lender, fees, risk, approvalId }: CampaignWords['disclosure']): LintedText[] {
  return Object.entries({ lender, fees, risk, approvalId }).map(([name, text]) => ({
    path: `disclosure.${name}`,
    text,
    part: 'disclosure',
  }));
}

function copyText(path: string, text: string | undefined): LintedText[] {
  return text === undefined ? [] : [{ path, text, part: 'copy' }];
}
