/** Owns what a promoter's business card 名片 prints beyond the name: title, phone, photo; entered by the tenant, gone when they leave. */
import type { TenantContext } from './context.ts';
import { firstRow } from './rows.ts';

export interface CardDetails {
  title?: string;
  phone?: string;
  /** https address of a picture. */
  photo?: string;
}

/** What is left out stays, `null` takes away. */
export type CardPatch = { [K in keyof CardDetails]?: CardDetails[K] | null | undefined };

type CardRow = { title: string | null; phone: string | null; photo: string | null };

export function cardOf(context: TenantContext, promoter: string): CardDetails {
  const row = firstRow<CardRow>(
    context.sql,
    'SELECT title, phone, photo FROM business_cards WHERE promoter = ?',
    promoter,
  );
  return {
    ...(row?.title == null ? {} : { title: row.title }),
    ...(row?.phone == null ? {} : { phone: row.phone }),
    ...(row?.photo == null ? {} : { photo: row.photo }),
  };
}

export function saveCard(context: TenantContext, promoter: string, patch: CardPatch): void {
  const before = cardOf(context, promoter);
  const after = (name: keyof CardDetails) => (patch[name] === undefined ? before[name] : patch[name]) ?? null;
  context.sql.exec(
    'INSERT OR REPLACE INTO business_cards (promoter, title, phone, photo) VALUES (?, ?, ?, ?)',
    promoter,
    after('title'),
    after('phone'),
    after('photo'),
  );
}

export function dropCard(context: TenantContext, promoter: string): void {
  context.sql.exec('DELETE FROM business_cards WHERE promoter = ?', promoter);
}
