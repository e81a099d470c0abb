/** Owns which of its screens the share centre shows, and what it holds for the visit; must not know storage or the address. */
import { Component } from 'preact';
import { SignInView } from '../../pages/sign-in-view.tsx';
import { CampaignCard } from './campaign-card.tsx';
import { CountsView } from './counts-view.tsx';
import { type Centre, failureOf, ShareApi } from './share-api.ts';
import { Shareables } from './shareable.ts';
import { failureWords, kindNames, signInWords } from './words.ts';

interface Props {
  tenant: string;
  /** The server's origin, empty on its own pages. */
  base: string;
  /** The token that the address or an earlier visit gave. */
  first: { token: string; isRemembered: boolean } | null;
  /** To keep the token as asked, or to forget it. */
  onToken: (kept: { token: string; isRemembered: boolean } | null) => void;
}

interface State {
  token: string | null;
  isRemembered: boolean;
  centre: Centre | null;
  shareables: Shareables | null;
  api: ShareApi | null;
  /** Why there is nothing to show, in words. */
  wrong: string;
}

const nothing = { token: null, isRemembered: false, centre: null, shareables: null, api: null, wrong: '' };

/** Counts are asked for again when one comes back to the page, at most this often. */
const freshMs = 5_000;

export class CentreView extends Component<Props, State> {
  override state: State = { ...nothing };
  askedAtMs = 0;

  override componentDidMount() {
    document.addEventListener('visibilitychange', this.refresh);
    if (this.props.first) this.signIn(this.props.first.token, this.props.first.isRemembered);
  }

  override componentWillUnmount() {
    document.removeEventListener('visibilitychange', this.refresh);
  }

  signIn = (token: string, isRemembered: boolean) => {
    const api = new ShareApi(this.props.base, token);
    this.setState({ ...nothing, token, isRemembered, api });
    this.load(api, token, isRemembered);
  };

  load = async (api: ShareApi, token: string, isRemembered: boolean) => {
    this.setState({ wrong: '' });
    this.askedAtMs = Date.now();
    try {
      const centre = await api.open();
      if (api !== this.state.api) return;
      // Kept only once it has opened the door.
      this.props.onToken({ token, isRemembered });
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

  remember = (event: Event) => {
    const { token } = this.state;
    if (!(event.currentTarget instanceof HTMLInputElement) || token === null) return;
    const isRemembered = event.currentTarget.checked;
    this.setState({ isRemembered });
    this.props.onToken({ token, isRemembered });
  };

  override render({ tenant }: Props, { token, api, centre, wrong }: State) {
    if (token === null || api === null)
      return <SignInView tenant={tenant} words={signInWords} reason={wrong} onToken={this.signIn} />;
    if (centre === null)
      return wrong ? (
        <div class="sheet" role="alert">
          <h1>暂时打不开</h1>
          <p>{wrong}</p>
          <div class="row">
            <button type="button" class="main" onClick={() => this.load(api, token, this.state.isRemembered)}>
              重试
            </button>
            <button type="button" onClick={this.signOut}>
              换一个密钥
            </button>
          </div>
        </div>
      ) : (
        <p class="quiet loading" role="status">
          正在打开…
        </p>
      );
    return this.opened(centre, api);
  }

  opened({ me, campaigns, lacking, counts, contents }: Centre, api: ShareApi) {
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
        <footer>
          <label class="check">
            <input type="checkbox" checked={this.state.isRemembered} onChange={this.remember} />
            <span>在这台手机上记住</span>
          </label>
          <button type="button" class="bare" onClick={this.signOut}>
            退出
          </button>
        </footer>
      </>
    );
  }
}
