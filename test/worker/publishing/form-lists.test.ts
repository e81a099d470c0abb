/** Owns the check that the two lists are the form's own schema and its notices' own recipients, no more and no less (PI-07). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Field, fieldsOf, type PublishedForm } from '../../../contract/form.ts';
import type { PublishedNotice } from '../../../contract/notice.ts';
import { codeVendorOf, collectedBy, providedBy } from '../../../worker/publishing/form-lists.ts';
import { noticeOf, recipientOf } from './samples.ts';

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('missing');
  return value;
}

const [self, bankA, bankB] = ['self', 'bank-a', 'bank-b'].map((id) => need(recipientOf(id)));
const privacy = need(noticeOf('privacy'));
const sensitive: PublishedNotice = { ...need(noticeOf('sensitive')), retention: '30日' };
const provide: PublishedNotice = {
  ...need(noticeOf('provide')),
  recipients: ['bank-a', 'bank-b'],
  parties: [need(bankA), need(bankB)],
  fields: ['phone', 'name', 'gone'],
};

const field = (id: string, more: Partial<Field> = {}): Field =>
  Object.assign({ id, kind: 'text' as const, label: `字段${id}`, purpose: `用途${id}` }, more);

function formOf(...steps: Field[][]): PublishedForm {
  const digest = 'sha256:00';
  const fields = steps.map((list) => ({ fields: list }));
  return { id: 'f', version: 1, digest, title: '表单', locale: 'zh-CN', steps: fields, consents: [] };
}

describe('what is collected (PI-07)', () => {
  it('is every field in the order asked, the hidden ones too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.record({ hidden: fc.boolean(), required: fc.boolean() }), { minLength: 1 }), {
          minLength: 1,
        }),
        (shapes) => {
          let count = 0;
          const form = formOf(
            ...shapes.map((list) =>
              list.map((shape) => {
                count += 1;
                return field(`x${count}`, shape);
              }),
            ),
          );
          expect(collectedBy(form, [privacy]).map((one) => one.field)).toEqual(fieldsOf(form));
        },
      ),
    );
  });

  it('tells whether it must be answered', () => {
    const showIf = { field: 'a', op: 'eq' as const, value: 'x' };
    const form = formOf([field('a', { required: true }), field('b'), field('c', { required: true, showIf })]);
    expect(collectedBy(form, [privacy]).map(({ asked }) => asked)).toEqual([
      'required',
      'optional',
      'if_asked',
    ]);
  });

  it('stands under the sensitive notice that names it, else under the privacy notice (PI-17)', () => {
    const form = formOf([field('name'), field('id', { kind: 'id_number' }), field('card')]);
    const noticesOf = (notices: PublishedNotice[]) =>
      collectedBy(form, notices).map(({ notice, isSensitive }) => `${notice?.kind} ${isSensitive}`);
    expect(noticesOf([privacy, sensitive])).toEqual(['privacy false', 'sensitive true', 'privacy false']);
    expect(noticesOf([privacy, { ...sensitive, fields: ['card'] }])).toEqual([
      'privacy false',
      'privacy true',
      'sensitive true',
    ]);
  });
});

describe('who is given what', () => {
  const form = formOf([field('name'), field('phone'), field('note')]);
  it('is each party of each notice but the tenant itself, with those of its fields that the form asks', () => {
    const told = providedBy(form, [{ ...privacy, parties: [need(self)] }, provide]);
    expect(
      told.map(({ notice, party, fields, when }) => [
        notice.id,
        party.id,
        fields.map(({ id }) => id).join(),
        when,
      ]),
    ).toEqual([
      ['provide', 'bank-a', 'name,phone', 'on_submit'],
      ['provide', 'bank-b', 'name,phone', 'on_submit'],
    ]);
  });
  it('is nobody where no notice names one', () => {
    expect(providedBy(form, [privacy, sensitive])).toEqual([]);
  });
  it('says that a credit authorisation is signed by itself', () => {
    const credit = { ...need(noticeOf('credit_query')), parties: [need(bankA)] };
    expect(providedBy(form, [credit])[0]).toMatchObject({ when: 'on_signature', fields: [] });
  });
});

describe('the vendor of codes', () => {
  const verified = formOf([field('phone', { kind: 'phone', verify: 'sms' })]);
  it.each([
    [verified, 'aliyun', 'aliyun'],
    [verified, 'tencent', 'tencent'],
    [verified, 'console', null],
    [verified, undefined, null],
    [formOf([field('phone', { kind: 'phone' })]), 'aliyun', null],
  ] as const)('is told only where one sends: %#', (form, provider, vendor) => {
    expect(codeVendorOf(form, provider)).toBe(vendor);
  });
});
