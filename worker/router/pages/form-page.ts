/** Owns the stand-alone page of a form; must not know how the form works. */
import type { PublishedForm } from '../../../contract/form.ts';
import { opaqueOrigin } from '../../publishing/text-schema.ts';
import { escapeHtml, markup } from './html.ts';
import { page } from './page.ts';

/** @param origins sites of the tenant, which may show the page in a frame */
export function formPage(
  tenant: string,
  tenantName: string,
  form: PublishedForm,
  origins: readonly string[],
): Promise<Response> {
  const body = markup`<main><script src="/w/${tenant}/${form.id}.js"></script><noscript><div class="sheet"><h1>${form.title}</h1><p>请开启浏览器的 JavaScript 后填写，或直接联系${tenantName}。</p></div></noscript><p class="quiet foot">由${tenantName}提供</p></main>`;
  const head = `<meta property="og:title" content="${escapeHtml(form.title)}"><meta property="og:site_name" content="${escapeHtml(tenantName)}">`;
  // An opaque origin is no source that a policy can name.
  const sites = origins.filter((origin) => origin !== opaqueOrigin);
  return page(form.title, body, { head, frameAncestors: ["'self'", ...sites].join(' ') });
}
