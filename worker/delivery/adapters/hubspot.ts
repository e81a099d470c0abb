/** Owns HubSpot's form submissions, public and authenticated; must not know how a field is filled. */
import { type Adapter, type Answer, type Message, unbroken } from '../adapter.ts';
import { bodyOf, failedAnswer } from '../json-answer.ts';
import { renderMapping, templateData } from '../mapping.ts';
import { ownMember, ownText } from '../own-member.ts';
import { baseOf, postJson } from '../vendor-request.ts';
import type { Verdict } from '../verdict.ts';

const origin = 'https://api.hsforms.com';
const contact = '0-1';

/** `0-2/name` is a field of another object than the contact (developers.hubspot.com, forms v3 legacy; 2026-11). */
function fieldOf(name: string, value: string) {
  const slash = name.indexOf('/');
  return slash === -1
    ? { objectTypeId: contact, name, value }
    : { objectTypeId: name.slice(0, slash), name: name.slice(slash + 1), value };
}

/** The consent that the applicant gave to the privacy notice, if the recipient may know of it: which text, by its digest. */
function legalConsent({ event }: Message) {
  const consents = ownMember(event.data, 'consents');
  const granted = (Array.isArray(consents) ? consents : []).find(
    (one) => ownMember(one, 'kind') === 'privacy' && ownMember(one, 'decision') === 'granted',
  );
  if (granted === undefined) return {};
  const [notice, version, digest, at] = ['notice', 'version', 'digest', 'at'].map((name) =>
    String(ownMember(granted, name)),
  );
  const text = `${notice} v${version} ${digest}, ${at}`;
  return { legalConsentOptions: { consent: { consentToProcess: true, text } } };
}

/** Codes of `errors[].errorType` that are about what was sent; github.com/verbb/formie issues 2013, 2618 show the shape (2026-11). */
const reasons: Readonly<Record<string, string>> = {
  REQUIRED_FIELD: 'required_field_missing',
  INVALID_EMAIL: 'invalid_email',
  BLOCKED_EMAIL: 'blocked_email',
  NUMBER_OUT_OF_RANGE: 'invalid_field',
  INPUT_TOO_LARGE: 'field_too_long',
};

function judge(answer: Answer, nowMs: number): Verdict {
  const { status } = answer;
  const body = bodyOf(answer);
  const errors = ownMember(body, 'errors');
  if (status === 200 && body !== null && errors === undefined && ownMember(body, 'status') !== 'error') {
    return { outcome: 'delivered', status };
  }
  if (status === 401 || status === 403) return failedAnswer(answer, nowMs, 'bad_credentials');
  if (status === 404) return failedAnswer(answer, nowMs, 'not_found');
  if ((status === 400 || status === 200) && Array.isArray(errors)) {
    const type = ownText(ownMember(errors, 0), 'errorType');
    // A switch of the form: once it is off, the same request is taken.
    if (type === 'FORM_HAS_RECAPTCHA_ENABLED') return failedAnswer(answer, nowMs, 'captcha_enabled');
    const reason = Object.hasOwn(reasons, type) ? reasons[type] : undefined;
    return { outcome: 'rejected', status, reason: reason ?? 'refused' };
  }
  return failedAnswer(answer, nowMs);
}

export const hubspot: Adapter = {
  kind: 'hubspot',
  // Whatever its data centre, the company is there (rule XB-01); a tenant whose account is in another says so.
  regionOf: () => 'us',
  members: {
    portalId: { isRequired: true, isSecret: false, pattern: /^\d{1,20}$/ },
    formGuid: {
      isRequired: true,
      isSecret: false,
      pattern: /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
    },
    accessToken: { isRequired: false, isSecret: true, pattern: unbroken, pastedIn: /^Bearer (\S+)$/i },
  },
  defaultMapping: {
    lastname: '{{lead.values.name | surname}}',
    firstname: '{{lead.values.name | given_name}}',
    phone: '{{lead.values.phone}}',
    email: '{{lead.values.email}}',
    company: '{{lead.values.company}}',
  },
  // A second submission makes a second one: corrections and erasures are done in HubSpot.
  takes: ['lead.created'],
  coalesces: 1,
  // 50 in 10 seconds for the public endpoint, more for the other (developers.hubspot.com, 2026-11).
  pace: { perMinute: 300, atOnce: 4 },
  build({ config, mapping, messages: [message] }) {
    const { portalId = '', formGuid = '', accessToken } = config;
    const submissions = `${baseOf(config, origin)}/submissions/v3/integration`;
    const path = accessToken === undefined ? 'submit' : 'secure/submit';
    const data = templateData(message.event);
    const context = renderMapping({ pageName: '{{lead.form}}' }, data);
    return postJson(
      `${submissions}/${path}/${encodeURIComponent(portalId)}/${encodeURIComponent(formGuid)}`,
      {
        submittedAt: String(Date.parse(message.event.timestamp)),
        fields: Object.entries(renderMapping(mapping, data)).map(([name, value]) => fieldOf(name, value)),
        context,
        ...legalConsent(message),
      },
      accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` },
    );
  },
  judge,
};
