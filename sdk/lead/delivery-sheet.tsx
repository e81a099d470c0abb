/** Owns where the lead was delivered, how it went, and settling a dead one; must not know what was delivered. */
import { Component } from 'preact';
import { deliveryText } from './delivery-text.ts';
import { failureOf, type Settling } from './lead-api.ts';
import { eventNames, failureText } from './lead-words.ts';
import type { Delivery } from './shapes.ts';

interface Props {
  deliveries: Delivery[];
  /** Legal names by recipient. */
  names: Record<string, string>;
  nowMs: number;
  settle: (id: string, how: Settling) => Promise<void>;
  onChange: () => Promise<void>;
}

interface State {
  /** The delivery that is being settled. */
  busy: string;
  /** The delivery of which one is asked whether its recipient was told. */
  asked: string;
  wrong: string;
}

/** An attempt to a target that answers is over by then: what the reader sees next is most often the end of it. */
const attemptMs = 1500;

export class DeliverySheet extends Component<Props, State> {
  override state: State = { busy: '', asked: '', wrong: '' };

  settle = async (busy: string, how: Settling) => {
    this.setState({ busy, wrong: '' });
    try {
      await this.props.settle(busy, how);
      if (how === 'replay') await new Promise((resolve) => setTimeout(resolve, attemptMs));
      await this.props.onChange();
      this.setState({ busy: '', asked: '' });
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
    const { names, nowMs } = this.props;
    const whose = recipient === 'self' ? '本机构' : (names[recipient] ?? recipient);
    return (
      <li key={id}>
        <div>
          <p>
            <b>{destination}</b>{' '}
            <span class="quiet">{[eventNames[type], whose].filter(Boolean).join(' · ')}</span>
          </p>
          <p class={state === 'dead' ? 'wrong' : 'quiet'}>{deliveryText(delivery, nowMs)}</p>
          {this.state.asked === id && (
            <p class="quiet" role="status">
              对方已经知道了吗？确认会记入访问日志。
            </p>
          )}
        </div>
        {state === 'dead' && this.button(delivery)}
      </li>
    );
  }

  /** What the target can't be told of fails again however often it is sent. */
  button({ id, reason }: Delivery) {
    const { busy, asked } = this.state;
    const how = reason === 'by_hand' ? 'confirm' : 'replay';
    const isToAsk = how === 'confirm' && asked !== id;
    return (
      <button
        type="button"
        disabled={busy !== ''}
        onClick={() => (isToAsk ? this.setState({ asked: id }) : this.settle(id, how))}
      >
        {isToAsk ? '已告知' : how === 'confirm' ? '确认' : busy === id ? '正在重试…' : '重试'}
      </button>
    );
  }
}
