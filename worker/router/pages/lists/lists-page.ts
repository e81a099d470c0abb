/** Owns the page of a form's two lists and of all its notices, for screen and paper; must not know how lists are made. */
import { chinaClock } from '../../../../contract/china-time.ts';
import type { Locale } from '../../../../contract/form.ts';
import type { FormBundle } from '../../../../contract/submission.ts';
import { codeVendorOf, collectedBy, providedBy } from '../../../publishing/form-lists.ts';
import type { TenantView } from '../../../tenant/profile.ts';
import { listMarkup } from '../block-markup.ts';
import { escapeHtml, type Markup, markup } from '../html.ts';
import { page } from '../page.ts';
import { en } from './en.ts';
import { collectedGroups, providedTable } from './list-tables.ts';
import { listsStyle } from './lists-style.ts';
import type { ListsWords } from './lists-words.ts';
import { noticeSection } from './notice-section.ts';
import { zhCn } from './zh-cn.ts';
import { zhTw } from './zh-tw.ts';

const words: Record<Locale, ListsWords> = { 'zh-CN': zhCn, 'zh-TW': zhTw, en };

/** What applicants see today: the published form with its notices, and since when each has been published. */
export interface ListsContent {
  tenant: TenantView;
  bundle: FormBundle;
  formSince: string;
  /** By notice id. */
  noticesSince: Record<string, string>;
  publicUrl: string;
}

/** The body alone, so that its digest can be taken before the page is made. */
export function listsBody({ tenant, bundle, formSince, noticesSince, publicUrl }: ListsContent): Markup {
  const { form, notices } = bundle;
  const says = words[form.locale];
  const path = `/f/${tenant.id}/${form.id}`;
  const privacy = notices.find((notice) => notice.kind === 'privacy');
  const vendor = codeVendorOf(form, tenant.settings.sms?.provider);
  const hasESign = tenant.settings.signing !== undefined;
  const contact = privacy?.contact ?? tenant.contact ?? tenant.name;
  const contents = [
    ['collected', says.collected.title],
    ['provided', says.provided.title],
    ['handling', says.handling.title],
    ['rights', says.rights.title],
    ...notices.map((notice) => [`notice-${notice.id}`, notice.title]),
  ].map(([id, title]) => markup`<li><a href="#${id ?? ''}">${title ?? ''}</a></li>`);
  const full = notices.map((notice) => {
    const isRequired = form.consents.some((consent) => consent.notice === notice.id && consent.required);
    return noticeSection(
      notice,
      isRequired,
      chinaClock(noticesSince[notice.id] ?? formSince).date,
      says.notices,
    );
  });
  return markup`<main class="lists"><header><p class="back"><a href="${path}">${says.back}</a></p><h1>${says.title}</h1><p>${says.intro(tenant.name, form.title)}</p><p class="quiet">${says.version(form.version, chinaClock(formSince).date)} · <span class="address">${publicUrl}${path}/notices</span></p></header><nav aria-label="${says.contents}"><h2>${says.contents}</h2><ol>${contents}</ol></nav><section id="collected"><h2>${says.collected.title}</h2><p>${says.collected.intro}</p>${collectedGroups(collectedBy(form, notices), privacy, says.collected)}</section><section id="provided"><h2>${says.provided.title}</h2>${providedTable(providedBy(form, notices), vendor, hasESign, says.provided)}</section><section id="handling"><h2>${says.handling.title}</h2>${listMarkup(says.handling.items)}</section><section id="rights"><h2>${says.rights.title}</h2>${listMarkup(says.rights.items)}<p>${says.rights.contact(contact)}</p></section><section id="notices"><h2>${says.notices.title}</h2><p>${says.notices.intro}</p>${full}</section></main>`;
}

/** @param headers how the page may be kept */
export function listsPage(
  content: ListsContent,
  body: Markup,
  headers: Record<string, string>,
): Promise<Response> {
  const { tenant, bundle, publicUrl } = content;
  const { locale, title, id } = bundle.form;
  const url = `${publicUrl}/f/${tenant.id}/${id}/notices`;
  return page(`${words[locale].title} - ${title} - ${tenant.name}`, body, {
    lang: locale,
    head: `<link rel="canonical" href="${escapeHtml(url)}">`,
    style: listsStyle,
    headers,
  });
}
