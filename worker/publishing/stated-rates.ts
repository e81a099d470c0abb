/** Owns the rates that a text states, as yearly ones, and whether they fit the disclosed range; must not know whose text it is. */
import { annualCostOf } from '../../contract/annual-cost.ts';
import type { Disclosure } from '../../contract/form.ts';
import type { LintedText } from '../../contract/lint/linted-texts.ts';
import type { Finding } from '../../contract/problem.ts';
import type { Steps } from '../../contract/steps.ts';
import { clausesOf, plainOf } from './cost-words.ts';
import { lawfulFinding, loanLaws } from './loan-laws.ts';

/** Percent per year, by each way of making a year of it: times twelve, compounded, a year of 360 or of 365 days. */
export interface StatedRate {
  percents: number[];
  phrase: string;
}

type Unit = 'year' | 'month' | 'day';

const isAboutRates = /年化|年利|年息|月利|月息|日利|日息|利率|利息|融资成本|综合成本|\bapr\b|interest|annual/;
/** What is due when something goes wrong has rates of its own. */
const isContingent = /逾期|罚息|违约|提前|overdue|default|late|prepay/;
/** A figure, or a word that says for how long the next one is. */
const tokens =
  /(日|天|daily|per day)|(月|month)|(年|annual|year|apr)|(\d{1,6}(?:\.\d{1,6})?) ?%|万分之(\d{1,3}(?:\.\d{1,3})?|[一二三四五六七八九十])/g;
/** A share of people is no rate. */
const isOfPeople = /^的?(?:用户|客户|申请|借款人|企业|人|of )/;
const han = '零一二三四五六七八九十';

/** What the text says of yearly, monthly and daily rates; other percentages are left alone. */
export function statedRates(text: string): StatedRate[] {
  const rates: StatedRate[] = [];
  for (const clause of clausesOf(plainOf(text))) {
    if (!isAboutRates.test(clause) || isContingent.test(clause)) continue;
    let unit: Unit = 'year';
    for (const found of clause.matchAll(tokens)) {
      const [phrase, day, month, year, percent, parts] = found;
      if (day !== undefined) unit = 'day';
      else if (month !== undefined) unit = 'month';
      else if (year !== undefined) unit = 'year';
      else if (!isOfPeople.test(clause.slice(found.index + phrase.length))) {
        const rate = percent === undefined ? tenThousandths(parts ?? '') / 100 : Number(percent);
        rates.push({ percents: yearly(rate, unit), phrase });
      }
    }
  }
  return rates;
}

function tenThousandths(parts: string): number {
  return han.includes(parts) ? han.indexOf(parts) : Number(parts);
}

function yearly(rate: number, unit: Unit): number[] {
  if (unit === 'year') return [rate];
  const [times, ...others] = unit === 'month' ? [12] : [365, 360];
  const compounded = ((1 + rate / 100) ** times - 1) * 100;
  return [rate * times, ...others.map((days) => rate * days), compounded];
}

/** Percentage points by which a rounded figure may be beside the range. */
const tolerance = 0.05;

function isWithin({ percents }: StatedRate, [min, max]: readonly [number, number]): boolean {
  return percents.some((percent) => percent >= min - tolerance && percent <= max + tolerance);
}

/** From the lowest yearly rate to the dearest whole cost. */
export function rangeOf(disclosure: Disclosure): readonly [number, number] {
  const { aprMin, aprMax } = disclosure;
  const cost = annualCostOf(disclosure);
  return [aprMin, 'problem' in cost ? aprMax : Math.max(aprMax, cost.annualCost.max)];
}

/** Every rate in the texts that lies outside the disclosed range. */
export function* contradictingRates(
  texts: readonly LintedText[],
  range: readonly [number, number],
): Steps<Finding[]> {
  const findings: Finding[] = [];
  // A range that is upside down is a finding of its own.
  for (const { path, text } of range[0] <= range[1] ? texts : []) {
    yield text.length;
    for (const rate of /[%％﹪]|分之/u.test(text) ? statedRates(text) : []) {
      if (!isWithin(rate, range)) {
        const [min, max] = range;
        const { phrase } = rate;
        findings.push(
          lawfulFinding(loanLaws.yearlyRate, path, 'rate_contradicts', { phrase, params: { min, max } }),
        );
      }
    }
  }
  return findings;
}

/** A campaign's own range must lie within that of the form that it leads to. */
export function checkRates(told: Disclosure, formTold: Disclosure | undefined): Finding[] {
  if (formTold === undefined) return [];
  const [min, max] = rangeOf(formTold);
  return (['aprMin', 'aprMax'] as const)
    .filter((name) => !isWithin({ percents: [told[name]], phrase: '' }, [min, max]))
    .map((name) =>
      lawfulFinding(loanLaws.yearlyRate, `disclosure.${name}`, 'rate_contradicts', { params: { min, max } }),
    );
}
