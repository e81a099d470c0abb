/** Owns which rules of today a published form does not satisfy, as published: it goes on, and its tenant is told; must not refuse anything. */
import type { PublishedForm } from '../../contract/form.ts';
import type { PublishedNotice } from '../../contract/notice.ts';
import type { Finding } from '../../contract/problem.ts';
import { checkForm, checkFormWords, type FormWords } from '../publishing/check-form.ts';
import { checkNotice } from '../publishing/check-notice.ts';
import type { Publisher } from '../publishing/cost-cap.ts';
import type { TenantContext } from './context.ts';
import type { NoticeStore } from './notices.ts';
import { recipientOf } from './recipients.ts';

export class OutdatedRules {
  readonly #context: TenantContext;
  readonly #notices: NoticeStore;
  /** By digest: a published version is immutable, so that its words are read once in an object's life. */
  readonly #words = new Map<string, FormWords>();

  constructor(context: TenantContext, notices: NoticeStore) {
    this.#context = context;
    this.#notices = notices;
  }

  /** What publishing the same again would be refused for: in the form, and in the structure of each text that it pins. */
  async of(form: PublishedForm, publisher: Publisher): Promise<Finding[]> {
    const words = this.#words.get(form.digest) ?? (await this.#context.inLane(checkFormWords(form)));
    this.#words.set(form.digest, words);
    const hasSms = this.#context.profile().settings.sms !== undefined;
    const noticeOf = (id: string) => {
      const pin = form.consents.find(({ notice }) => notice === id);
      return pin === undefined ? undefined : this.#notices.get(id, pin.version);
    };
    const pinned = form.consents.flatMap(({ notice: id }, at) => {
      const notice = noticeOf(id);
      const findings = notice === undefined ? [] : this.#ofNotice(notice);
      return findings.map((finding) => ({ ...finding, path: `consents.${at}.notice.${finding.path}` }));
    });
    return [...checkForm(form, noticeOf, words, hasSms, publisher), ...pinned];
  }

  #ofNotice(notice: PublishedNotice): Finding[] {
    const party = (id: string) => notice.parties?.find((one) => one.id === id);
    return checkNotice(notice, (id) => recipientOf(this.#context, id) ?? party(id));
  }
}
