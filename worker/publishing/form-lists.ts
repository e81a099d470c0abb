/** Owns the two lists of a published form, what is collected and who is given what (网数 art. 21); must not draw them. */
import { type Field, fieldsOf, isSmsVerified, type PublishedForm } from '../../contract/form.ts';
import { coveringNotices } from '../../contract/judge-sensitive.ts';
import type { PublishedNotice, Recipient } from '../../contract/notice.ts';

export interface Collected {
  field: Field;
  /** `if_asked`: required once its condition holds. */
  asked: 'required' | 'if_asked' | 'optional';
  isSensitive: boolean;
  /** The notice under which it is handled; none where the form pins none that could be. */
  notice: PublishedNotice | undefined;
}

export interface Provided {
  notice: PublishedNotice;
  party: Recipient;
  /** Of the notice's fields, those that this form asks. */
  fields: Field[];
  /** `on_submit`: by what the applicant grants here. `on_signature`: by an authorisation asked for later. */
  when: 'on_submit' | 'on_signature';
}

/** Every field, the hidden ones too, in the order asked. */
export function collectedBy(form: PublishedForm, notices: readonly PublishedNotice[]): Collected[] {
  const privacy = notices.find((notice) => notice.kind === 'privacy');
  return fieldsOf(form).map((field) => {
    const [sensitive] = coveringNotices(field, notices);
    const asked = field.required !== true ? 'optional' : field.showIf === undefined ? 'required' : 'if_asked';
    return {
      field,
      asked,
      isSensitive: sensitive !== undefined || field.kind === 'id_number',
      notice: sensitive ?? privacy,
    };
  });
}

/** Every named recipient of every pinned notice, the tenant itself left out. */
export function providedBy(form: PublishedForm, notices: readonly PublishedNotice[]): Provided[] {
  return notices.flatMap((notice) =>
    (notice.parties ?? [])
      .filter((party) => party.kind !== 'self')
      .map(
        (party): Provided => ({
          notice,
          party,
          fields: fieldsOf(form).filter((field) => notice.fields?.includes(field.id)),
          when: notice.kind.startsWith('credit_') ? 'on_signature' : 'on_submit',
        }),
      ),
  );
}

/** The vendor that sends codes for this form, by name of the tenant's setting; null when no phone of it is verified. */
export function codeVendorOf(form: PublishedForm, provider: string | undefined): 'aliyun' | 'tencent' | null {
  if (!fieldsOf(form).some(isSmsVerified)) return null;
  return provider === 'aliyun' || provider === 'tencent' ? provider : null;
}
