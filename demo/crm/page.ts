/** Owns the CRM's markup: one lead row, the figures, the whole page; must not know sockets or files. */
import { fillPage, html, type Markup } from '../html.ts';
import type { PromoterDirectory } from '../promoter-directory.ts';
import {
  channelText,
  delayText,
  fieldLabel,
  flagText,
  formTitle,
  isIdentifying,
  maskedValue,
  promoterKindText,
  reasonText,
  recipientName,
  valueText,
  wanText,
} from './labels.ts';
import type { CrmConsent, CrmLead } from './lead.ts';
import { reportable } from './outcomes.ts';

const timeOfDay = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  timeStyle: 'medium',
  hour12: false,
});
const dayOf = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** Fields that stand in a column of their own. */
const ownColumn = ['name', 'phone', 'amount', 'term'];

/** One lead as a list row. Identifying values are masked: the clear ones are not in the page at all. */
export function renderLead(lead: CrmLead, promoters: PromoterDirectory): Markup {
  const received = new Date(lead.receivedAt);
  return html`<li class="lead${lead.erased ? ' erased' : ''}" data-lead="${lead.id}" data-revision="${lead.revision}">
    <div class="when">
      <time datetime="${lead.receivedAt}">${timeOfDay.format(received)}</time>
      <small>${dayOf.format(received)} · 第 ${lead.seq} 条</small>
      <small class="delay" title="从提交到送达">用时 ${delayText(lead.createdAt, lead.receivedAt)}</small>
    </div>
    ${lead.erased ? renderErased(lead) : renderPerson(lead)}
    ${lead.erased ? undefined : renderNeed(lead)}
    <div class="consents">
      <ul>${lead.consents.map(renderConsent)}</ul>
    </div>
    <div class="origin">
      ${renderChain(lead, promoters)}
      <small>${reasonText(lead.reason)}${lead.channel === undefined ? '' : ` · ${channelText(lead.channel)}`}</small>
      <small class="verified">签名已验证</small>
      ${lead.erased ? undefined : renderOutcomes(lead)}
    </div>
  </li>`;
}

function renderErased(lead: CrmLead): Markup {
  return html`<div class="gone"><b>已删除</b><small>${formTitle(lead.form)}，登记内容已按要求删除，不再保留</small></div>`;
}

function renderPerson(lead: CrmLead): Markup {
  const secret = lead.values.filter(([field]) => isIdentifying(lead.form, field));
  return html`<div class="person">
    ${secret.map(
      ([field, value]) =>
        html`<span class="${field === 'name' ? 'name' : 'number'}" data-field="${field}" title="${fieldLabel(lead.form, field)}">${maskedValue(lead.form, field, value)}</span>`,
    )}
    <span class="tools"><button type="button" class="reveal" aria-pressed="false">显示完整信息</button>${lead.flags.map(
      (flag) => html`<span class="tag">${flagText(flag)}</span>`,
    )}</span>
  </div>`;
}

function renderNeed(lead: CrmLead): Markup {
  const answerTo = (field: string) => lead.values.find(([id]) => id === field)?.[1];
  const amount = answerTo('amount');
  const term = answerTo('term');
  const rest = lead.values.filter(
    ([field]) => !ownColumn.includes(field) && !isIdentifying(lead.form, field),
  );
  return html`<div class="need">
    <p class="amount"><b>${typeof amount === 'number' ? wanText(amount) || valueText(lead.form, 'amount', amount) : '—'}</b>${
      typeof amount === 'number' ? html`<span>${valueText(lead.form, 'amount', amount)}</span>` : undefined
    }${term === undefined ? undefined : html`<span>${valueText(lead.form, 'term', term)}</span>`}</p>
    <small>${formTitle(lead.form)}</small>
    <dl>${rest.map(
      ([field, value]) =>
        html`<div><dt>${fieldLabel(lead.form, field)}</dt><dd>${valueText(lead.form, field, value)}</dd></div>`,
    )}</dl>
  </div>`;
}

/** What staff may report of a lead; the last one reported is pressed. */
function renderOutcomes(lead: CrmLead): Markup {
  return html`<span class="outcomes" role="group" aria-label="跟进结果">${Object.entries(reportable).map(
    ([type, word]) =>
      html`<button type="button" data-outcome="${type}" aria-pressed="${String(lead.outcome === type)}">${word}</button>`,
  )}</span>`;
}

const consentKinds: Record<string, string> = {
  privacy: '个人信息处理',
  sensitive: '身份证号码',
  marketing: '产品资讯',
};

function renderConsent(consent: CrmConsent): Markup {
  const granted = consent.decision === 'granted';
  const about =
    consent.kind === 'provide'
      ? `提供给${consent.recipients.map(recipientName).join('、')}`
      : (consentKinds[consent.kind] ?? consent.notice);
  const word = granted ? '同意' : consent.decision === 'withdrawn' ? '已撤回' : '未同意';
  const place = consent.logIndex === undefined ? '' : ` · 存证 #${consent.logIndex}`;
  return html`<li class="${granted ? 'yes' : 'no'}"><b>${word}</b><span>${about}<small>第 ${consent.version} 版${place}</small></span></li>`;
}

function renderChain(lead: CrmLead, promoters: PromoterDirectory): Markup {
  const people = lead.chain.map((link) => {
    const name = link.promoter === undefined ? undefined : promoters.nameOf(link.promoter);
    return html`<li class="${link.code === lead.credited ? 'credited' : ''}" title="推荐码 ${link.code}"><small>${promoterKindText(link.kind)}</small> ${name ?? link.code}</li>`;
  });
  const start = people.length === 0 ? html`<li>直接访问</li>` : people;
  return html`<ol class="chain">${start}<li class="here">本次申请</li></ol>`;
}

/** The figures over the list. @param today YYYY-MM-DD in mainland China */
export function renderFigures(leads: readonly CrmLead[], today: string): Markup {
  const delays = leads
    .map((lead) => Math.max(0, Date.parse(lead.receivedAt) - Date.parse(lead.createdAt)))
    .sort((a, b) => a - b);
  const median = delays[Math.floor(delays.length / 2)];
  const figures: [string, string | number][] = [
    ['今日到达', leads.filter((lead) => dayOf.format(new Date(lead.receivedAt)) === today).length],
    ['累计线索', leads.length],
    ['有推荐人', leads.filter((lead) => lead.chain.length > 0).length],
    [
      '送达用时中位数',
      median === undefined ? '—' : delayText(new Date(0).toISOString(), new Date(median).toISOString()),
    ],
  ];
  return html`${figures.map(([label, figure]) => html`<div><dd>${figure}</dd><dt>${label}</dt></div>`)}`;
}

/** Today's date in mainland China, YYYY-MM-DD. */
export function chinaDay(now: Date): string {
  return dayOf.format(now);
}

export interface CrmPageInput {
  leads: readonly CrmLead[];
  promoters: PromoterDirectory;
  partnerUrl: string;
  lastPingAt: string | undefined;
  today: string;
}

/** The whole page, from `pages/crm/index.html`. */
export function renderCrmPage(template: string, input: CrmPageInput): string {
  const { leads, promoters, partnerUrl, lastPingAt, today } = input;
  return fillPage(template, {
    figures: renderFigures(leads, today),
    rows: leads.map((lead) => renderLead(lead, promoters)),
    revision: Math.max(0, ...leads.map((lead) => lead.revision)),
    partnerUrl,
    connection:
      lastPingAt === undefined
        ? '等待第一次测试推送'
        : `测试推送已收到（${timeOfDay.format(new Date(lastPingAt))}）`,
  });
}
