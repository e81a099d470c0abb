/** Owns what the receipt's page weighs before its later parts: the HTML of the demo's longest receipt and the script. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { PublishedNotice } from '../../contract/notice.ts';
import { businessLoan } from '../../demo/seed/form-business.ts';
import { privacyNotice, sensitiveIdNotice } from '../../demo/seed/notice-privacy.ts';
import { marketingNotice, provideBankA, provideBankB } from '../../demo/seed/notice-provide.ts';
import { recipients } from '../../demo/seed/parties.ts';
import { receiptPage } from '../../worker/router/pages/receipt-page.ts';
import { repository } from './source-file.ts';

/** Issue 4, Speed: brotli, before lazy parts. */
const budget = 20_000;

const brotliBytes = (text: string) => brotliCompressSync(text).length;
const built = (name: string) => readFileSync(join(repository, 'dist/sdk', name), 'utf8');

/** Every notice of the demo granted, the provisions withdrawn, so that nothing is left out. */
function realisticReceipt(): Promise<Response> {
  const parties = new Map(recipients.map((one): [string, typeof one] => [one.id, one]));
  const drafts = [privacyNotice, sensitiveIdNotice, provideBankA, provideBankB, marketingNotice];
  const notices = drafts.map((draft, at): PublishedNotice => {
    const named: string[] = 'recipients' in draft && Array.isArray(draft.recipients) ? draft.recipients : [];
    return JSON.parse(
      JSON.stringify({
        ...draft,
        version: 3,
        digest: `sha256:${String(at).repeat(64)}`,
        ...(named.length > 0 && { parties: named.map((id) => parties.get(id)) }),
      }),
    );
  });
  const hash = (at: number) => `bW9ja2hhc2g${at}_ZpYXNkZmFzZGZhc2RmYXNkZmFz`;
  return receiptPage({
    id: 'rc_huikai_abcdefghijklmnopqrstuvwxyz',
    tenant: 'huikai',
    publicUrl: 'https://forms.example.cn',
    facts: {
      createdAt: '2026-11-27T08:33:01.123Z',
      tenantName: '汇凯助贷信息咨询有限公司',
      tenantContact: '400-000-0000',
      form: 'business-loan',
      formTitle: businessLoan.title,
      locale: 'zh-CN',
      erasedAt: null,
      restrictedAt: null,
      hasPhone: true,
      isPhoneUnproven: false,
      asksForCode: true,
      mark: 'V1StGXR8Z5jdHi6BmyT0aB',
      leaves: [],
      notices,
      grants: notices.map((notice, at) => ({
        notice: notice.id,
        version: notice.version,
        digest: notice.digest,
        title: notice.title,
        kind: notice.kind,
        decision: notice.kind === 'provide' ? ('withdrawn' as const) : ('granted' as const),
        at: '2026-11-27T08:33:01.123Z',
        retention: notice.retention,
        recipients: (notice.parties ?? []).map(({ legalName, contact }) => ({
          legalName,
          contact,
          state: 'withdrawal_sent' as const,
          received: true,
        })),
        tenantState: 'delivered',
        entry: { index: 120_000 + at, leafHash: hash(at) },
        history: (['granted', 'withdrawn'] as const).map((decision, turn) => ({
          decision,
          version: notice.version,
          at: '2026-11-27T08:33:01.123Z',
          entry: { index: 120_000 + at + turn, leafHash: hash(turn) },
        })),
      })),
    },
  });
}

test('the receipt’s page fits its budget before its later parts', async () => {
  const html = await (await realisticReceipt()).text();
  expect(html).toContain(privacyNotice.title);
  const [page, script] = [brotliBytes(html), brotliBytes(built('jinjian-receipt.js'))];
  const parts = ['signature', 'places'].map(
    (name) => `${name} ${brotliBytes(built(`jinjian-${name}.js`))} B`,
  );
  process.stdout.write(
    `receipt page: ${page} B + script ${script} B brotli, ${budget} B allowed; later parts: ${parts.join(', ')}\n`,
  );
  expect(page + script).toBeLessThanOrEqual(budget);
});

test('its script holds no verifier and no list of places: those come when they are needed', () => {
  expect(built('jinjian-receipt.js')).not.toContain('成都');
  expect(built('jinjian-places.js')).toContain('成都');
});
