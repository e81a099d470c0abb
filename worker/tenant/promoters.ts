/** Owns the people and firms who share links 推广人; must not know what their links brought. */
import { RpcTarget } from 'cloudflare:workers';
import type { PromoterKind } from '../../contract/event.ts';
import { type Finding, type Refusal, refuse } from '../../contract/problem.ts';
import { toBase32 } from '../encoding/bytes.ts';
import { lackingOf, type Standing } from '../referral/campaign-off.ts';
import { type CardDetails, type CardPatch, cardOf, dropCard, saveCard } from './business-cards.ts';
import type { TenantContext } from './context.ts';
import { createKey, revokeKeysOf } from './keys.ts';
import { allRows, firstRow, timeText } from './rows.ts';

export interface PromoterDraft {
  kind: PromoterKind;
  name: string;
  employer?: string | undefined;
  employeeNo?: string | undefined;
  /** Of the trade: its number and last day, `YYYY-MM-DD` in China (rules.md MK-03). */
  certificate?: { number: string; until: string } | undefined;
  /** First and last day on which the promoter may share. */
  authority?: { from: string; until: string } | undefined;
}

export type PromoterPatch = { [K in keyof PromoterDraft]?: PromoterDraft[K] | undefined };

/** That the promoter agreed to the rules of sharing (rules.md RF-07): which version of them, and when. */
export interface SharingConsent {
  version: string;
  at: string;
}

export interface PromoterView extends PromoterDraft, CardDetails {
  id: string;
  consent?: SharingConsent;
  createdAt: string;
  leftAt?: string;
  handoverTo?: string;
}

export type PromoterRow = {
  id: string;
  kind: PromoterKind;
  name: string;
  employer: string | null;
  employee_no: string | null;
  left_at: number | null;
  handover_to: string | null;
  created_at: number;
  certificate: string | null;
  authority: string | null;
  consent: string | null;
};

export function promoterRow(context: TenantContext, id: string): PromoterRow | undefined {
  return firstRow<PromoterRow>(context.sql, 'SELECT * FROM promoters WHERE id = ?', id);
}

function parsed<T>(text: string | null): T | null {
  return text === null ? null : JSON.parse(text);
}

function stored(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/** What decides whether a promoter may share a campaign. */
export function standingOf(row: PromoterRow): Standing {
  return {
    kind: row.kind,
    employer: row.employer,
    certificate: parsed(row.certificate),
    authority: parsed(row.authority),
  };
}

function viewOf(row: PromoterRow): PromoterView {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    ...(row.employer === null ? {} : { employer: row.employer }),
    ...(row.employee_no === null ? {} : { employeeNo: row.employee_no }),
    ...(row.certificate === null ? {} : { certificate: JSON.parse(row.certificate) }),
    ...(row.authority === null ? {} : { authority: JSON.parse(row.authority) }),
    ...(row.consent === null ? {} : { consent: JSON.parse(row.consent) }),
    createdAt: timeText(row.created_at),
    ...(row.left_at === null ? {} : { leftAt: timeText(row.left_at) }),
    ...(row.handover_to === null ? {} : { handoverTo: row.handover_to }),
  };
}

export class PromoterStore extends RpcTarget {
  readonly #context: TenantContext;

  constructor(context: TenantContext) {
    super();
    this.#context = context;
  }

  /** Registers a promoter; the token is a `promoter` key, in this answer only. */
  create(draft: PromoterDraft): PromoterView & { token: string } {
    const context = this.#context;
    return context.storage.transactionSync(() => {
      const id = `pr_${toBase32(context.random(10))}`;
      context.sql.exec(
        `INSERT INTO promoters (id, kind, name, employer, employee_no, certificate, authority, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        id,
        draft.kind,
        draft.name,
        draft.employer ?? null,
        draft.employeeNo ?? null,
        stored(draft.certificate),
        stored(draft.authority),
        context.now(),
      );
      const { key } = createKey(context, 'promoter', draft.name, id);
      const row = promoterRow(context, id);
      if (row === undefined) throw new Error('a promoter that was just made is not there');
      return { ...viewOf(row), token: key };
    });
  }

  list(): PromoterView[] {
    return allRows<PromoterRow>(this.#context.sql, 'SELECT * FROM promoters ORDER BY created_at, id').map(
      (row) => this.#withCard(row),
    );
  }

  /** Null for an id that is nobody's, or whose owner has left. */
  view(id: string): PromoterView | null {
    const row = promoterRow(this.#context, id);
    return row === undefined || row.left_at !== null ? null : this.#withCard(row);
  }

  /** Whoever has left too. */
  known(id: string): PromoterView | null {
    const row = promoterRow(this.#context, id);
    return row === undefined ? null : this.#withCard(row);
  }

  #withCard(row: PromoterRow): PromoterView {
    return { ...viewOf(row), ...cardOf(this.#context, row.id) };
  }

  patch(id: string, patch: PromoterPatch, card: CardPatch = {}): PromoterView | Refusal {
    const row = promoterRow(this.#context, id);
    if (row === undefined) return refuse('not_found');
    this.#context.sql.exec(
      `UPDATE promoters SET kind = ?, name = ?, employer = ?, employee_no = ?, certificate = ?, authority = ?
       WHERE id = ?`,
      patch.kind ?? row.kind,
      patch.name ?? row.name,
      patch.employer ?? row.employer,
      patch.employeeNo ?? row.employee_no,
      stored(patch.certificate) ?? row.certificate,
      stored(patch.authority) ?? row.authority,
      id,
    );
    // Whoever has left has no card any more.
    if (Object.keys(card).length > 0 && row.left_at === null) saveCard(this.#context, id, card);
    const after = promoterRow(this.#context, id);
    return after === undefined ? refuse('not_found') : this.#withCard(after);
  }

  /** What a promoter lacks for sharing campaigns now. */
  lacking(id: string): Finding[] {
    const row = promoterRow(this.#context, id);
    const { marketing } = this.#context.profile().settings;
    return row === undefined ? [] : lackingOf(standingOf(row), marketing, this.#context.now());
  }

  /** Records that a promoter agreed to a version of the rules of sharing; the same version again keeps its time. */
  consent(id: string, version: string): PromoterView | Refusal {
    const row = promoterRow(this.#context, id);
    if (row === undefined || row.left_at !== null) return refuse('not_found');
    const earlier = parsed<SharingConsent>(row.consent);
    if (earlier?.version === version) return this.#withCard(row);
    const consent = stored({ version, at: timeText(this.#context.now()) });
    this.#context.sql.exec('UPDATE promoters SET consent = ? WHERE id = ?', consent, id);
    return this.#withCard({ ...row, consent });
  }

  /** A promoter leaves: the token ends; links go to a colleague, or stay credited to the tenant. */
  leave(id: string, handoverTo?: string): { left: true } | Refusal {
    const context = this.#context;
    const row = promoterRow(context, id);
    if (row === undefined || row.left_at !== null) return refuse('not_found');
    const colleague = handoverTo === undefined ? undefined : promoterRow(context, handoverTo);
    const isThere = colleague !== undefined && colleague.left_at === null && colleague.id !== id;
    if (handoverTo !== undefined && !isThere) {
      return refuse('invalid_request', [{ path: 'handoverTo', code: 'unknown_promoter' }]);
    }
    return context.storage.transactionSync(() => {
      context.sql.exec(
        'UPDATE promoters SET left_at = ?, handover_to = ? WHERE id = ?',
        context.now(),
        handoverTo ?? null,
        id,
      );
      // What was credited before stays as each lead tells it; the links credit the colleague from now on.
      context.sql.exec(
        'UPDATE links SET promoter = ?, kind = ? WHERE promoter = ?',
        handoverTo ?? null,
        colleague?.kind ?? row.kind,
        id,
      );
      revokeKeysOf(context, id);
      dropCard(context, id);
      return { left: true };
    });
  }
}
