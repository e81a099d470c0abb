/** Owns the sheet of a loan's whole cost on screen, 综合融资成本明示表; must not know when it is shown. */
import { Component, createRef } from 'preact';
import type { CostItem, Disclosure } from '../../../contract/form.ts';
import { amountReading } from '../../form/fields/amount-reading.ts';
import { fillIn } from '../../words/fill-in.ts';
import type { FirstWords } from '../../words/first-words.ts';
import type { LaterWords } from '../../words/later-words.ts';
import { openDialog } from '../open-dialog.ts';

interface Props {
  disclosure: Disclosure;
  words: FirstWords;
  says: LaterWords['costs'];
  closeLabel: string;
  secondsLeft: number;
  isBeforeSending: boolean;
  /** It was on screen for so long again. */
  seen(ms: number): void;
  agree(event: Event): void;
  close(): void;
}

export class CostSheet extends Component<Props> {
  dialog = createRef<HTMLDialogElement>();
  undo = () => {};

  override componentDidMount() {
    const dialog = this.dialog.current;
    if (!dialog) return;
    let since = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      // A hidden tab shows nothing: that is no reading. A timer that was held back counts as one second.
      if (!document.hidden) this.props.seen(Math.min(now - since, longestTickMs));
      since = now;
    }, 1000);
    const undo = openDialog(dialog);
    this.undo = () => {
      clearInterval(timer);
      undo();
    };
  }

  override componentWillUnmount() {
    this.undo();
  }

  override render({
    disclosure,
    words,
    says,
    closeLabel,
    secondsLeft,
    isBeforeSending,
    agree,
    close,
  }: Props) {
    const { costs = [] } = disclosure;
    const isRegular = ({ kind }: CostItem) => kind !== 'default' && kind !== 'prepayment';
    const contingent = costs.filter((item) => !isRegular(item));
    return (
      <dialog
        ref={this.dialog}
        class="sheet"
        part="sheet"
        aria-labelledby="costs"
        onClose={close}
        onClick={(event) => event.target === this.dialog.current && close()}
        onKeyDown={(event) => event.key === 'Escape' && close()}
      >
        <header>
          <h2 id="costs">{says.title}</h2>
          <button type="button" class="x" aria-label={closeLabel} onClick={close} />
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <div class="text" tabIndex={0}>
          <p>{fillIn(says.lender, { lender: disclosure.lender })}</p>
          <dl>
            {figuresOf(disclosure, words, says).map(([title, figure]) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>{figure}</dd>
              </div>
            ))}
          </dl>
          <p>{exampleOf(disclosure, words, says)}</p>
          <h3>{says.regular}</h3>
          {costs.filter(isRegular).map((item) => itemView(item, says))}
          {contingent.length > 0 && <h3>{says.contingent}</h3>}
          {contingent.map((item) => itemView(item, says))}
          <p class="strong">{says.nothingElse}</p>
        </div>
        <button type="button" class="main" part="button" aria-disabled={secondsLeft > 0} onClick={agree}>
          {secondsLeft > 0
            ? fillIn(says.readFirst, { seconds: secondsLeft })
            : isBeforeSending
              ? says.goOn
              : says.close}
        </button>
      </dialog>
    );
  }
}

/** Longer between two ticks, and the page was asleep. */
const longestTickMs = 1500;

export function range(from: string, to: string): string {
  return from === to ? from : `${from}–${to}`;
}

/** All in one size: neither rate nor cost in smaller type than an amount (人民银行公告〔2021〕第3号). */
function figuresOf(told: Disclosure, words: FirstWords, says: Props['says']): [string, string][] {
  const { disclosure: first, amount, yuan } = words;
  const money = (sum: number) => amountReading(sum, amount, yuan);
  const { annualCost, repayment } = told;
  return [
    ...(annualCost
      ? ([[says.annualCost, range(`${annualCost.min}%`, `${annualCost.max}%`)]] as [string, string][])
      : []),
    [fillIn(first.apr, { basis: first[told.aprBasis] }), range(`${told.aprMin}%`, `${told.aprMax}%`)],
    [first.amount, range(money(told.amountMin), money(told.amountMax))],
    [first.term, fillIn(words.months, { months: told.termMonths.join(words.listSeparator) })],
    ...(repayment ? ([[says.repayment, repayment]] as [string, string][]) : []),
  ];
}

function exampleOf({ worked }: Disclosure, words: FirstWords, says: Props['says']): string {
  if (!worked) return '';
  const money = (sum: number) => amountReading(sum, words.amount, words.yuan);
  const way =
    'method' in worked
      ? says.methods[worked.method]
      : fillIn(says.schedule, {
          total: money(Math.round(worked.schedule.reduce((sum, { amount }) => sum + amount, 0))),
        });
  const months = fillIn(words.months, { months: worked.termMonths });
  return fillIn(says.example, { principal: money(worked.principal), months, way });
}

function itemView({ item, collector, how, standard, annualRate }: CostItem, says: Props['says']) {
  const facts: [string, string | undefined][] = [
    [says.standard, standard],
    [says.annualRate, annualRate === undefined ? undefined : `${annualRate}%`],
    [says.how, how],
    [says.collector, collector],
  ];
  return (
    <section key={item} class="cost">
      <b>{item}</b>
      {facts.map(
        ([title, fact]) =>
          fact && (
            <p key={title}>
              <span>{title}</span>
              {fact}
            </p>
          ),
      )}
    </section>
  );
}
