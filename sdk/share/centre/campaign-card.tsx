/** Owns one campaign on screen: on or off, and the ways to share it, one open at a time; must not fetch. */
import { Component } from 'preact';
import type { SharedCampaign } from '../../../contract/campaign.ts';
import type { SharedContent, SharedLink, SharedMe } from '../../../contract/share-centre.ts';
import { CopyButton } from '../../pages/copy-button.tsx';
import { cardText } from './card-text.ts';
import { PosterPanel } from './poster-panel.tsx';
import { QrView } from './qr-view.tsx';
import { failureOf, type ShareApi } from './share-api.ts';
import type { Shareable } from './shareable.ts';
import { failureWords, offReasons } from './words.ts';

const ways = { poster: '海报', link: '链接', qr: '二维码', text: '文案', more: '更多' } as const;
type Way = keyof typeof ways;

interface Props {
  campaign: SharedCampaign;
  contents: SharedContent[];
  /** Origin and tenant of the content pages. */
  pages: string;
  me: SharedMe;
  api: ShareApi;
  /** One's own link and its QR code, made at the first use. */
  shareable: () => Promise<Shareable>;
}

interface State {
  open: Way | null;
  ready: Shareable | null;
  wrong: string;
}

export class CampaignCard extends Component<Props, State> {
  override state: State = { open: null, ready: null, wrong: '' };

  toggle = async (way: Way) => {
    const open = this.state.open === way ? null : way;
    this.setState({ open, wrong: '' });
    if (open === null || this.state.ready !== null) return;
    try {
      this.setState({ ready: await this.props.shareable() });
    } catch (thrown) {
      this.setState({ wrong: failureWords[failureOf(thrown)], open: null });
    }
  };

  override render({ campaign, contents, pages, me, api }: Props, { open, ready, wrong }: State) {
    const { id, title, copy, off } = campaign;
    const panel = `panel-${id}`;
    return (
      <li class={`sheet campaign${off === null ? '' : ' off'}`}>
        <div class="head">
          <h3>{title}</h3>
          <span class={off === null ? 'state on' : 'state'}>{off === null ? '可分享' : '已停用'}</span>
        </div>
        <p class="headline">{copy.headline}</p>
        {off === null ? (
          <div class="ways">
            {(Object.keys(ways) as Way[]).map((way) => (
              <button
                type="button"
                key={way}
                aria-expanded={open === way}
                aria-controls={panel}
                onClick={() => this.toggle(way)}
              >
                {ways[way]}
              </button>
            ))}
          </div>
        ) : (
          <p class="reason">{offReasons[off]}</p>
        )}
        {wrong && (
          <p class="wrong" role="alert">
            {wrong}
          </p>
        )}
        <div id={panel} class="panel" hidden={open === null}>
          {open !== null && ready === null && (
            <p class="quiet" role="status">
              正在准备…
            </p>
          )}
          {open !== null && ready !== null && panelOf(open, ready, { campaign, contents, pages, me, api })}
        </div>
      </li>
    );
  }
}

type Shown = Pick<Props, 'campaign' | 'contents' | 'pages' | 'me' | 'api'>;

function panelOf(way: Way, { link, qr }: Shareable, { campaign, contents, pages, me, api }: Shown) {
  const { title } = campaign;
  if (way === 'poster') return <PosterPanel campaign={campaign} qr={qr} me={me} api={api} />;
  if (way === 'link')
    return (
      <>
        <p class="copied">{link.url}</p>
        <CopyButton text={link.url} label="复制链接" isMain />
        <p class="quiet">通过这个链接来的提交，都记在您名下。</p>
      </>
    );
  if (way === 'qr')
    return (
      <>
        <QrView qr={qr} label={`${title}的二维码`} />
        <p class="quiet centred">请对方用微信扫一扫。提交会记在您名下。</p>
      </>
    );
  if (way === 'text') {
    const text = cardText(campaign, link.url);
    return (
      <>
        <p class="copied text">{text}</p>
        <CopyButton text={text} label="复制文案" isMain />
        <p class="quiet">请保留“广告”字样和利率说明，不要改写。</p>
      </>
    );
  }
  return <MoreList items={moreOf(link, contents, pages)} />;
}

interface More {
  name: string;
  title: string;
  url: string;
}

/** The business card, and the tenant's articles and videos of this campaign; each carries one's code. */
function moreOf(link: SharedLink, contents: SharedContent[], pages: string): More[] {
  return [
    { name: '名片', title: '我的名片', url: `${pages}/card/${link.code}` },
    ...contents.map(({ id, kind, title }) => ({
      name: kind === 'video' ? '视频' : '文章',
      title,
      url: `${pages}/${id}?r=${link.code}`,
    })),
  ];
}

function MoreList({ items }: { items: More[] }) {
  return (
    <ul class="more">
      {items.map(({ name, title, url }) => (
        <li key={url}>
          <a href={url} target="_blank" rel="noopener">
            <small>{name}</small> {title}
          </a>
          <CopyButton text={url} label="复制链接" />
        </li>
      ))}
    </ul>
  );
}
