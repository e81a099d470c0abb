/** Owns the tables of what is collected and of who is given what: rows on paper, cards on a phone; must not make the lists. */
import type { PublishedNotice } from '../../../../contract/notice.ts';
import type { Collected, Provided } from '../../../publishing/form-lists.ts';
import { type Markup, markup } from '../html.ts';
import type { ListsWords } from './lists-words.ts';

/** Legal names of those who send codes for a tenant that has set them up. */
const vendors = { aliyun: '阿里云计算有限公司', tencent: '腾讯云计算（北京）有限责任公司' };

/** Who takes e-signatures for a tenant that has set that up. */
const eSignVendor = '杭州天谷信息科技有限公司（e签宝）';

type Cell = Markup | string;

/** Roles are written out: a table that is laid out as cards loses its own in some browsers. */
function table(name: string, heads: readonly string[], rows: readonly Cell[][]): Markup {
  const head = heads.map((one) => markup`<th role="columnheader" scope="col">${one}</th>`);
  const body = rows.map((cells) => {
    const [first = '', ...others] = cells;
    const rest = others.map(
      (cell, at) => markup`<td role="cell" data-label="${heads[at + 1] ?? ''}">${inside(cell)}</td>`,
    );
    return markup`<tr role="row"><th role="rowheader" scope="row">${inside(first)}</th>${rest}</tr>`;
  });
  return markup`<table class="${name}" role="table"><thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">${body}</tbody></table>`;
}

function inside(cell: Cell): Markup {
  return markup`<div>${cell}</div>`;
}

function noticeLink({ id, title }: PublishedNotice): Markup {
  return markup`<a href="#notice-${id}">${title}</a>`;
}

/** By the notice that a field is handled under, so that its retention is said once: sensitive ones first. */
export function collectedGroups(
  collected: readonly Collected[],
  privacy: PublishedNotice | undefined,
  says: ListsWords['collected'],
): Markup[] {
  const asked = { required: says.required, if_asked: says.ifAsked, optional: says.optional };
  const rowOf = ({ field, asked: how }: Collected): Cell[] => [
    field.label,
    says.kinds[field.kind],
    tag(field.hidden === true ? says.hidden : asked[how]),
    field.purpose,
  ];
  const notices = [...new Set(collected.map(({ notice }) => notice))].sort(
    (one, other) => Number(other?.kind === 'sensitive') - Number(one?.kind === 'sensitive'),
  );
  const heads = [says.item, says.kind, says.asked, says.purpose];
  const groups = notices.map((notice) => {
    const rows = collected.filter((one) => one.notice === notice).map(rowOf);
    return group(notice?.kind === 'sensitive' ? says.sensitive : says.filledIn, notice, heads, rows, says);
  });
  const noted = says.noted.map(([item, kind, purpose]): Cell[] => [
    item,
    kind,
    tag(says.notedAsked),
    purpose,
  ]);
  return [...groups, group(says.notedTitle, privacy, heads, noted, says)];
}

function tag(text: string): Markup {
  return markup`<span class="tag">${text}</span>`;
}

function group(
  title: string,
  notice: PublishedNotice | undefined,
  heads: readonly string[],
  rows: readonly Cell[][],
  says: ListsWords['collected'],
): Markup {
  const told =
    notice === undefined
      ? markup``
      : markup`<dl class="told"><dt>${says.under}</dt><dd>${noticeLink(notice)}</dd><dt>${says.retention}</dt><dd>${notice.retention}</dd></dl>`;
  return markup`<div class="group"><h3>${title}</h3>${told}${table('collected', heads, rows)}</div>`;
}

export function providedTable(
  provided: readonly Provided[],
  vendor: 'aliyun' | 'tencent' | null,
  hasESign: boolean,
  says: ListsWords['provided'],
): Markup {
  const join = (list: readonly string[]) => list.join(says.listSeparator);
  const rows = provided.map(({ notice, party, fields, when }): Cell[] => [
    party.legalName,
    contactOf(party, says),
    markup`${notice.purposes.map((purpose) => markup`<p>${purpose}</p>`)}`,
    markup`<p>${join(notice.infoKinds)}</p>${fields.length === 0 ? markup`` : markup`<p class="quiet">${says.fields}${join(fields.map(({ label }) => label))}</p>`}`,
    when === 'on_submit' ? says.onSubmit : says.onSignature,
    noticeLink(notice),
  ]);
  if (vendor !== null) {
    rows.push([vendors[vendor], '', says.vendorPurpose, says.vendorKinds, says.vendorWay, says.entrusted]);
  }
  if (hasESign) {
    rows.push([eSignVendor, '', says.eSignPurpose, says.eSignKinds, says.eSignWay, says.entrusted]);
  }
  if (rows.length === 0) return markup`<p>${says.none}</p>`;
  const heads = [says.recipient, says.contact, says.purpose, says.kinds, says.way, says.basis];
  return markup`<p>${says.intro}</p>${table('provided', heads, rows)}`;
}

function contactOf({ contact, address, uscc }: Provided['party'], says: ListsWords['provided']): Markup {
  const line = (label: string, text: string | undefined) =>
    text === undefined ? markup`` : markup`<p class="quiet">${label}${text}</p>`;
  return markup`<p>${contact}</p>${line(says.address, address)}${line(says.code, uscc)}`;
}
