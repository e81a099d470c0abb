/** Owns the receipt of what this tab sent, there again after a reload; sealed as drafts are, gone with the tab or after a day. */
import type { Accepted } from '../../../contract/submission.ts';
import { createSealedStore } from '../../draft/sealed-store.ts';

/** What the view after the sending shows; which lead it is, no applicant needs. */
export type KeptReceipt = Pick<Accepted, 'receipt' | 'share'>;

export interface TabReceipt {
  keep(accepted: Accepted): void;
  load(): Promise<KeptReceipt | null>;
  drop(): void;
}

export function createTabReceipt(tenant: string, form: string, seat: number): TabReceipt {
  const store = createSealedStore('receipt', tenant, form, seat);
  return {
    keep: ({ receipt, share }) => store.save(JSON.stringify({ receipt, share })),
    load: async () => parseReceipt(await store.load()),
    drop: store.drop,
  };
}

/** Null for what this SDK did not write. */
export function parseReceipt(text: string | null): KeptReceipt | null {
  try {
    const { receipt, share } = Object(JSON.parse(text ?? ''));
    const { id, url } = Object(receipt);
    if (typeof id !== 'string' || typeof url !== 'string' || !/^https?:/.test(url)) return null;
    const { code, url: shared } = Object(share);
    const isShared = typeof code === 'string' && typeof shared === 'string';
    return { receipt: { id, url }, ...(isShared ? { share: { code, url: shared } } : {}) };
  } catch {
    return null;
  }
}
