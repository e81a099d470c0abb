/** Owns the made-up partner's website that embeds the forms; must hold no key and must not know the CRM. */
import { createServer } from 'node:http';
import { fillPage, html, Markup } from './html.ts';
import { asset, type Handler, page, plain, readPage, serve } from './http-reply.ts';
import { listenFrom } from './ports.ts';
import { bankA, bankB, tenant } from './seed/parties.ts';

export interface PartnerSiteOptions {
  port: number;
  /** Origin of the Jinjian server. */
  serverUrl: string;
}

export interface RunningSite {
  url: string;
  close(): Promise<void>;
}

interface Article {
  path: string;
  menu: string;
  form: string;
  kicker: string;
  title: string;
  byline: string;
  intro: string;
  lender: string;
  /** On the link at the article's end that opens the form. */
  invitation: string;
  body: string;
}

const articles: Article[] = [
  {
    path: '/',
    menu: '企业融资',
    form: 'business-loan',
    kicker: '企业融资 · 办事指南',
    title: '小企业借款前，先想清楚的四件事',
    byline: '园区服务台 编写 · 2026年11月',
    intro:
      '借款是工具，用得合适能接住一张大订单，用得不合适会拖住整年的现金流。动手填表之前，花十分钟看完这一页。',
    lender: bankA.legalName,
    invitation: '登记融资意向',
    body: readPage('partner/business.html'),
  },
  {
    path: '/personal',
    menu: '员工消费金融',
    form: 'personal-loan',
    kicker: '园区员工 · 生活服务',
    title: '借一笔消费贷款之前，怎样算清楚',
    byline: '园区服务台 编写 · 2026年11月',
    intro: '园区员工常问装修、培训的钱能不能分期。先把能还的数算出来，再看利率和授权，最后才是填表。',
    lender: bankB.legalName,
    invitation: '登记贷款意向',
    body: readPage('partner/personal.html'),
  },
];

/** The alphabet and length of a referral code (API.md): anything else in `?r=` is not carried on. */
const referralCode = /^[2-9A-HJ-NP-Z]{10}$/;

/**
 * All that a partner's policy must allow for the form: its script, and its calls home. The styles are constructed
 * sheets, which `style-src` does not govern.
 */
export function partnerCsp(serverOrigin: string): string {
  return [
    "default-src 'none'",
    `script-src ${serverOrigin}`,
    `connect-src ${serverOrigin}`,
    "style-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Starts the site on the wished port or the next free one. */
export async function startPartnerSite(options: PartnerSiteOptions): Promise<RunningSite> {
  const server = createServer();
  serve(server, partnerHandler(options.serverUrl));
  const port = await listenFrom(server, options.port);
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function partnerHandler(serverUrl: string): Handler {
  const layout = readPage('partner/layout.html');
  const styles = new Map(
    ['/partner.css', '/article.css'].map((path) => [
      path,
      asset(readPage(`partner${path}`), 'text/css; charset=utf-8'),
    ]),
  );
  return async (url) => {
    const style = styles.get(url.pathname);
    if (style !== undefined) return style;
    const article = articles.find(({ path }) => path === url.pathname);
    if (article === undefined) return plain(404, '没有这个页面。');
    const ref = url.searchParams.get('r') ?? '';
    return page(
      renderArticle(layout, article, serverUrl, referralCode.test(ref) ? ref : ''),
      partnerCsp(serverUrl),
    );
  };
}

function renderArticle(layout: string, article: Article, serverUrl: string, ref: string): string {
  return fillPage(layout, {
    title: article.title,
    kicker: article.kicker,
    byline: article.byline,
    intro: article.intro,
    // The two bodies are this site's own files, not input.
    body: new Markup(article.body),
    menu: articles.map(({ path, menu }) => {
      const current = path === article.path ? html` aria-current="page"` : undefined;
      return html`<li><a href="${path}${ref === '' ? '' : `?r=${ref}`}"${current}>${menu}</a></li>`;
    }),
    statement: `由${tenant.name}受${article.lender}委托提供，所填信息直接提交给${tenant.name}。`,
    invitation: article.invitation,
    formPath: `${tenant.id}/${article.form}`,
    listsUrl: `${serverUrl}/f/${tenant.id}/${article.form}/notices`,
    formScript: `${serverUrl}/w/${tenant.id}/${article.form}.js`,
  });
}
