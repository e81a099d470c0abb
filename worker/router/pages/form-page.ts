/** Owns the stand-alone page of a form; must not know how the form works. */
import type { Disclosure, PublishedForm } from '../../../contract/form.ts';
import type { TenantView } from '../../tenant/profile.ts';
import { escapeHtml, type Markup, markup } from './html.ts';
import { page } from './page.ts';
import { wechatShare } from './wechat-share.ts';
import { type FormPageWords, formPageWords } from './words.ts';

/** The ministry's register, which a site's filing number must link to. */
const icpRegister = 'https://beian.miit.gov.cn/';

/**
 * @param publicUrl origin under which people reach this server
 * @param request the visitor's: inside WeChat the page brings what its share card needs
 */
export function formPage(
  tenant: TenantView,
  form: PublishedForm,
  publicUrl: string,
  request: Request,
): Promise<Response> {
  const words = formPageWords[form.locale];
  const wechat = wechatShare(tenant, { form: form.id }, request);
  const body = markup`<main><div class="stage"><script src="/w/${tenant.id}/${form.id}.js"></script>${withoutScript(tenant, form, words)}</div><footer class="quiet foot"><p>${words.providedBy(tenant.name)}</p><p><a href="/f/${tenant.id}/${form.id}/notices">${words.lists}</a></p>${icpLine(tenant.settings.icp)}</footer></main>${wechat.tag}`;
  return page(`${form.title} - ${tenant.name}`, body, {
    lang: form.locale,
    head: headOf(tenant, form, words, `${publicUrl}/f/${tenant.id}/${form.id}`),
    frameAncestors: ["'self'", ...tenant.origins],
    policy: wechat.policy,
  });
}

/** What link previews and search engines show. The address is the form's own, without referral codes or prefill. */
function headOf(tenant: TenantView, form: PublishedForm, words: FormPageWords, url: string): string {
  const description = [words.description(tenant.name, form.title), priceOf(form.disclosure, words)]
    .filter((part) => part !== '')
    .join('');
  const named = { description };
  const graph = {
    'og:type': 'website',
    'og:title': form.title,
    'og:description': description,
    'og:url': url,
    'og:site_name': tenant.name,
    'og:locale': form.locale === 'en' ? 'en_US' : form.locale.replace('-', '_'),
  };
  return [
    ...Object.entries(named).map(([name, text]) => `<meta name="${name}" content="${escapeHtml(text)}">`),
    ...Object.entries(graph).map(([name, text]) => `<meta property="${name}" content="${escapeHtml(text)}">`),
    `<link rel="canonical" href="${escapeHtml(url)}">`,
  ].join('');
}

/** A link preview advertises a loan: its price belongs beside it. */
function priceOf(disclosure: Disclosure | undefined, words: FormPageWords): string {
  return disclosure === undefined ? '' : words.price(disclosure);
}

function withoutScript(tenant: TenantView, form: PublishedForm, words: FormPageWords): Markup {
  const { before, gap, opening, closing, after } = words.orContact;
  const contact =
    tenant.contact === undefined
      ? markup``
      : markup`${gap}<span class="whole">${opening}${tenant.contact}${closing}</span>`;
  return markup`<noscript><div class="sheet"><h1>${form.title}</h1><p>${words.needsScript}</p><p>${before}${tenant.name}${contact}${after}</p></div></noscript>`;
}

/** The site's filing number, where the tenant has one. */
export function icpLine(icp: string | undefined): Markup {
  return icp === undefined || icp === ''
    ? markup``
    : markup`<p><a href="${icpRegister}" target="_blank" rel="noopener noreferrer">${icp}</a></p>`;
}
