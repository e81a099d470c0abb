/** Owns the words of a notice on screen: its blocks, then the parts every notice must tell (PIPL art. 17, 23); must not add to them. */
import type { ComponentChildren } from 'preact';
import type { Block, PublishedNotice, Recipient } from '../../../contract/notice.ts';
import { fillIn } from '../../words/fill-in.ts';
import type { LaterWords } from '../../words/later-words.ts';

/** One block as written. */
export function blockView(block: Block) {
  const className = block.strong ? 'strong' : '';
  if (block.type === 'list') return listOf(block.items, className);
  return block.type === 'heading' ? <h3>{block.text}</h3> : <p class={className}>{block.text}</p>;
}

/** What follows from the notice's data, in one order for every notice. */
export function dutyViews(notice: PublishedNotice, says: LaterWords['sheet']) {
  const { parties, bureaus, validity } = notice;
  const duties: [title: string, text: ComponentChildren][] = [
    [says.purposes, listOf(notice.purposes)],
    [says.infoKinds, listOf(notice.infoKinds)],
    [says.recipients, parties?.map((party) => partyView(party, says))],
    [says.bureaus, bureaus && listOf(bureaus)],
    [
      says.validity,
      validity && fillIn(says.validityText, { days: validity.days, times: validity.maxQueries }),
    ],
    [says.retention, notice.retention],
    [says.refusal, notice.refusal],
    [says.withdrawal, notice.withdrawal],
    [says.contact, notice.contact],
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

function partyView({ legalName, uscc, contact, address }: Recipient, says: LaterWords['sheet']) {
  return (
    <p key={legalName}>
      <b>{legalName}</b>
      {[uscc && says.uscc + uscc, says.contactOf + contact, address && says.address + address].map(
        (line) => line && <span key={line}>{line}</span>,
      )}
    </p>
  );
}
