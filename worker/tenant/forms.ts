/** Owns form drafts and published, immutable form versions; must not judge submissions. */
import { RpcTarget } from 'cloudflare:workers';
import { withAnnualCost } from '../../contract/annual-cost.ts';
import { chinaDateAt } from '../../contract/fields/date.ts';
import { type FieldKind, fieldsOf, type PublishedForm } from '../../contract/form.ts';
import type { PublishedNotice } from '../../contract/notice.ts';
import { type Finding, type Refusal, refuse } from '../../contract/problem.ts';
import type { FormBundle } from '../../contract/submission.ts';
import { digestOf } from '../encoding/digest.ts';
import { checkForm, type FormWords } from '../publishing/check-form.ts';
import { checkTerms } from '../publishing/check-terms.ts';
import type { Publisher } from '../publishing/cost-cap.ts';
import type { FormDraft } from '../publishing/form-schema.ts';
import { completeTheme } from '../publishing/theme-colours.ts';
import type { TenantContext } from './context.ts';
import type { NoticeStore } from './notices.ts';
import { type OutdatedPin, outdatedPins } from './outdated-pins.ts';
import { OutdatedRules } from './outdated-rules.ts';
import { allRows, firstRow, timeText } from './rows.ts';

/** A superseded version is still accepted this long: its text was on screen when the new one came out. */
const supersededGraceMs = 24 * 3_600_000;

type VersionRow = { version: number; content: string; body: string; superseded_at: number | null };

export interface FormSummary {
  id: string;
  title: string;
  savedAt: string;
  version?: number;
  digest?: string;
  /**
   * Of a published form: notices with a newer text, which applicants see once the form is published again; and where they
   * were asked for, the rules of today that it does not satisfy.
   */
  outdated?: Outdated[];
}

export interface SavedDraft {
  id: string;
  savedAt: string;
  advice: Finding[];
}

export type Outdated = OutdatedPin | Finding;

export class FormStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #notices: NoticeStore;
  readonly #cache = new Map<string, PublishedForm>();
  /** The latest version of each that was asked for: a followed link reads no row for it. */
  readonly #latestForms = new Map<string, PublishedForm>();
  readonly #broken: OutdatedRules;

  constructor(context: TenantContext, notices: NoticeStore) {
    super();
    this.#context = context;
    this.#notices = notices;
    this.#broken = new OutdatedRules(context, notices);
  }

  /** @returns with what it can't be published for, as far as a loan's terms go: a draft is saved all the same */
  saveDraft(id: string, draft: FormDraft): SavedDraft {
    const savedAtMs = this.#context.now();
    this.#context.sql.exec(
      `INSERT INTO form_drafts (id, body, saved_at) VALUES (?1, ?2, ?3)
       ON CONFLICT (id) DO UPDATE SET body = ?2, saved_at = ?3`,
      id,
      JSON.stringify(draft),
      savedAtMs,
    );
    return { id, savedAt: timeText(savedAtMs), advice: checkTerms(draft, this.#publisher()) };
  }

  draft(id: string): FormDraft | null {
    const row = firstRow<{ body: string }>(
      this.#context.sql,
      'SELECT body FROM form_drafts WHERE id = ?',
      id,
    );
    return row === undefined ? null : JSON.parse(row.body);
  }

  list(): FormSummary[] {
    const drafts = allRows<{ id: string; body: string; saved_at: number }>(
      this.#context.sql,
      'SELECT * FROM form_drafts ORDER BY id',
    );
    return drafts.map((row) => {
      const draft: FormDraft = JSON.parse(row.body);
      const published = this.#latest(row.id);
      const form: PublishedForm | undefined =
        published === undefined ? undefined : JSON.parse(published.body);
      return {
        id: row.id,
        title: draft.title,
        savedAt: timeText(row.saved_at),
        ...(form === undefined
          ? {}
          : {
              version: form.version,
              digest: form.digest,
              outdated: outdatedPins(form, this.#notices),
            }),
      };
    });
  }

  /** With what is outdated by the rules of today too, which takes long where the forms are long. */
  async listWithRules(): Promise<FormSummary[]> {
    const items: FormSummary[] = [];
    for (const item of this.list()) {
      const form = item.version === undefined ? undefined : this.version(item.id, item.version);
      const rules = form === undefined ? [] : await this.#broken.of(form, this.#publisher());
      items.push({ ...item, ...(item.outdated && { outdated: [...item.outdated, ...rules] }) });
    }
    return items;
  }

  /** Why the latest published version would not be published today as it is; null for a form that was never published. */
  async outdated(id: string): Promise<Outdated[] | null> {
    const latest = this.latestVersion(id);
    const form = latest === null ? undefined : this.version(id, latest);
    if (form === undefined) return null;
    return [...outdatedPins(form, this.#notices), ...(await this.#broken.of(form, this.#publisher()))];
  }

  /**
   * Publishes a draft as a new version that pins each notice's latest; the same content again is the same version.
   * @param words as `checkFormWords` found them
   */
  publish(id: string, draft: FormDraft | null, words: FormWords): PublishedForm | Refusal {
    const context = this.#context;
    if (draft === null) return refuse('unknown_form');
    const hasSms = context.profile().settings.sms !== undefined;
    const noticeOf = (notice: string) => this.#notices.latest(notice);
    const findings = checkForm(draft, noticeOf, words, hasSms, this.#publisher());
    if (findings.length > 0) return refuse('form_rejected', findings);
    const consents = draft.consents.flatMap((consent) => {
      const notice = this.#notices.latest(consent.notice);
      return notice === undefined ? [] : [{ ...consent, version: notice.version, digest: notice.digest }];
    });
    const { theme, disclosure, ...rest } = draft;
    const contents = {
      ...rest,
      ...(theme && { theme: completeTheme(theme) }),
      ...(disclosure && { disclosure: withAnnualCost(disclosure) }),
      id,
      consents,
    };
    const content = digestOf(contents);
    return context.storage.transactionSync(() => {
      const latest = this.#latest(id);
      if (latest?.content === content) {
        const same: PublishedForm = JSON.parse(latest.body);
        return same;
      }
      const numbered = { ...contents, version: (latest?.version ?? 0) + 1 };
      const published: PublishedForm = { ...numbered, digest: digestOf(numbered) };
      const nowMs = context.now();
      context.sql.exec(
        'UPDATE form_versions SET superseded_at = ? WHERE id = ? AND superseded_at IS NULL',
        nowMs,
        id,
      );
      context.sql.exec(
        'INSERT INTO form_versions (id, version, content, body, published_at) VALUES (?, ?, ?, ?, ?)',
        id,
        published.version,
        content,
        JSON.stringify(published),
        nowMs,
      );
      this.#latestForms.delete(id);
      return published;
    });
  }

  #publisher(): Publisher {
    return { tenantName: this.#context.profile().name, today: chinaDateAt(this.#context.now()) };
  }

  #latest(id: string): VersionRow | undefined {
    return firstRow<VersionRow>(
      this.#context.sql,
      'SELECT * FROM form_versions WHERE id = ? ORDER BY version DESC LIMIT 1',
      id,
    );
  }

  /** The number of the latest published version, or null: all that is needed when the version itself is cached. */
  latestVersion(id: string): number | null {
    return this.#latest(id)?.version ?? null;
  }

  /** The latest published version, or null. */
  latest(id: string): PublishedForm | null {
    const known = this.#latestForms.get(id);
    if (known !== undefined) return known;
    const row = this.#latest(id);
    if (row === undefined) return null;
    const form: PublishedForm = JSON.parse(row.body);
    this.#latestForms.set(id, form);
    return form;
  }

  /** The id of the tenant's published form when it has just one. */
  onlyPublished(): string | undefined {
    const ids = allRows<{ id: string }>(this.#context.sql, 'SELECT DISTINCT id FROM form_versions LIMIT 2');
    return ids.length === 1 ? ids[0]?.id : undefined;
  }

  /** Every field that any published version has, of one form or of all, in the order they were first asked. */
  fieldKinds(id: string | undefined): { id: string; kinds: FieldKind[] }[] {
    const rows = allRows<{ body: string }>(
      this.#context.sql,
      'SELECT body FROM form_versions WHERE ?1 IS NULL OR id = ?1 ORDER BY id, version',
      id ?? null,
    );
    const forms = rows.map(({ body }): PublishedForm => JSON.parse(body));
    const kinds = new Map<string, Set<FieldKind>>();
    for (const { id: field, kind } of forms.flatMap(fieldsOf)) {
      kinds.set(field, (kinds.get(field) ?? new Set()).add(kind));
    }
    return [...kinds].map(([field, all]) => ({ id: field, kinds: [...all] }));
  }

  version(id: string, version: number): PublishedForm | undefined {
    const key = `${id}@${version}`;
    const cached = this.#cache.get(key);
    if (cached !== undefined) return cached;
    const row = firstRow<{ body: string }>(
      this.#context.sql,
      'SELECT body FROM form_versions WHERE id = ? AND version = ?',
      id,
      version,
    );
    if (row === undefined) return undefined;
    const form: PublishedForm = JSON.parse(row.body);
    this.#cache.set(key, form);
    return form;
  }

  /** When a version was published, and each notice that it pins, by id. */
  publishedAt(id: string, version: number): { formSince: string; noticesSince: Record<string, string> } {
    const row = firstRow<{ published_at: number }>(
      this.#context.sql,
      'SELECT published_at FROM form_versions WHERE id = ? AND version = ?',
      id,
      version,
    );
    const consents = this.version(id, version)?.consents ?? [];
    return {
      formSince: timeText(row?.published_at ?? 0),
      noticesSince: Object.fromEntries(
        consents.map((pin) => [pin.notice, timeText(this.#notices.publishedAt(pin.notice, pin.version))]),
      ),
    };
  }

  /** True while submissions to this version are taken. */
  isAccepted(id: string, version: number, nowMs: number): boolean {
    const row = firstRow<{ superseded_at: number | null }>(
      this.#context.sql,
      'SELECT superseded_at FROM form_versions WHERE id = ? AND version = ?',
      id,
      version,
    );
    if (row === undefined) return false;
    return row.superseded_at === null || nowMs < row.superseded_at + supersededGraceMs;
  }

  /** Numbers of the versions that submissions are taken for now, the latest first. */
  acceptedVersions(id: string, nowMs: number): number[] {
    const rows = allRows<{ version: number }>(
      this.#context.sql,
      `SELECT version FROM form_versions WHERE id = ? AND (superseded_at IS NULL OR superseded_at > ?)
       ORDER BY version DESC`,
      id,
      nowMs - supersededGraceMs,
    );
    return rows.map((row) => row.version);
  }

  /** A version with the very texts it pins: immutable, so that callers may keep it for ever. */
  bundle(id: string, version: number): FormBundle | null {
    const form = this.version(id, version);
    if (form === undefined) return null;
    const notices: PublishedNotice[] = form.consents.flatMap(
      (consent) => this.#notices.get(consent.notice, consent.version) ?? [],
    );
    return { form, version: form.version, digest: form.digest, notices };
  }
}
