/** Owns the check of what a record holds and leaves out; must not know how it is committed to or kept. */
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../contract/canonical-json.ts';
import { consentRecord, type DecisionMade } from '../../../worker/ledger/consent-record.ts';

const made: DecisionMade = {
  tenant: 'acme',
  controller: { legalName: '诚信助贷', uscc: undefined },
  submission: 'sub_0123456789abcdefghij',
  channel: 'form',
  form: { id: 'loan', version: 3, digest: 'sha256:ff' },
  notice: { id: 'query', version: 2, digest: 'sha256:aa', validity: { days: 90, maxQueries: 1 } },
  decision: 'granted',
  atMs: Date.UTC(2026, 10, 22, 8),
  locale: 'zh-CN',
  subject: undefined,
  page: undefined,
};

describe('a consent record', () => {
  it('PI-14 says who asked, what was decided, when and where, and nothing that is undefined', () => {
    expect(JSON.parse(canonicalJson(consentRecord(made)))).toEqual({
      v: 2,
      tenant: 'acme',
      controller: { legalName: '诚信助贷' },
      submission: 'sub_0123456789abcdefghij',
      channel: 'form',
      form: made.form,
      notice: { id: 'query', version: 2, digest: 'sha256:aa' },
      decision: 'granted',
      at: '2026-11-22T08:00:00.000Z',
      locale: 'zh-CN',
      validity: { until: '2027-02-20T08:00:00.000Z', maxQueries: 1 },
    });
  });
  it.each(['refused', 'withdrawn'] as const)('has no end of a grant when the decision is %s', (decision) => {
    expect(consentRecord({ ...made, decision }).validity).toBeUndefined();
  });
  it('pins form and notice by their text alone, whatever else the caller hands over', () => {
    const whole = { ...made.form, title: '贷款申请' };
    expect(consentRecord({ ...made, form: whole }).form).toEqual(made.form);
  });
  it('names the lead of a later decision', () => {
    const { submission: _, ...later } = made;
    const record = consentRecord({ ...later, lead: 'ld_a', channel: 'receipt', decision: 'withdrawn' });
    expect(record).toMatchObject({ lead: 'ld_a', channel: 'receipt', decision: 'withdrawn' });
    expect(record).not.toHaveProperty('submission');
  });
});
