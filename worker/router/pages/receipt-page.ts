/** Owns the receipt 回执 as a page: what was decided, with whom, when; no personal data. */
import type { Receipt } from '../receipt.ts';
import { type Markup, markup } from './html.ts';
import { page } from './page.ts';

const decisions = { granted: '已同意', refused: '未同意', withdrawn: '已撤回' };

const states = {
  pending: '等待投递',
  delivered: '已送达',
  withdrawal_sent: '撤回通知已发出',
  withdrawal_confirmed: '已确认撤回',
};

/** Times as people in mainland China read them (UTC+8 the year round); the page says so once. */
function chinaTime(at: string): string {
  const local = new Date(Date.parse(at) + 8 * 3_600_000).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 19)}`;
}

function grantItem(grant: Receipt['grants'][number]): Markup {
  const recipients = grant.recipients.map(
    (one) => markup`<p class="quiet">接收方：${one.legalName}（${one.contact}）· ${states[one.state]}</p>`,
  );
  return markup`<li><strong>${grant.title}</strong><p>${decisions[grant.decision]} · ${chinaTime(grant.at)}</p>${recipients}<p class="quiet">版本 ${grant.version} · 存证序号 ${grant.entry.index}</p></li>`;
}

export function receiptPage(receipt: Receipt, tenantName: string): Promise<Response> {
  const body = markup`<main><div class="sheet"><h1>授权回执</h1><p class="quiet">本页记录您当时作出的每项决定，不含任何个人信息。请妥善保存本页网址。</p><dl><dt>机构</dt><dd>${tenantName}</dd><dt>表单</dt><dd>${receipt.formTitle}</dd><dt>提交时间</dt><dd>${chinaTime(receipt.createdAt)}（北京时间）</dd><dt>回执编号</dt><dd><code>${receipt.id}</code></dd></dl><h2>您的决定</h2><ul>${receipt.grants.map(grantItem)}</ul><h2>您的权利</h2><p>您可以查阅、更正、删除个人信息或撤回同意，请联系：${receipt.rights.contact}</p></div></main>`;
  return page('授权回执', body);
}
