/** Owns the check that the demo's notices are lawful and publishable; must not know how they are sent. */
import { describe, expect, it } from 'vitest';
import { atOnce } from '../../contract/steps.ts';
import { notices } from '../../demo/seed/content.ts';
import { recipients, tenant } from '../../demo/seed/parties.ts';
import { checkNotice, checkNoticeWords } from '../../worker/publishing/check-notice.ts';
import { noticeSchema } from '../../worker/publishing/notice-schema.ts';
import { forbiddenIn, lawlessWords } from './forbidden-phrases.ts';

/** The demo's recipients are all asked for credit. */
function lender(id: string) {
  const one = recipients.find((known) => known.id === id);
  return one && { ...one, kind: 'lender' as const };
}

describe.each(notices.map((notice) => [notice.id, notice] as const))('notice %s', (_, notice) => {
  it('passes the publishing check', () => {
    const draft = noticeSchema.parse(notice);
    expect(checkNotice(draft, lender)).toEqual([]);
    expect(atOnce(checkNoticeWords(draft, lender)).findings).toEqual([]);
  });

  it('leaves no duty untold, so that a tenant may copy it (N1–N17, C1–C21)', () => {
    expect(atOnce(checkNoticeWords(noticeSchema.parse(notice), lender)).untold).toEqual([]);
  });

  it('tells each duty', () => {
    for (const duty of ['retention', 'refusal', 'withdrawal', 'contact'] as const) {
      expect(notice[duty].length, duty).toBeGreaterThan(8);
    }
    expect(notice.purposes.length).toBeGreaterThan(0);
    expect(notice.infoKinds.length).toBeGreaterThan(0);
    expect([...notice.purposes, ...notice.infoKinds].every((line) => line.trim() !== '')).toBe(true);
  });

  it('holds no forbidden clause and claims no approval', () => {
    expect(forbiddenIn(JSON.stringify(notice), lawlessWords)).toEqual([]);
  });

  it('draws attention to a key clause and has headings', () => {
    expect(notice.blocks.some((block) => 'strong' in block && block.strong)).toBe(true);
    expect(notice.blocks.filter((block) => block.type === 'heading').length).toBeGreaterThan(1);
  });

  it('names who is meant in the line by the checkbox', () => {
    const named = [{ ...tenant, legalName: tenant.name }, ...recipients]
      .filter((one) => notice.summary.includes(one.legalName))
      .map((one) => one.id);
    expect(named).toEqual('recipients' in notice ? notice.recipients : [tenant.id]);
  });
});

it('covers a provision to each lender, marketing, the ID number and a later credit query', () => {
  expect(notices.map((notice) => notice.kind).sort()).toEqual([
    'credit_query',
    'marketing',
    'privacy',
    'provide',
    'provide',
    'sensitive',
  ]);
});
