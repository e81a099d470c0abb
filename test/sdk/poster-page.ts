/** Owns a page that draws posters with the built share part, and the campaigns drawn; must not assert anything. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { installedVersion } from '../../bin/serve/installed.ts';
import type { SharedCampaign } from '../../contract/campaign.ts';
import type { Poster, PosterFailure, PosterOptions } from '../../sdk/share/poster/draw-poster.ts';
import { templates } from '../../sdk/share/poster/templates.ts';
import type { SharePart } from '../../sdk/share/share-part.ts';
import { plainLook, qrMatrix } from '../../worker/router/qr-code.ts';
import { barePage, RoutedServer, script } from './routed-server.ts';

/** As long as a tenant's links become. */
export const linkUrl = 'https://jinjian.example.com/s/changzhou-helper/K7M2QX9RTB';
export const qr = qrMatrix(linkUrl, plainLook);

export const short: SharedCampaign = {
  id: 'spring',
  version: 1,
  title: '小微经营贷',
  tenantName: '常州进件科技有限公司',
  copy: {
    headline: '小店周转，心里有数',
    lines: ['面向常州个体工商户与小微企业主', '费用写在明处，审批由银行独立完成'],
    cta: '扫码了解申请条件',
  },
  disclosure: {
    lender: '江南农村商业银行股份有限公司',
    aprMin: 4.35,
    aprMax: 12.6,
    aprBasis: 'irr',
    amountMin: 10_000,
    amountMax: 500_000,
    termMonths: [6, 12, 24, 36],
    fees: '除贷款利息外不收取其他费用；逾期按合同约定计收罚息。',
    risk: '贷款有风险，借款需谨慎。请根据个人能力合理贷款，理性消费。',
    approvalId: 'JN-2026-0417',
  },
  institution: '江南农村商业银行股份有限公司',
  poster: { template: 'clear' },
  off: null,
};

export const long: SharedCampaign = {
  ...short,
  tenantName: '长三角中小微企业综合金融信息咨询服务（常州武进）有限责任公司',
  copy: {
    headline: '为常州、无锡、苏州三地的个体工商户与小微企业主准备的经营周转贷款，申请前先看清全部费用',
    lines: [
      '营业执照满一年即可提交申请，资料在手机上填写，约需三分钟',
      '是否放款、额度与利率以金融机构审批结果为准',
      '授权逐项确认，可随时在回执页撤回',
    ],
    cta: '扫码查看申请条件与完整费用说明',
  },
  disclosure: {
    ...short.disclosure,
    lender: '江苏江南农村商业银行股份有限公司武进高新技术产业开发区支行',
    aprMin: 4.35,
    aprMax: 23.99,
    amountMin: 12_500,
    amountMax: 3_000_000,
    termMonths: [3, 6, 9, 12, 18, 24, 36],
    fees: '综合融资成本由贷款利息与担保费构成：担保费由常州市中小企业融资担保有限公司收取，年化不高于1.5%，已计入年化利率区间。提前还款不收取违约金。',
    risk: '贷款有风险，借款需谨慎；请根据个人能力合理贷款，理性消费，避免过度负债。额度、利率以金融机构审批结果为准。',
    approvalId: 'JIANGNAN-RCB-2026-Q2-MKT-000417-R3',
  },
  institution: '江苏江南农村商业银行股份有限公司武进高新技术产业开发区支行',
};

export const awkward: SharedCampaign = {
  ...short,
  tenantName: 'Jinjian 进件 😀👨‍👩‍👧‍👦 (Changzhou) Technology Co., Ltd.',
  copy: {
    headline: '“Small-Business Financing” 小微（经营）——2026年Q3！？שלום مرحبا 👩🏽‍🌾🇨🇳',
    lines: [
      'Pneumonoultramicroscopicsilicovolcanoconiosis-Supercalifragilisticexpialidocious',
      '《条款》（全文）：……',
      '🙂🙃'.repeat(30),
    ],
    cta: 'Scan→了解',
  },
  disclosure: {
    ...short.disclosure,
    aprBasis: 'simple',
    aprMin: 7.2,
    aprMax: 7.2,
    termMonths: [12],
    approvalId: 'مرجع-2026/A（3）',
  },
  institution: undefined,
};

/** Longest that a tenant may write, and nothing at all. */
export const extremes: Record<string, SharedCampaign> = {
  '0 characters': { ...short, copy: { headline: '', lines: [], cta: '' }, tenantName: '' },
  '1 character': { ...short, copy: { headline: '贷', lines: ['。'], cta: '！' }, tenantName: '金' },
  '500 characters': {
    ...short,
    copy: {
      headline: '周转有数，'.repeat(100),
      lines: Array(10).fill('明白'.repeat(250)),
      cta: '了解'.repeat(250),
    },
  },
};

export const sharer = { name: '张晓梅', title: '客户经理' };

const built = (file: string) => readFileSync(new URL(`../../dist/sdk/${file}`, import.meta.url), 'utf8');
const decoder = readFileSync(new URL('../../node_modules/jsqr/dist/jsQR.js', import.meta.url), 'utf8');

/** A server of the parts and of a page that has jsQR. */
export async function posterServer(): Promise<RoutedServer> {
  const server = await new RoutedServer().listen();
  const at = (name: string) => `/w/jinjian-${installedVersion()}-${name}.js`;
  server.routes.set('/', barePage(['/jsqr.js', '/start.js']));
  server.routes.set('/jsqr.js', script(decoder));
  // Vite's own `import()` is not there on a page, so that a script of the page asks for the part.
  server.routes.set(
    '/start.js',
    script(`window.share = import('${at('share')}').then((module) => module.default({}))`),
  );
  server.routes.set(at('share'), script(built('jinjian-share.js')));
  for (const { name } of templates)
    server.routes.set(at(`poster-${name}`), script(built(`jinjian-poster-${name}.js`)));
  return server;
}

export async function posterPage(browser: Browser, server: RoutedServer): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(server.origin);
  return page;
}

/** What a test needs of a poster: everything but its bytes, which stay on the page as `window.poster`. */
export type Drawn = { poster: Omit<Poster, 'blob'>; bytes: number } | PosterFailure;

declare global {
  interface Window {
    poster?: Blob;
    share: Promise<SharePart>;
    jsQR(data: Uint8ClampedArray, width: number, height: number): { data: string } | null;
  }
}

export function drawOn(
  page: Page,
  server: RoutedServer,
  campaign: SharedCampaign,
  options: Partial<PosterOptions> = {},
): Promise<Drawn> {
  const given: PosterOptions = { origin: server.origin, qr, sharer, accent: '#0B6B53', ...options };
  return page.evaluate(
    async ({ campaign, given }) => {
      const { drawPoster } = await window.share;
      const outcome = await drawPoster(campaign, given);
      if ('failed' in outcome) return outcome;
      const { blob, ...poster } = outcome;
      window.poster = blob;
      return { poster, bytes: blob.size };
    },
    { campaign, given },
  );
}

/** What a decoder reads on the page's poster at a scale, and after a JPEG's losses where a quality is given. */
export function readBack(page: Page, scale: number, quality: number | null): Promise<string | null> {
  return page.evaluate(
    async ({ scale, quality }) => {
      if (!window.poster) return null;
      const drawn = async (blob: Blob, part: number) => {
        const bitmap = await createImageBitmap(blob);
        const canvas = document.createElement('canvas');
        canvas.width = Math.round(bitmap.width * part);
        canvas.height = Math.round(bitmap.height * part);
        const context = canvas.getContext('2d');
        if (!context) throw new Error('no canvas');
        context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
        return { canvas, context };
      };
      let image = await drawn(window.poster, scale);
      if (quality !== null) {
        const { canvas } = image;
        const jpeg = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
        if (!jpeg) throw new Error('no JPEG');
        image = await drawn(jpeg, 1);
      }
      const { width, height } = image.canvas;
      return window.jsQR(image.context.getImageData(0, 0, width, height).data, width, height)?.data ?? null;
    },
    { scale, quality },
  );
}
