/** Owns the words of a notice on screen: its blocks, then the parts every notice must tell (PIPL art. 17, 23); must not add to them. */
import type { ComponentChildren } from 'preact';
import type { Block, PublishedNotice, Recipient } from '../../../contract/notice.ts';

/** One block as written. */
export function blockView(block: Block) {
  const className = block.strong ? 'strong' : '';
  if (block.type === 'list') return listOf(block.items, className);
  return block.type === 'heading' ? <h3>{block.text}</h3> : <p class={className}>{block.text}</p>;
}

/** What follows from the notice's data, in one order for every notice. */
export function dutyViews(notice: PublishedNotice) {
  const { parties, validity } = notice;
  const duties: [title: string, text: ComponentChildren][] = [
    ['处理目的', listOf(notice.purposes)],
    ['涉及的个人信息', listOf(notice.infoKinds)],
    ['接收方', parties?.map(partyView)],
    ['授权期限', validity && `自授权之日起${validity.days}日内有效，最多查询${validity.maxQueries}次`],
    ['保存期限', notice.retention],
    ['不同意的后果', notice.refusal],
    ['如何撤回', notice.withdrawal],
    ['联系方式', notice.contact],
  ];
  return duties.map(
    ([title, text]) =>
      text && (
        <section key={title}>
          <h3>{title}</h3>
          {text}
        </section>
      ),
  );
}

function listOf(items: readonly string[], className = '') {
  return (
    <ul class={className}>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

function partyView({ legalName, uscc, contact, address }: Recipient) {
  return (
    <p key={legalName}>
      <b>{legalName}</b>
      {[uscc && `统一社会信用代码：${uscc}`, `联系方式：${contact}`, address && `地址：${address}`].map(
        (line) => line && <span key={line}>{line}</span>,
      )}
    </p>
  );
}
