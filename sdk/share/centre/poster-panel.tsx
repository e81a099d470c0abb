/** Owns a campaign's poster on screen: which template, the picture to be saved or shared; must not draw it. */
import { Component } from 'preact';
import type { SharedCampaign } from '../../../contract/campaign.ts';
import type { QrModules, SharedMe } from '../../../contract/share-centre.ts';
import type { Poster, PosterFailure, PosterNotice } from '../poster/draw-poster.ts';
import type { TemplateName } from '../poster/templates.ts';
import type { ShareApi } from './share-api.ts';
import { fetchSharePart } from './share-part.ts';

interface Props {
  campaign: SharedCampaign;
  qr: QrModules;
  me: SharedMe;
  api: ShareApi;
}

interface State {
  templates: readonly TemplateName[];
  chosen: string;
  poster: Poster | null;
  /** `blob:` address of the poster: what a page saves must be of its own origin. */
  file: string;
  wrong: string;
}

const failureTexts: Record<PosterFailure['failed'], string> = {
  campaign_off: '这个活动已停用，请刷新后再看',
  unknown_template: '没有这个版式，请换一个',
  template_not_loaded: '网络不通，版式没有取到，请重试',
  not_drawn: '这个浏览器画不出海报，请换用微信或手机自带的浏览器',
  missing: '活动缺少海报必须写明的内容，请联系市场同事补全',
  no_room: '活动的文字太长，这个版式放不下，请换一个版式',
};

const noticeTexts: Record<PosterNotice, string> = {
  picture_missing: '背景图片没有取到，这张海报未用图片。',
  picture_not_allowed: '背景图片所在的网站不允许取用，这张海报未用图片。',
  upload_failed: '',
};

const blank: State = { templates: [], chosen: '', poster: null, file: '', wrong: '' };

export class PosterPanel extends Component<Props, State> {
  override state: State = blank;
  asked = 0;

  override componentDidMount() {
    this.draw();
  }

  override componentWillUnmount() {
    this.asked = -1;
    this.release();
  }

  release() {
    if (this.state.file) URL.revokeObjectURL(this.state.file);
  }

  /** The last choice wins, however long an earlier one takes. */
  draw = async (template?: string) => {
    const asked = ++this.asked;
    const { campaign, qr, me, api } = this.props;
    this.release();
    this.setState({
      poster: null,
      file: '',
      wrong: '',
      ...(template === undefined ? {} : { chosen: template }),
    });
    try {
      const { drawPoster, templates } = await fetchSharePart(api.origin);
      if (asked === this.asked) this.setState({ templates });
      const poster = await drawPoster(campaign, {
        origin: api.origin,
        key: api.token,
        qr,
        sharer: { name: me.name, title: me.title },
        template,
      });
      if (asked !== this.asked) return;
      if ('failed' in poster) this.setState({ wrong: failureTexts[poster.failed] });
      else this.setState({ poster, file: URL.createObjectURL(poster.blob), chosen: poster.template });
    } catch {
      if (asked === this.asked) this.setState({ wrong: '网络不通，请检查网络后重试' });
    }
  };

  share = async () => {
    const { poster } = this.state;
    if (poster === null) return;
    // Turned away by the person or by the browser: the picture is still there to be saved.
    await navigator.share({ files: [fileOf(poster, this.props.campaign)] }).catch(() => undefined);
  };

  override render({ campaign }: Props, { templates, chosen, poster, file, wrong }: State) {
    return (
      <div class="poster">
        {templates.length > 1 && (
          <fieldset class="templates">
            <legend class="sr">版式</legend>
            {templates.map(({ name, label }) => (
              <label key={name}>
                <input
                  type="radio"
                  name={`template-${campaign.id}`}
                  checked={name === chosen}
                  onChange={() => this.draw(name)}
                />
                <span>{label}</span>
              </label>
            ))}
          </fieldset>
        )}
        {wrong ? (
          <div class="stand-in" role="alert">
            <p>{wrong}</p>
            <button type="button" onClick={() => this.draw(chosen || undefined)}>
              重试
            </button>
          </div>
        ) : poster === null ? (
          <p class="stand-in quiet" role="status">
            正在绘制…
          </p>
        ) : (
          <Drawn poster={poster} file={file} campaign={campaign} onShare={this.share} />
        )}
      </div>
    );
  }
}

function fileOf(poster: Poster, { title }: SharedCampaign): File {
  return new File([poster.blob], `${title}.png`, { type: 'image/png' });
}

/** WeChat's own browser saves no downloads: there the picture is pressed long. */
const isWechat = /MicroMessenger/i.test(navigator.userAgent);

function canShare(file: File): boolean {
  return typeof navigator.canShare === 'function' && navigator.canShare({ files: [file] });
}

interface DrawnProps {
  poster: Poster;
  file: string;
  campaign: SharedCampaign;
  onShare: () => void;
}

function Drawn({ poster, file, campaign, onShare }: DrawnProps) {
  const { url, width, height, notices } = poster;
  const told = notices.map((notice) => noticeTexts[notice]).join('');
  return (
    <>
      <img
        class="drawn"
        src={url}
        width={width}
        height={height}
        alt={`${campaign.title}的海报，带有您的二维码`}
      />
      <p class="quiet centred">长按图片保存到相册</p>
      {told && <p class="quiet centred">{told}</p>}
      <div class="row">
        {!isWechat && (
          <a class="button main" href={file} download={`${campaign.title}.png`}>
            保存图片
          </a>
        )}
        {!isWechat && canShare(fileOf(poster, campaign)) && (
          <button type="button" onClick={onShare}>
            分享
          </button>
        )}
      </div>
    </>
  );
}
