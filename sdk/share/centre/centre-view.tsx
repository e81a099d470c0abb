/** Owns which of its screens the share centre shows, and what it holds for the visit; must not know storage or the address. */
import { Component } from 'preact';
import type { SharedMe } from '../../../contract/share-centre.ts';
import { KeptFooter } from '../../pages/kept-footer.tsx';
import type { KeptToken } from '../../pages/kept-token.ts';
import { SignInView } from '../../pages/sign-in-view.tsx';
import { UnopenedView } from '../../pages/unopened-view.tsx';
import { ArrivalView } from './arrival-view.tsx';
import { CampaignCard } from './campaign-card.tsx';
import { CountsView } from './counts-view.tsx';
import { judgeArrival } from './judge-arrival.ts';
import { type Centre, failureOf, ShareApi } from './share-api.ts';
import { Shareables } from './shareable.ts';
import { failureWords, kindNames, signInWords } from './words.ts';

interface Props {
  tenant: string;
  /** The server's origin, empty on its own pages. */
  base: string;
  /** The token of this visit or an earlier one. */
  kept: KeptToken | null;
  /** The token that the address has just brought. */
  arrived: string | null;
  /** To keep the token as asked, or to forget it. */
  onToken: (kept: KeptToken | null) => void;
}

interface State {
  kept: KeptToken | null;
  centre: Centre | null;
  shareables: Shareables | null;
  api: ShareApi | null;
  /** Why there is nothing to show, in words. */
  wrong: string;
  arrival: Arriving | null;
}

/** A token that came while another is kept. */
interface Arriving {
  kept: KeptToken;
  token: string;
  /** Whose they are; null while that is being asked. */
  told: { mine: SharedMe; theirs: SharedMe } | null;
}

const nothing: State = { kept: null, centre: null, shareables: null, api: null, wrong: '', arrival: null };

/** Counts are asked for again when one comes back to the page, at most this often. */
const freshMs = 5_000;

export class CentreView extends Component<Props, State> {
  override state: State = { ...nothing };
  askedAtMs = 0;

  override componentDidMount() {
    document.addEventListener('visibilitychange', this.refresh);
    const { kept, arrived } = this.props;
    if (kept !== null && arrived !== null && arrived !== kept.token) this.arrive(kept, arrived);
    else if (kept !== null) this.signIn(kept);
    else if (arrived !== null) this.signIn({ token: arrived, isRemembered: false });
  }

  override componentWillUnmount() {
    document.removeEventListener('visibilitychange', this.refresh);
  }

  arrive = async (kept: KeptToken, token: string) => {
    this.setState({ ...nothing, arrival: { kept, token, told: null } });
    try {
      const judged = await judgeArrival(this.props.base, kept, token);
      if ('open' in judged) this.signIn(judged.open);
      else this.setState({ arrival: { kept, token, told: judged } });
    } catch (thrown) {
      this.setState({ wrong: failureWords[failureOf(thrown)] });
    }
  };

  signIn = (kept: KeptToken) => {
    const api = new ShareApi(this.props.base, kept.token);
    this.setState({ ...nothing, kept, api });
    this.load(api, kept);
  };

  load = async (api: ShareApi, kept: KeptToken) => {
    this.setState({ wrong: '' });
    this.askedAtMs = Date.now();
    try {
      const centre = await api.open();
      if (api !== this.state.api) return;
      // Kept only once it has opened the door.
      this.props.onToken(kept);
      this.setState({ centre, shareables: new Shareables(api, centre.links) });
    } catch (thrown) {
      if (api === this.state.api) this.failed(failureOf(thrown));
    }
  };

  failed(failure: ReturnType<typeof failureOf>) {
    const wrong = failureWords[failure];
    if (failure === 'signed_out' || failure === 'not_promoter') {
      this.props.onToken(null);
      this.setState({ ...nothing, wrong });
    } else this.setState({ wrong });
  }

  refresh = async () => {
    const { api, centre } = this.state;
    if (document.hidden || !api || !centre || Date.now() - this.askedAtMs < freshMs) return;
    this.askedAtMs = Date.now();
    try {
      this.setState({ centre: { ...centre, counts: await api.counts() } });
    } catch (thrown) {
      // Numbers of a minute ago are better than none; a token that has ended is told.
      if (failureOf(thrown) === 'signed_out') this.failed('signed_out');
    }
  };

  signOut = () => {
    this.props.onToken(null);
    this.setState({ ...nothing });
  };

  keep = (kept: KeptToken) => {
    this.setState({ kept });
    this.props.onToken(kept);
  };

  override render({ tenant }: Props, { kept, api, centre, wrong, arrival }: State) {
    if (arrival !== null) return this.arriving(arrival, wrong);
    if (kept === null || api === null)
      return <SignInView tenant={tenant} words={signInWords} reason={wrong} onToken={this.signIn} />;
    if (centre === null)
      return <UnopenedView wrong={wrong} onRetry={() => this.load(api, kept)} onSignOut={this.signOut} />;
    return this.opened(centre, api, kept);
  }

  arriving({ kept, token, told }: Arriving, wrong: string) {
    if (told === null)
      return <UnopenedView wrong={wrong} onRetry={() => this.arrive(kept, token)} onSignOut={this.signOut} />;
    return (
      <ArrivalView
        {...told}
        onKeep={() => this.signIn(kept)}
        onChange={() => this.signIn({ token, isRemembered: false })}
      />
    );
  }

  opened({ me, campaigns, lacking, counts, contents }: Centre, api: ShareApi, kept: KeptToken) {
    const pages = `${this.props.base || location.origin}/c/${this.props.tenant}`;
    const { shareables } = this.state;
    const about = [me.title, me.employer, me.employeeNo].filter(Boolean).join(' · ');
    return (
      <>
        <header>
          <div>
            <p class="quiet">{me.tenant.name} · 分享中心</p>
            <h1>
              {me.name} <small>{kindNames[me.kind]}</small>
            </h1>
            {about && <p class="quiet">{about}</p>}
          </div>
        </header>
        <CountsView counts={counts} nowMs={Date.now()} />
        <section aria-labelledby="campaigns-title">
          <h2 id="campaigns-title">活动</h2>
          {lacking.length > 0 && campaigns.length > 0 && (
            <div class="sheet lacking" role="note">
              <p>
                <b>暂时不能为贷款活动生成新的链接和海报</b>
              </p>
              <ul>
                {lacking.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
              <p class="quiet">请联系管理员补全登记，补全后刷新本页即可。</p>
            </div>
          )}
          {campaigns.length === 0 ? (
            <div class="sheet">
              <p>还没有可分享的活动。</p>
              <p class="quiet">请市场同事在后台发布一个活动，发布后刷新本页，就能领取海报和链接。</p>
            </div>
          ) : (
            <ul class="campaigns">
              {campaigns.map((campaign) => (
                <CampaignCard
                  key={campaign.id}
                  campaign={campaign}
                  contents={contents.filter((one) => one.campaign === campaign.id)}
                  pages={pages}
                  me={me}
                  api={api}
                  shareable={() => (shareables ?? new Shareables(api, [])).of(campaign.id)}
                />
              ))}
            </ul>
          )}
        </section>
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
