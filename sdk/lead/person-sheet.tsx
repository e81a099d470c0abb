/** Owns what the applicant gave: masked, and in clear for a stated reason; must not keep what was revealed. */
import { Component, createRef } from 'preact';
import type { Field, Values } from '../../contract/form.ts';
import { CopyButton } from '../pages/copy-button.tsx';
import type { PlaceName } from '../receipt/value-text.ts';
import { failureOf } from './lead-api.ts';
import { failureText, revealReasons } from './lead-words.ts';
import { fetchPlaceName } from './place-name.ts';
import { namedValues } from './value-texts.ts';

interface Props {
  masked: Values;
  /** Null while it is masked. */
  clear: Values | null;
  fields: Field[];
  /** Nobody may read it in clear now. */
  isLocked: boolean;
  reveal: (reason: string) => Promise<void>;
  onHide: () => void;
}

interface State {
  isAsking: boolean;
  isBusy: boolean;
  /** The reason that was logged. */
  reason: string;
  wrong: string;
  placeName: PlaceName;
}

const asShown = { isAsking: false, isBusy: false, reason: '', wrong: '' };

export class PersonSheet extends Component<Props, State> {
  override state: State = { ...asShown, placeName: (code) => code };
  question = createRef<HTMLParagraphElement>();
  other = createRef<HTMLInputElement>();

  override async componentDidMount() {
    const { fields, masked } = this.props;
    if (!fields.some(({ id, kind }) => kind === 'region' && masked[id] !== undefined)) return;
    const placeName = await fetchPlaceName();
    if (placeName) this.setState({ placeName });
  }

  /** The button that was pressed is gone then: who works by keyboard goes on from the question. */
  ask = () => this.setState({ isAsking: true }, () => this.question.current?.focus());

  reveal = async (reason: string) => {
    if (reason === '') {
      this.setState({ wrong: '请选择或填写查看原因' });
      this.other.current?.focus();
      return;
    }
    this.setState({ isBusy: true, wrong: '' });
    try {
      await this.props.reveal(reason);
      this.setState({ ...asShown, reason });
    } catch (thrown) {
      this.setState({ isBusy: false, wrong: failureText(failureOf(thrown)) });
    }
  };

  hide = () => {
    this.setState({ ...asShown });
    this.props.onHide();
  };

  override render({ masked, clear, fields, isLocked }: Props, { reason, isAsking, placeName }: State) {
    const values = namedValues(clear ?? masked, fields, placeName);
    const phone = clear && values.find(({ isPhone }) => isPhone)?.text;
    return (
      <section class="sheet" aria-labelledby="person-title">
        <h2 id="person-title">申请信息</h2>
        <dl>
          {values.map(({ id, label, text }) => (
            <div key={id}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        {phone && (
          <div class="row">
            <a class="button main" href={`tel:${phone}`}>
              拨打电话
            </a>
            <CopyButton text={phone} label="复制号码" />
          </div>
        )}
        {clear && (
          <p class="quiet noted" role="status">
            本次查看已记入访问日志：{reason}
            <button type="button" class="bare" onClick={this.hide}>
              收起
            </button>
          </p>
        )}
        {!clear && !isLocked && !isAsking && (
          <button type="button" class="main wide" onClick={this.ask}>
            查看完整信息
          </button>
        )}
        {isAsking && this.asking()}
      </section>
    );
  }

  asking() {
    const { isBusy, wrong } = this.state;
    const submit = (event: Event) => {
      event.preventDefault();
      this.reveal((this.other.current?.value ?? '').trim());
    };
    return (
      <form class="asking" onSubmit={submit} noValidate>
        <p id="reason-told" ref={this.question} tabIndex={-1}>
          为什么查看？<span class="quiet">原因、时间和您的密钥会记入访问日志。</span>
        </p>
        <div class="choices">
          {revealReasons.map((reason) => (
            <button key={reason} type="button" disabled={isBusy} onClick={() => this.reveal(reason)}>
              {reason}
            </button>
          ))}
        </div>
        <label for="reason">其他原因</label>
        <div class="beside">
          <input
            id="reason"
            ref={this.other}
            maxLength={200}
            autocomplete="off"
            placeholder="不要写姓名、号码"
            aria-invalid={wrong ? 'true' : undefined}
            aria-describedby="reason-told reason-wrong"
          />
          <button type="submit" disabled={isBusy}>
            查看
          </button>
        </div>
        <p class="wrong" id="reason-wrong" role="alert">
          {wrong}
        </p>
        <button type="button" class="bare" onClick={this.hide}>
          取消
        </button>
      </form>
    );
  }
}
