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
  title?: string | undefined;
  copy?: Loose<CampaignCopy> | undefined;
  disclosure?: Loose<Pick<Disclosure, 'lender' | 'fees' | 'risk' | 'approvalId'>> | undefined;
}

/** A draft that somebody is still writing. */
type Loose<T> = { [K in keyof T]?: T[K] | undefined };

type FieldWords = Loose<Pick<Field, 'label' | 'purpose' | 'help' | 'placeholder'>> & {
  options?: readonly (number | { label: string })[] | undefined;
};

export interface FormWords {
  title?: string | undefined;
  steps?: { title?: string | undefined; fields?: FieldWords[] | undefined }[] | undefined;
  disclosure?: CampaignWords['disclosure'];
  success?: { title?: string | undefined; text?: string | undefined } | undefined;
}

export function textsOfCampaign({ title, copy, disclosure }: CampaignWords): LintedText[] {
  return [
    ...copyText('title', title),
    ...copyText('copy.headline', copy?.headline),
    ...(copy?.lines ?? []).flatMap((line, at) => copyText(`copy.lines.${at}`, line)),
    ...copyText('copy.cta', copy?.cta),
    ...textsOfDisclosure(disclosure),
  ];
}

/** Every word that an applicant reads of a form itself; its notices are held to rules of their own. */
export function textsOfForm({ title, steps, disclosure, success }: FormWords): LintedText[] {
  return [
    ...copyText('title', title),
    ...(steps ?? []).flatMap((step, at) => [
      ...copyText(`steps.${at}.title`, step.title),
      ...(step.fields ?? []).flatMap((field, index) => textsOfField(field, `steps.${at}.fields.${index}`)),
    ]),
    ...textsOfDisclosure(disclosure),
    ...copyText('success.title', success?.title),
    ...copyText('success.text', success?.text),
  ];
}

function textsOfField(field: FieldWords, path: string): LintedText[] {
  return [
    ...copyText(`${path}.label`, field.label),
    ...copyText(`${path}.purpose`, field.purpose),
    ...copyText(`${path}.help`, field.help),
    ...copyText(`${path}.placeholder`, field.placeholder),
    ...(field.options ?? []).flatMap((option, at) =>
      typeof option === 'number' ? [] : copyText(`${path}.options.${at}.label`, option.label),
    ),
  ];
}

function textsOfDisclosure(disclosure: CampaignWords['disclosure']): LintedText[] {
  const { lender, fees, risk, approvalId } = disclosure ?? {};
  return Object.entries({ lender, fees, risk, approvalId }).flatMap(([name, text]) =>
    text === undefined ? [] : [{ path: `disclosure.${name}`, text, part: 'disclosure' as const }],
  );
}

function copyText(path: string, text: string | undefined): LintedText[] {
  return text === undefined ? [] : [{ path, text, part: 'copy' }];
}
