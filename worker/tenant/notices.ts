/** Owns published notices: versioned, immutable; must not judge their words. */
import { RpcTarget } from 'cloudflare:workers';
import type { PublishedNotice, Recipient } from '../../contract/notice.ts';
import { type Finding, type Refusal, refuse } from '../../contract/problem.ts';
import type { Steps } from '../../contract/steps.ts';
import { digestOf } from '../encoding/digest.ts';
import { checkNotice, checkNoticeWords, type NoticeWords } from '../publishing/check-notice.ts';
import { type ChangeReason, diffNotices, type NoticeDiff } from '../publishing/notice-diff.ts';
import type { NoticeDraft } from '../publishing/notice-schema.ts';
import type { TenantContext } from './context.ts';
import { recipientOf } from './recipients.ts';
import { allRows, firstRow } from './rows.ts';

export interface Publication {
  notice: PublishedNotice;
  isNew: boolean;
  /** Duties that its words leave untold. */
  advice: Finding[];
}

export class NoticeStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #cache = new Map<string, PublishedNotice>();
  /** By `id@version..latest`: two versions never differ in another way. */
  readonly #outgrown = new Map<string, ChangeReason[]>();

  constructor(context: TenantContext) {
    super();
    this.#context = context;
  }

  /** A version is immutable, so that each is parsed once in an object's life. */
  get(id: string, version: number): PublishedNotice | undefined {
    const key = `${id}@${version}`;
    const cached = this.#cache.get(key);
    if (cached !== undefined) return cached;
    const row = firstRow<{ body: string }>(
      this.#context.sql,
      'SELECT body FROM notices WHERE id = ? AND version = ?',
      id,
      version,
    );
    if (row === undefined) return undefined;
    const notice: PublishedNotice = JSON.parse(row.body);
    this.#cache.set(key, notice);
    return notice;
  }

  /** Time of a version's publication; 0 for one that never was. */
  publishedAt(id: string, version: number): number {
    const row = firstRow<{ published_at: number }>(
      this.#context.sql,
      'SELECT published_at FROM notices WHERE id = ? AND version = ?',
      id,
      version,
    );
    return row?.published_at ?? 0;
  }

  latest(id: string): PublishedNotice | undefined {
    const row = firstRow<{ version: number | null }>(
      this.#context.sql,
      'SELECT MAX(version) AS version FROM notices WHERE id = ?',
      id,
    );
    return typeof row?.version === 'number' ? this.get(id, row.version) : undefined;
  }

  /** What changed from one version to another; undefined when either was never published. */
  diff(id: string, from: number, to: number): NoticeDiff | undefined {
    const [before, after] = [this.get(id, from), this.get(id, to)];
    return before === undefined || after === undefined ? undefined : diffNotices(before, after);
  }

  /** Why a grant of this version does not cover what the latest one asks for; empty while it does. */
  outgrown(id: string, version: number): ChangeReason[] {
    const latest = this.latest(id);
    if (latest === undefined || latest.version === version) return [];
    const key = `${id}@${version}..${latest.version}`;
    const known = this.#outgrown.get(key);
    if (known !== undefined) return known;
    const diff = this.diff(id, version, latest.version);
    const reasons = diff?.insufficient === true ? diff.reasons : [];
    this.#outgrown.set(key, reasons);
    return reasons;
  }

  /** The latest version of each. */
  list(): PublishedNotice[] {
    const ids = allRows<{ id: string }>(this.#context.sql, 'SELECT DISTINCT id FROM notices ORDER BY id');
    return ids.flatMap(({ id }) => this.latest(id) ?? []);
  }

  /** Reads every word of a draft, which takes long where it is long. */
  read(draft: NoticeDraft): Steps<NoticeWords> {
    return checkNoticeWords(draft, (id) => recipientOf(this.#context, id));
  }

  /**
   * Publishes a new version, or answers with the latest when its content is the same. The named recipients are
   * written into the text as they stand, so that the digest covers every name shown. What the text does not tell is
   * advice, or refused where the tenant is strict with itself.
   * @param words as `read` found them
   */
  publish(draft: NoticeDraft, words: NoticeWords): Publication | Refusal {
    const context = this.#context;
    const find = (id: string) => recipientOf(context, id);
    const advice = words.untold;
    const isStrict = context.profile().settings.notices === 'strict';
    const findings = [...checkNotice(draft, find), ...words.findings, ...(isStrict ? advice : [])];
    if (findings.length > 0) return refuse('notice_rejected', findings);
    const parties: Recipient[] = (draft.recipients ?? []).flatMap((id) => find(id) ?? []);
    const contents = { ...draft, ...(parties.length > 0 ? { parties } : {}) };
    const content = digestOf(contents);
    return context.storage.transactionSync(() => {
      const latest = firstRow<{ version: number; content: string }>(
        context.sql,
        'SELECT version, content FROM notices WHERE id = ? ORDER BY version DESC LIMIT 1',
        draft.id,
      );
      if (latest?.content === content) {
        const same = this.get(draft.id, latest.version);
        if (same !== undefined) return { notice: same, isNew: false, advice };
      }
      const numbered = { ...contents, version: (latest?.version ?? 0) + 1 };
      const body = JSON.stringify({ ...numbered, digest: digestOf(numbered) });
      context.sql.exec(
        'INSERT INTO notices (id, version, content, body, published_at) VALUES (?, ?, ?, ?, ?)',
        draft.id,
        numbered.version,
        content,
        body,
        context.now(),
      );
      const notice: PublishedNotice = JSON.parse(body);
      return { notice, isNew: true, advice };
    });
  }
}
