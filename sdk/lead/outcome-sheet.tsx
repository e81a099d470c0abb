/** Owns what became of the lead: what was reported, and reporting more; must not decide what follows from it. */
import { Component, createRef } from 'preact';
import { type OutcomeType, outcomeTypes, type ReportedOutcome } from '../../contract/outcome.ts';
import { failureOf, type NewOutcome } from './lead-api.ts';
import { amountNames, failureText, outcomeNames } from './lead-words.ts';
import { newOutcomeId } from './outcome-id.ts';
import { amountText, timeText } from './value-texts.ts';

interface Props {
  outcomes: ReportedOutcome[];
  /** The same with their notes, once these may be read. */
  clear: ReportedOutcome[];
  nowMs: number;
  add: (outcome: NewOutcome) => Promise<void>;
}

interface State {
  /** What is being reported; its id stays the same until it is taken. */
  draft: { id: string; type: OutcomeType } | null;
  isBusy: boolean;
  wrong: string;
}

/** Whole yuan; null for what is none. */
function yuanOf(text: string): number | null {
  const digits = text.replace(/[,，\s元]/g, '');
  return /^\d{1,12}$/.test(digits) ? Number(digits) : null;
}

export class OutcomeSheet extends Component<Props, State> {
  override state: State = { draft: null, isBusy: false, wrong: '' };
  amount = createRef<HTMLInputElement>();
  reason = createRef<HTMLInputElement>();

  begin = (type: OutcomeType) => this.setState({ draft: { id: newOutcomeId(), type }, wrong: '' });

  save = async (event: Event) => {
    event.preventDefault();
    const { draft } = this.state;
    if (draft === null) return;
    const typed = (this.amount.current?.value ?? '').trim();
    const amount = typed === '' ? null : yuanOf(typed);
    if (typed !== '' && amount === null) {
      this.setState({ wrong: '金额请填整数元，例如 200000' });
      this.amount.current?.focus();
      return;
    }
    const reason = (this.reason.current?.value ?? '').trim();
    this.setState({ isBusy: true, wrong: '' });
    try {
      await this.props.add({
        ...draft,
        ...(amount === null ? {} : { amount }),
        ...(reason === '' ? {} : { reason }),
      });
      this.setState({ draft: null, isBusy: false });
    } catch (thrown) {
      this.setState({ isBusy: false, wrong: failureText(failureOf(thrown)) });
    }
  };

  override render({ outcomes, clear, nowMs }: Props, { draft, isBusy }: State) {
    return (
      <section class="sheet" aria-labelledby="outcomes-title">
        <h2 id="outcomes-title">进展</h2>
        {outcomes.length === 0 ? (
          <p class="quiet">还没有登记。联系后请点下面的结果，报表随之更新。</p>
        ) : (
          <ul class="lines">
            {outcomes.map(({ id, type, at, amount, reason }) => (
              <li key={id}>
                <div>
                  <p>
                    <b>{outcomeNames[type] ?? type}</b> {amount !== undefined && amountText(amount)}
                  </p>
                  <p class="quiet">
                    {[timeText(at, nowMs), reason ?? clear.find((one) => one.id === id)?.reason]
                      .filter(Boolean)
                      .join(' · ')}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        )}
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset can't be a grid in Safari before 15 */}
        <div class="choices" role="group" aria-label="登记进展">
          {outcomeTypes.map((type) => (
            <button
              key={type}
              type="button"
              disabled={isBusy}
              aria-pressed={draft?.type === type}
              onClick={() => this.begin(type)}
            >
              {outcomeNames[type]}
            </button>
          ))}
        </div>
        {draft && this.drafting(draft.id, draft.type)}
      </section>
    );
  }

  /** @param key the fields are those of one draft, and empty for the next */
  drafting(key: string, type: OutcomeType) {
    const { isBusy, wrong } = this.state;
    const amountName = amountNames[type];
    return (
      <form key={key} class="asking" onSubmit={this.save} noValidate>
        {type === 'returned' && (
          <p class="quiet">退回后，系统会按规则转给申请人同意过的其他接收方；没有则到此为止。</p>
        )}
        {amountName && (
          <>
            <label for="amount">{amountName}（元，可不填）</label>
            <input
              id="amount"
              ref={this.amount}
              inputMode="numeric"
              autocomplete="off"
              maxLength={20}
              aria-describedby="outcome-wrong"
            />
          </>
        )}
        <label for="outcome-reason">备注（可不填）</label>
        <p class="quiet hint" id="outcome-told">
          备注加密保存，查看完整信息后才显示。
        </p>
        <input
          id="outcome-reason"
          ref={this.reason}
          maxLength={200}
          autocomplete="off"
          aria-describedby="outcome-told"
        />
        <p class="wrong" id="outcome-wrong" role="alert">
          {wrong}
        </p>
        <div class="row">
          <button type="submit" class="main" disabled={isBusy}>
            登记“{outcomeNames[type]}”
          </button>
          <button type="button" disabled={isBusy} onClick={() => this.setState({ draft: null })}>
            取消
          </button>
        </div>
      </form>
    );
  }
}
