/** Owns the screen on which a promoter's token is pasted; must not keep or send it. */
import { Component, createRef } from 'preact';
import { tenantOfToken } from './promoter-token.ts';

interface Props {
  tenant: string;
  /** Why one is here again, in words; empty at the first time. */
  reason: string;
  onToken: (token: string, isRemembered: boolean) => void;
}

/** What is wrong with what was pasted, before any server is asked; empty when nothing is. */
export function wrongToken(pasted: string, tenant: string): string {
  if (pasted === '') return '请粘贴您的推广密钥';
  const of = tenantOfToken(pasted);
  if (of === null) return '这不像推广密钥：它以 jk_ 开头，请完整复制后再粘贴';
  return of === tenant ? '' : '这个密钥属于另一家机构，请核对';
}

export class SignInView extends Component<Props, { wrong: string }> {
  override state = { wrong: '' };
  input = createRef<HTMLInputElement>();
  remember = createRef<HTMLInputElement>();

  submit = (event: Event) => {
    event.preventDefault();
    const token = (this.input.current?.value ?? '').trim();
    const wrong = wrongToken(token, this.props.tenant);
    this.setState({ wrong });
    if (wrong) this.input.current?.focus();
    else this.props.onToken(token, this.remember.current?.checked ?? false);
  };

  override render({ reason }: Props, { wrong }: { wrong: string }) {
    const told = wrong || reason;
    return (
      <form class="sheet sign-in" onSubmit={this.submit} noValidate>
        <h1>分享中心</h1>
        <p class="quiet">您的海报、链接和二维码，以及它们带来的打开和提交数。</p>
        <label for="token">推广密钥</label>
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
          <span>在这台手机上记住</span>
        </label>
        <button type="submit" class="main wide">
          进入
        </button>
        <p class="quiet" id="token-told">
          密钥由管理员发给您本人，以 jk_ 开头。不要转发给他人；公用手机请勿勾选“记住”。
        </p>
      </form>
    );
  }
}
