/** Owns the disclosure of a loan's provider, cost and risk above the form; must not judge what is disclosed. */
import type { Disclosure } from '../../contract/form.ts';
import { fillIn } from '../words/fill-in.ts';
import type { FirstWords } from '../words/first-words.ts';
import { amountReading } from './fields/amount-reading.ts';

function range(from: string, to: string): string {
  return from === to ? from : `${from}–${to}`;
}

/** The annual rate is set in the same size as every other figure (人民银行公告〔2021〕第3号). */
export function DisclosureView({ disclosure: told, words }: { disclosure: Disclosure; words: FirstWords }) {
  const { disclosure: says, amount, yuan } = words;
  // The name may turn the direction of what follows it: it stands apart.
  const [before, after] = says.lender.split('{lender}');
  const money = (sum: number) => amountReading(sum, amount, yuan);
  const figures: [title: string, figure: string][] = [
    [fillIn(says.apr, { basis: says[told.aprBasis] }), range(`${told.aprMin}%`, `${told.aprMax}%`)],
    [says.amount, range(money(told.amountMin), money(told.amountMax))],
    [says.term, fillIn(words.months, { months: told.termMonths.join(words.listSeparator) })],
  ];
  return (
    <section class="told" part="disclosure" aria-label={says.title}>
      <p class="lender">
        <span class="mark">{says.ad}</span>
        {before}
        <bdi>{told.lender}</bdi>
        {after}
      </p>
      <dl>
        {figures.map(([title, figure]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      <p>{told.fees}</p>
      <p>{told.risk}</p>
      <p>{says.approval + told.approvalId}</p>
    </section>
  );
}
