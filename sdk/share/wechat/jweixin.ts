/** Owns WeChat's own script, jweixin: what is used of it and how it is loaded; must not know what is shared. */

/** What `wx.config` takes, as the server signs it. */
export interface SignedConfig {
  appId: string;
  timestamp: number;
  nonceStr: string;
  signature: string;
}

interface ShareData {
  title: string;
  desc?: string;
  link: string;
  imgUrl: string;
  /** Success means that the data were set, not that anything was shared: nothing is made of it. */
  fail: (answer: unknown) => void;
}

/** Interfaces of JS-SDK 1.4 and later (WeChat 6.7.4, 2018). */
export interface Jweixin {
  config(options: SignedConfig & { debug: boolean; jsApiList: string[] }): void;
  ready(callback: () => void): void;
  error(callback: (answer: unknown) => void): void;
  updateAppMessageShareData(data: ShareData): void;
  updateTimelineShareData(data: ShareData): void;
}

const source = 'https://res.wx.qq.com/open/js/jweixin-1.6.0.js';

/** jweixin as the page has it already, else as WeChat serves it. Rejects when it can't be had. */
export async function loadJweixin(): Promise<Jweixin> {
  const found = jweixinOf(window);
  if (found) return found;
  const script = document.createElement('script');
  const loaded = new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${source} can't be loaded`));
  });
  script.src = source;
  document.head.append(script);
  await loaded;
  const jweixin = jweixinOf(window);
  if (!jweixin) throw new Error(`${source} brought no jWeixin`);
  return jweixin;
}

function jweixinOf(holder: { jWeixin?: Jweixin }): Jweixin | null {
  const { jWeixin } = holder;
  return jWeixin && typeof jWeixin.updateAppMessageShareData === 'function' ? jWeixin : null;
}

declare global {
  interface Window {
    jWeixin?: Jweixin;
  }
}
