/** Owns Salesforce's Web-to-Lead; must not know how a field is filled. */
import type { Adapter } from '../adapter.ts';
import { failedAnswer } from '../json-answer.ts';
import { renderMapping, templateData } from '../mapping.ts';
import { baseOf } from '../vendor-request.ts';

const origin = 'https://webto.salesforce.com';

export const salesforce: Adapter = {
  kind: 'salesforce',
  regionOf: () => 'us',
  members: {
    oid: { isRequired: true, isSecret: false, pattern: /^00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?$/ },
    leadSource: { isRequired: false, isSecret: false, pattern: /^.{1,255}$/u },
  },
  defaultMapping: {
    last_name: '{{lead.values.name | surname | default:"未填"}}',
    first_name: '{{lead.values.name | given_name}}',
    // Salesforce makes no lead without one.
    company: '{{lead.values.company | default:"个人"}}',
    mobile: '{{lead.values.phone}}',
    email: '{{lead.values.email}}',
    description: '进件 {{lead.id}}，金额 {{lead.values.amount | wan | default:"未填"}}',
  },
  takes: ['lead.created'],
  coalesces: 1,
  // 500 in 24 hours; what is more, Salesforce queues or mails by itself (help.salesforce.com 000005004, 2026-11).
  pace: { perMinute: null, atOnce: 2 },
  build({ config, mapping, messages: [{ event }] }) {
    const { oid = '', leadSource } = config;
    const form = new URLSearchParams(renderMapping(mapping, templateData(event)));
    if (leadSource !== undefined) form.set('lead_source', leadSource);
    form.set('oid', oid);
    return {
      url: `${baseOf(config, origin)}/servlet/servlet.WebToLead?encoding=UTF-8&orgId=${encodeURIComponent(oid)}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
      body: form.toString(),
    };
  },
  /**
   * Salesforce answers 200 whether it makes a lead of it, queues it, mails it to somebody, or knows no such `oid`: what
   * was handed over is `delivered`, and told to be `unconfirmed`. Its servers are known to name an exception in a header
   * `Is-Processed`, which no page of theirs explains (2026-11): where it names one, no lead was made.
   */
  judge(answer, nowMs) {
    const { status } = answer;
    if (status !== 200) return failedAnswer(answer, nowMs);
    const processed = answer.header('is-processed');
    if (processed !== null && !/^\s*true\s*$/i.test(processed)) {
      return failedAnswer(answer, nowMs, 'not_processed');
    }
    return processed === null
      ? { outcome: 'delivered', status, reason: 'unconfirmed' }
      : { outcome: 'delivered', status };
  },
};
