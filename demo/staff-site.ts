/** Owns the page on which staff see their links, QR codes and counts; must not show or read any applicant. */
import { createServer } from 'node:http';
import type { Api } from './api.ts';
import { fillPage, html, type Markup } from './html.ts';
import { asset, type Handler, page, plain, type Reply, readPage, serve } from './http-reply.ts';
import { listenFrom } from './ports.ts';
import { numberMember } from './read-json.ts';
import { forms } from './seed/content.ts';
import { type LinkKey, links, promoters } from './seed/parties.ts';
import type { SeededLink } from './seed/state.ts';

const csp =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const kinds = { staff: '员工', partner: '渠道', customer: '客户' };

export interface StaffSiteOptions {
  port: number;
  /** Calls with the tenant's key, which never reaches a browser. */
  api: Api;
  /** Origin of the short addresses. */
  serverUrl: string;
  crmUrl: string;
  links: readonly SeededLink[];
  /** Address of a promoter's share centre with the token; absent when the demo was seeded without. */
  shareCentreUrl?: string | undefined;
}

interface Counts {
  visits: number;
  starts: number;
  leads: number;
}

export interface RunningStaffSite {
  url: string;
  close(): Promise<void>;
}

/** Starts the page on the wished port or the next free one. */
export async function startStaffSite(options: StaffSiteOptions): Promise<RunningStaffSite> {
  const server = createServer();
  serve(server, staffHandler(options));
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

function staffHandler(options: StaffSiteOptions): Handler {
  const template = readPage('staff/index.html');
  const files = new Map<string, Reply>([
    ['/staff.css', asset(readPage('staff/staff.css'), 'text/css; charset=utf-8')],
    ['/staff.js', asset(readPage('staff/staff.js'), 'text/javascript; charset=utf-8')],
  ]);
  return async (url) => {
    const file = files.get(url.pathname);
    if (file !== undefined) return file;
    const qr = /^\/qr\/([2-9A-HJ-NP-Z]{10})\.svg$/.exec(url.pathname)?.[1];
    // Only seeded codes: this address must not become a way to ask the server for others with the tenant's key.
    if (qr !== undefined && options.links.some(({ code }) => code === qr)) {
      return asset(await options.api.text(`/v1/links/${qr}/qr.svg`), 'image/svg+xml');
    }
    if (url.pathname !== '/') return plain(404, '没有这个页面。');
    const counted = await Promise.all(options.links.map((link) => readCounts(options.api, link)));
    const cards = options.links.map((link, at) => renderCard(link, counted[at], options));
    const { crmUrl, shareCentreUrl } = options;
    const centre =
      shareCentreUrl === undefined
        ? html``
        : html`<a class="plain" href="${shareCentreUrl}">以张敏的身份打开分享中心</a>`;
    return page(fillPage(template, { cards, totals: renderTotals(counted), crmUrl, centre }), csp);
  };
}

async function readCounts(api: Api, link: SeededLink): Promise<Counts> {
  const answer = await api.ask('GET', `/v1/links/${link.code}`);
  return {
    visits: numberMember(answer, 'visits') ?? 0,
    starts: numberMember(answer, 'starts') ?? 0,
    leads: numberMember(answer, 'leads') ?? 0,
  };
}

function renderTotals(counted: readonly Counts[]): Markup {
  const sum = (name: keyof Counts) => counted.reduce((total, counts) => total + counts[name], 0);
  return renderCounts({ visits: sum('visits'), starts: sum('starts'), leads: sum('leads') });
}

function renderCounts(counts: Counts): Markup {
  return html`<div><dd>${counts.visits}</dd><dt>访问</dt></div><div><dd>${counts.starts}</dd><dt>开始填写</dt></div><div><dd>${counts.leads}</dd><dt>登记</dt></div>`;
}

function renderCard(link: SeededLink, counts: Counts | undefined, options: StaffSiteOptions): Markup {
  const seed = links.find(({ key }) => key === link.key);
  const promoter = promoters.find(({ key }) => key === seed?.promoter);
  const form = forms.find(({ id }) => id === seed?.form)?.title;
  const address = new URL(link.path, options.serverUrl).href;
  return html`<li class="card">
    <img src="/qr/${link.code}.svg" width="144" height="144" alt="${promoter?.name}的推广二维码">
    <div class="about">
      <h2>${promoter?.name} <small>${promoter === undefined ? '' : kinds[promoter.kind]}</small></h2>
      <p class="form">${form}</p>
      ${seed?.parent === undefined ? undefined : html`<p class="parent">由${nameOfLink(seed.parent)}的链接转来</p>`}
      <dl class="counts">${renderCounts(counts ?? { visits: 0, starts: 0, leads: 0 })}</dl>
    </div>
    <p class="address"><a href="${address}" target="_blank" rel="noopener">${address.replace(/^https?:\/\//, '')}</a><button type="button" data-copy="${address}">复制</button></p>
  </li>`;
}

function nameOfLink(key: LinkKey): string {
  const promoter = links.find((link) => link.key === key)?.promoter;
  return promoters.find((one) => one.key === promoter)?.name ?? '';
}
