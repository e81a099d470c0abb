/** Owns the share card of a page inside WeChat, from the signature to its renewal; must not push anyone to share. */
import { askCard, askSignature, type SharedPage } from './ask-server.ts';
import { type Jweixin, loadJweixin } from './jweixin.ts';
import { watchRoutes } from './route-changes.ts';
import { setCard } from './set-card.ts';

const interfaces = ['updateAppMessageShareData', 'updateTimelineShareData'];

/** What WeChat checks a signature against: the page's address without its fragment. */
function addressNow(): string {
  return location.href.split('#', 1).join('');
}

/**
 * Signs the page and sets its card, once for the page, and on Android again for every route of a single-page
 * application. WeChat on iOS goes on checking the address that the page was loaded with. What goes wrong is told on
 * the console once, and the page shares as any other page does.
 */
export function startSharing(page: SharedPage, isIos: boolean): void {
  const landing = addressNow();
  const wanted = () => (isIos ? landing : addressNow());
  const card = askCard(page);
  let signed = '';
  let wx: Jweixin | undefined;
  let isRenewed = false;
  let isTold = false;

  const complain = (what: unknown): void => {
    if (isTold) return;
    isTold = true;
    const { errMsg, message }: { errMsg?: string; message?: string } = Object(what);
    console.warn(`Jinjian: 微信分享卡片未能设置。 The WeChat share card can't be set: ${errMsg ?? message}`);
  };
  const sign = async (): Promise<void> => {
    const url = wanted();
    signed = url;
    const config = await askSignature(page, url);
    if (config === null) return;
    const shown = await card;
    const jweixin = await loadJweixin();
    if (!wx) listen(jweixin);
    wx = jweixin;
    if (url !== wanted()) return void moved();
    jweixin.config({ debug: false, ...config, jsApiList: interfaces });
    jweixin.ready(() => setCard(jweixin, shown, complain));
  };
  const run = () => void sign().catch(complain);
  const moved = (): void => {
    if (wanted() === signed) return;
    isRenewed = false;
    run();
  };
  const listen = (jweixin: Jweixin): void => {
    jweixin.error((answer) => {
      // A signature may have died on the way, its ticket being replaced: another is asked for, once.
      if (isRenewed) return complain(answer);
      isRenewed = true;
      run();
    });
    if (!isIos) watchRoutes(moved);
  };
  card.catch(complain);
  run();
}
