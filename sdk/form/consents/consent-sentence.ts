/** Owns the sentence beside a consent's checkbox, with recipients by name; must not know whether it is ticked. */
import type { PublishedNotice } from '../../../contract/notice.ts';

export interface Phrase {
  text: string;
  /** A recipient's legal name. */
  strong: boolean;
}

/** The notice's title without the book marks that are put around it on screen. */
export function bareTitle(notice: PublishedNotice): string {
  return notice.title.replace(/^《(.*)》$/, '$1');
}

/** The notice's own summary, else one made from its kind; every named recipient is in it, in bold. */
export function consentSentence(notice: PublishedNotice): Phrase[] {
  const names = (notice.parties ?? []).map((party) => party.legalName);
  const sentence = notice.summary ?? madeSentence(notice, names.join('、'));
  const missing = names.filter((name) => !sentence.includes(name));
  const whole = missing.length > 0 ? `${sentence}（接收方：${missing.join('、')}）` : sentence;
  return boldNames(whole, names);
}

function madeSentence(notice: PublishedNotice, names: string): string {
  const kinds = notice.infoKinds.join('、');
  const purposes = notice.purposes.join('、');
  switch (notice.kind) {
    case 'privacy':
      return `我已阅读个人信息处理规则，同意为${purposes}处理我的${kinds}。`;
    case 'sensitive':
      return `我单独同意为${purposes}处理我的敏感个人信息：${kinds}。`;
    case 'provide':
      return `我单独同意将我的${kinds}提供给${names}，用于${purposes}。`;
    case 'credit_query':
      return `我单独授权${names}为${purposes}查询我的信用信息。`;
    case 'credit_report':
      return `我单独授权${names}报送我的信用信息，用于${purposes}。`;
    case 'marketing':
      return `我愿意接收与${purposes}有关的电话或短信，可随时退订。`;
    case 'cross_border':
      return `我单独同意将我的${kinds}提供给境外的${names}，用于${purposes}。`;
  }
}

function boldNames(sentence: string, names: readonly string[]): Phrase[] {
  let phrases: Phrase[] = [{ text: sentence, strong: false }];
  // Longest first: one name may begin another, as a bank's does its branch's.
  for (const name of [...names].sort((a, b) => b.length - a.length)) {
    phrases = phrases.flatMap((phrase) => {
      if (phrase.strong) return [phrase];
      const rest = phrase.text.split(name);
      return rest.flatMap((text, at) =>
        at === 0
          ? [{ text, strong: false }]
          : [
              { text: name, strong: true },
              { text, strong: false },
            ],
      );
    });
  }
  return phrases.filter((phrase) => phrase.text !== '');
}
