/** Owns which of its screens the lead page shows, and what it holds for the visit; must not know storage or the address. */
import { Component } from 'preact';
import { KeptFooter } from '../pages/kept-footer.tsx';
import type { KeptToken } from '../pages/kept-token.ts';
import { SignInView } from '../pages/sign-in-view.tsx';
import { UnopenedView } from '../pages/unopened-view.tsx';
import { failureOf, LeadApi, type Opened } from './lead-api.ts';
import { type FlagWords, LeadSheets } from './lead-sheets.tsx';
import { failureText, signInWords } from './lead-words.ts';

interface Props {
  tenant: string;
  lead: string;
  flagWords: FlagWords;
  /** The key that an earlier visit kept. */
  first: KeptToken | null;
  /** To keep the key as asked, or to forget it. */
  onToken: (kept: KeptToken | null) => void;
}

interface State {
  api: LeadApi | null;
  kept: KeptToken | null;
  opened: Opened | null;
  /** Why there is nothing to show, in words. */
  wrong: string;
}

const nothing: State = { api: null, kept: null, opened: null, wrong: '' };

/** Deliveries are asked for again when one comes back to the page, at most this often. */
const freshMs = 5000;

export class LeadView extends Component<Props, State> {
  override state: State = { ...nothing };
  askedAtMs = 0;

  override componentDidMount() {
    document.addEventListener('visibilitychange', this.comeBack);
    if (this.props.first) this.signIn(this.props.first);
  }

  override componentWillUnmount() {
    document.removeEventListener('visibilitychange', this.comeBack);
  }

  signIn = (kept: KeptToken) => {
    const api = new LeadApi(this.props.tenant, this.props.lead, kept.token);
    this.setState({ ...nothing, api, kept });
    this.load(api, kept);
  };

  load = async (api: LeadApi, kept: KeptToken) => {
    this.setState({ wrong: '' });
    this.askedAtMs = Date.now();
    try {
      const opened = await api.open();
      if (api !== this.state.api) return;
      // Kept only once it has opened the door.
      this.props.onToken(kept);
      this.setState({ opened });
    } catch (thrown) {
      if (api === this.state.api) this.failed(failureOf(thrown));
    }
  };

  failed(failure: string) {
    const wrong = failureText(failure);
    if (failure === 'signed_out' || failure === 'no_right') {
      this.props.onToken(null);
      this.setState({ ...nothing, wrong });
    } else this.setState({ wrong });
  }

  comeBack = () => {
    const { api, kept, opened } = this.state;
    if (document.hidden || !api || !kept || !opened || Date.now() - this.askedAtMs < freshMs) return;
    this.load(api, kept);
  };

  signOut = () => {
    this.props.onToken(null);
    this.setState({ ...nothing });
  };

  keep = (kept: KeptToken) => {
    this.setState({ kept });
    this.props.onToken(kept);
  };

  override render({ tenant, flagWords }: Props, { api, kept, opened, wrong }: State) {
    if (api === null || kept === null)
      return <SignInView tenant={tenant} words={signInWords} reason={wrong} onToken={this.signIn} />;
    const again = () => this.load(api, kept);
    if (opened === null) return <UnopenedView wrong={wrong} onRetry={again} onSignOut={this.signOut} />;
    return (
      <>
        <LeadSheets opened={opened} flagWords={flagWords} api={api} onChange={again} />
        {wrong && (
          <p class="wrong" role="alert">
            {wrong}
          </p>
        )}
        <KeptFooter
          kept={kept}
          remember={signInWords.remember}
          onToken={this.keep}
          onSignOut={this.signOut}
        />
      </>
    );
  }
}
