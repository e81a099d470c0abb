/** Owns the routes of a link's QR code: as SVG, as PNG, as modules, and how each may look; must not draw. */
import { type Finding, isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { digestOf } from '../../encoding/digest.ts';
import { json } from '../answer.ts';
import type { TenantCall } from '../call.ts';
import { plainLook, type QrLook, qrLevels, qrMatrix, qrPng, qrSvg } from '../qr-code.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';
import { linkOf, sharers, urlOf } from './links.ts';

/** 30 % of the side are 9 % of the code, and twice that of its words where the square cuts through them: level H has room. */
const blankLimits = { min: 10, max: 30, usual: 22 };
const lookQuery = ['margin', 'level', 'logo', 'logoSize'];

export const qrCodeRoutes: Route[] = [
  tenantRoute({
    method: 'GET',
    path: '/v1/links/:code/qr',
    summary: 'The QR modules of a link, for drawing on a canvas; the quiet zone is the drawer’s',
    answers: { 200: 'size, modules: base64url bits, row by row' },
    query: ['level', 'logo', 'logoSize'],
    access: sharers,
    body: noBody,
    handle: (call) => drawn(call, async (url, { look }) => json(qrMatrix(url, look), 200)),
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/links/:code/qr.svg',
    summary: 'The QR code of a link as SVG; `logo=blank` keeps a square in the middle free',
    answers: { 200: 'image/svg+xml' },
    query: ['size', ...lookQuery],
    access: sharers,
    body: noBody,
    handle: (call) =>
      drawn(call, async (url, { sizePx, look }) => image('image/svg+xml', qrSvg(url, sizePx, look))),
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/links/:code/qr.png',
    summary: 'The QR code of a link as PNG; `logo=blank` keeps a square in the middle free',
    answers: { 200: 'image/png' },
    query: ['size', ...lookQuery],
    access: sharers,
    body: noBody,
    handle: (call) =>
      drawn(call, async (url, { sizePx, look }) => image('image/png', await qrPng(url, sizePx, look))),
  }),
];

interface Asked {
  sizePx: number;
  look: QrLook;
}

/** A code never leads elsewhere and always looks the same, so that a browser keeps its picture; no one else may. */
async function drawn(
  call: TenantCall,
  draw: (url: string, asked: Asked) => Promise<Response>,
): Promise<Response | Refusal> {
  const asked = askedOf(call.query);
  if (isRefusal(asked)) return asked;
  const link = await linkOf(call);
  if (isRefusal(link)) return link;
  const url = urlOf(call, link.code);
  const etag = `"${digestOf(JSON.stringify([url, asked])).slice('sha256:'.length, 40)}"`;
  const headers = {
    etag,
    'cache-control': 'private, max-age=31536000, immutable',
    // A phone that two promoters use: what one token opened is not shown to another.
    vary: 'Authorization',
  };
  const isKnown = (call.request.headers.get('if-none-match') ?? '')
    .split(',')
    .some((one) => one.trim() === etag);
  if (isKnown) return new Response(null, { status: 304, headers });
  const response = await draw(url, asked);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

function image(type: string, body: BodyInit): Response {
  return new Response(body, { headers: { 'content-type': type } });
}

function askedOf(query: URLSearchParams): Asked | Refusal {
  const findings: Finding[] = [];
  const number = (path: string, usual: number, min: number, max: number): number => {
    const value = Number(query.get(path) || usual);
    const isIn = Number.isInteger(value) && value >= min && value <= max;
    if (!isIn) findings.push({ path, code: 'out_of_range', params: { min, max } });
    return value;
  };
  const sizePx = number('size', 480, 120, 2000);
  const marginModules = number('margin', plainLook.marginModules, 0, 10);
  const blankPercent = number('logoSize', blankLimits.usual, blankLimits.min, blankLimits.max);
  const logo = query.get('logo');
  if (logo !== null && logo !== 'blank') findings.push({ path: 'logo', code: 'only_blank' });
  const asked = query.get('level');
  const level = qrLevels.find((one) => one === (asked ?? (logo === null ? plainLook.level : 'H')));
  if (level === undefined) findings.push({ path: 'level', code: 'not_a_level' });
  else if (logo !== null && level !== 'H') findings.push({ path: 'level', code: 'logo_needs_level_h' });
  if (level === undefined || findings.length > 0) return refuse('invalid_request', findings);
  return { sizePx, look: { level, marginModules, blankPercent: logo === null ? 0 : blankPercent } };
}
