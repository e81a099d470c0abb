/** Owns the screen on which a token is pasted; must not keep or send it. */
import { Component, createRef } from 'preact';
import { type KeptToken, tenantOfToken } from './kept-token.ts';

/** What one page calls itself and the token that opens it. */
export interface SignInWords {
  title: string;
  /** What is behind the door. */
  about: string;
  token: string;
  missing: string;
  garbled: string;
  remember: string;
  /** Where the token comes from, and what not to do with it. */
  care: string;
}

interface Props {
  tenant: string;
  words: SignInWords;
  /** Why one is here again, in words; empty at the first time. */
  reason: string;
  onToken: (kept: KeptToken) => void;
}

/** What is wrong with what was pasted, before any server is asked; empty when nothing is. */
function wrongToken(pasted: string, tenant: string, words: SignInWords): string {
  if (pasted === '') return words.missing;
  const of = tenantOfToken(pasted);
  if (of === null) return words.garbled;
  return of === tenant ? '' : '这个密钥属于另一家机构，请核对';
}

export class SignInView extends Component<Props, { wrong: string }> {
  override state = { wrong: '' };
  input = createRef<HTMLInputElement>();
  remember = createRef<HTMLInputElement>();

  submit = (event: Event) => {
    event.preventDefault();
    const token = (this.input.current?.value ?? '').trim();
    const wrong = wrongToken(token, this.props.tenant, this.props.words);
    this.setState({ wrong });
    if (wrong) this.input.current?.focus();
    else this.props.onToken({ token, isRemembered: this.remember.current?.checked ?? false });
  };

  override render({ reason, words }: Props, { wrong }: { wrong: string }) {
    const told = wrong || reason;
    return (
      <form class="sheet narrow" onSubmit={this.submit} noValidate>
        <h1>{words.title}</h1>
        <p class="quiet">{words.about}</p>
        <label for="token">{words.token}</label>
        <input
          id="token"
          ref={this.input}
          type="password"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          aria-invalid={told ? 'true' : undefined}
          aria-describedby="token-told token-wrong"
          onInput={() => wrong && this.setState({ wrong: '' })}
        />
        <p class="wrong" id="token-wrong" role="alert">
          {told}
        </p>
        <label class="check">
          <input type="checkbox" ref={this.remember} />
          <span>{words.remember}</span>
        </label>
        <button type="submit" class="main wide">
          进入
        </button>
        <p class="quiet" id="token-told">
          {words.care}
        </p>
      </form>
    );
  }
}
