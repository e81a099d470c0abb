/** Owns the CRM's HTTP server: webhook in, page and live stream out; must not know how Jinjian is seeded. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { asset, type Handler, json, page, plain, type Reply, readPage, serve } from '../http-reply.ts';
import { listenFrom } from '../ports.ts';
import type { PromoterDirectory } from '../promoter-directory.ts';
import { fieldLabel, isIdentifying, valueText } from './labels.ts';
import type { CrmLead } from './lead.ts';
import { isReportable, reportOutcome } from './outcomes.ts';
import { chinaDay, renderCrmPage, renderFigures, renderLead } from './page.ts';
import { receiveWebhook } from './receiver.ts';
import { type LeadStore, openLeadStore, reported } from './store.ts';

const csp =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface CrmOptions {
  port: number;
  journalPath: string;
  promoters: PromoterDirectory;
  partnerUrl: string;
  /** The webhook's secret; undefined until the destination is seeded. */
  secret: () => string | undefined;
  /** Where this destination reports what became of its leads. */
  outcomesUrl: string;
}

export interface RunningCrm {
  url: string;
  close(): Promise<void>;
}

/** Opens the store and starts listening. */
export async function startCrm(options: CrmOptions): Promise<RunningCrm> {
  const store = await openLeadStore(options.journalPath);
  const server = createServer();
  serve(server, crmHandler(store, options));
  const port = await listenFrom(server, options.port);
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Live streams never end by themselves.
        server.closeAllConnections();
      }),
  };
}

function crmHandler(store: LeadStore, options: CrmOptions): Handler {
  const template = readPage('crm/index.html');
  const files = new Map<string, Reply>([
    ['/crm.css', asset(readPage('crm/crm.css'), 'text/css; charset=utf-8')],
    ['/lead.css', asset(readPage('crm/lead.css'), 'text/css; charset=utf-8')],
    ['/crm.js', asset(readPage('crm/crm.js'), 'text/javascript; charset=utf-8')],
  ]);
  return async (url, request, response) => {
    const file = files.get(url.pathname);
    if (file !== undefined) return file;
    if (url.pathname === '/hook') return receiveWebhook(request, options.secret(), store);
    if (url.pathname === '/live') {
      streamLeads(request, response, url, store, options.promoters);
      return null;
    }
    const reveal = /^\/leads\/([\w-]+)\/reveal$/.exec(url.pathname);
    if (reveal !== null && request.method === 'POST') return revealLead(store.find(reveal[1] ?? ''), request);
    const outcome = /^\/leads\/([\w-]+)\/outcomes\/([a-z]+)$/.exec(url.pathname);
    if (outcome !== null && request.method === 'POST') {
      return reportLead(store, options, request, store.find(outcome[1] ?? ''), outcome[2]);
    }
    if (url.pathname !== '/') return plain(404, '没有这个页面。');
    const input = { leads: store.leads(), lastPingAt: store.lastPingAt(), today: chinaDay(new Date()) };
    return page(renderCrmPage(template, { ...options, ...input }), csp);
  };
}

/** Clear values, asked for one lead at a time by the CRM's own page. */
function revealLead(lead: CrmLead | undefined, request: IncomingMessage): Reply {
  if (request.headers['sec-fetch-site'] === 'cross-site') return json(403, { error: 'forbidden' });
  if (lead === undefined || lead.erased) return json(404, { error: 'not_found' });
  const values = lead.values.filter(([field]) => isIdentifying(lead.form, field));
  return json(200, {
    values: values.map(([field, value]) => ({
      field,
      label: fieldLabel(lead.form, field),
      text: valueText(lead.form, field, value),
    })),
  });
}

/** Reports to Jinjian first, and notes it once that is taken. */
async function reportLead(
  store: LeadStore,
  { outcomesUrl, secret }: CrmOptions,
  request: IncomingMessage,
  lead: CrmLead | undefined,
  type: string | undefined,
): Promise<Reply> {
  if (request.headers['sec-fetch-site'] === 'cross-site') return json(403, { error: 'forbidden' });
  const by = secret();
  if (lead === undefined || lead.erased || !isReportable(type)) return json(404, { error: 'not_found' });
  if (by === undefined) return json(503, { error: 'not_ready' });
  const wanted = lead.values.find(([field]) => field === 'amount')?.[1];
  const amount = type === 'signed' && typeof wanted === 'number' ? { amount: wanted } : {};
  const { ok, id } = await reportOutcome(outcomesUrl, by, { lead: lead.id, type, ...amount });
  if (!ok) return json(502, { error: 'not_taken' });
  const data = { lead: { id: lead.id }, outcome: type };
  await store.accept({ webhookId: id, type: reported, receivedAt: new Date().toISOString(), data });
  return json(200, { reported: type });
}

/** Server-Sent Events: first what the page has missed, then each change as it comes. */
function streamLeads(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  store: LeadStore,
  promoters: PromoterDirectory,
): void {
  const since = Number(request.headers['last-event-id'] ?? url.searchParams.get('since') ?? 0);
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  const send = (lead: CrmLead) => {
    const message = {
      id: lead.id,
      row: renderLead(lead, promoters).toString(),
      figures: renderFigures(store.leads(), chinaDay(new Date())).toString(),
    };
    response.write(`id: ${lead.revision}\nevent: lead\ndata: ${JSON.stringify(message)}\n\n`);
  };
  response.write('retry: 1000\n\n');
  const missed = store.leads().filter((lead) => !(lead.revision <= since));
  for (const lead of missed.sort((a, b) => a.revision - b.revision)) send(lead);
  const stop = store.subscribe(send);
  response.on('close', stop);
}
