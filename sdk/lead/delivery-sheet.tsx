/** Owns where the lead was delivered, how it went, and sending a dead one again; must not know what was delivered. */
import { Component } from 'preact';
import { failureOf } from './lead-api.ts';
import { deliveryStates, eventNames, failureText, reasons } from './lead-words.ts';
import type { Delivery } from './shapes.ts';
import { timeText } from './value-texts.ts';

interface Props {
  deliveries: Delivery[];
  /** Legal names by recipient. */
  names: Record<string, string>;
  nowMs: number;
  replay: (id: string) => Promise<void>;
  onChange: () => Promise<void>;
}

interface State {
  /** The delivery that is being sent again. */
  busy: string;
  wrong: string;
}

/** An attempt to a target that answers is over by then: what the reader sees next is most often the end of it. */
const settledMs = 1500;

export class DeliverySheet extends Component<Props, State> {
  override state: State = { busy: '', wrong: '' };

  replay = async (id: string) => {
    this.setState({ busy: id, wrong: '' });
    try {
      await this.props.replay(id);
      await new Promise((resolve) => setTimeout(resolve, settledMs));
      await this.props.onChange();
      this.setState({ busy: '' });
    } catch (thrown) {
      this.setState({ busy: '', wrong: failureText(failureOf(thrown)) });
    }
  };

  override render({ deliveries }: Props, { wrong }: State) {
    return (
      <section class="sheet" aria-labelledby="deliveries-title">
        <h2 id="deliveries-title">投递</h2>
        {deliveries.length === 0 ? (
          <p class="quiet">没有投递。请管理员检查投递目标与分配规则。</p>
        ) : (
          <ul class="lines">{deliveries.map((one) => this.line(one))}</ul>
        )}
        <p class="wrong" role="alert">
          {wrong}
        </p>
      </section>
    );
  }

  line(delivery: Delivery) {
    const { id, type, destination, recipient, state } = delivery;
    const { names } = this.props;
    const whose = recipient === 'self' ? '本机构' : (names[recipient] ?? recipient);
    const isBusy = this.state.busy === id;
    return (
      <li key={id}>
        <div>
          <p>
            <b>{destination}</b>{' '}
            <span class="quiet">{[eventNames[type], whose].filter(Boolean).join(' · ')}</span>
          </p>
          <p class={state === 'dead' ? 'wrong' : 'quiet'}>
            {deliveryStates[state] ?? state}
            {this.detail(delivery)}
          </p>
        </div>
        {state === 'dead' && (
          <button type="button" disabled={this.state.busy !== ''} onClick={() => this.replay(id)}>
            {isBusy ? '正在重试…' : '重试'}
          </button>
        )}
      </li>
    );
  }

  detail({ state, reason, attempts, nextAttemptAt, lastAttempt }: Delivery): string {
    const { nowMs } = this.props;
    const why = reason && (reasons[reason] ?? reason);
    const status =
      lastAttempt?.status && (state === 'dead' || state === 'pending')
        ? `（HTTP ${lastAttempt.status}）`
        : '';
    const parts = [
      why && `：${why}${status}`,
      state === 'delivered' && lastAttempt && ` · ${timeText(lastAttempt.at, nowMs)}`,
      attempts > 1 && ` · 试过 ${attempts} 次`,
      state === 'pending' && attempts > 0 && nextAttemptAt && ` · ${timeText(nextAttemptAt, nowMs)}再试`,
    ];
    return parts.filter(Boolean).join('');
  }
}
