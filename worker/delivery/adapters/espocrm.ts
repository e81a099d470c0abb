/** Owns EspoCRM's Lead Capture; must not know how a field is filled. */
import type { Adapter, Answer } from '../adapter.ts';
import { failedAnswer, jsonOf } from '../json-answer.ts';
import { renderMapping, templateData } from '../mapping.ts';
import { jsonType } from '../vendor-request.ts';
import type { Verdict } from '../verdict.ts';

/** From espocrm/espocrm, Controllers/LeadCapture and Tools/LeadCapture/CaptureService (2026-11). */
function judge(answer: Answer, nowMs: number): Verdict {
  const { status } = answer;
  const body = jsonOf(answer);
  if (status === 200 && body === true) return { outcome: 'delivered', status };
  if (status === 404) return failedAnswer(answer, nowMs, 'not_found');
  // EspoCRM tells what is wrong with a field in the body or in this header; a 400 with neither is some proxy's.
  const isItsOwn = (typeof body === 'object' && body !== null) || answer.header('x-status-reason') !== null;
  if (status === 400 && isItsOwn) return { outcome: 'rejected', status, reason: 'invalid_field' };
  return failedAnswer(answer, nowMs);
}

export const espocrm: Adapter = {
  kind: 'espocrm',
  members: {
    // The documentation gives addresses of its API; the way from there on is ours to add.
    baseUrl: {
      isRequired: true,
      isSecret: false,
      isAddress: true,
      endsBefore: '/api/v1',
    },
    apiKey: { isRequired: true, isSecret: true, pattern: /^[A-Za-z0-9]{8,128}$/ },
  },
  defaultMapping: {
    lastName: '{{lead.values.name | surname}}',
    firstName: '{{lead.values.name | given_name}}',
    phoneNumber: '{{lead.values.phone}}',
    emailAddress: '{{lead.values.email}}',
    accountName: '{{lead.values.company}}',
    description: '进件 {{lead.id}}，金额 {{lead.values.amount | wan | default:"未填"}}',
  },
  takes: ['lead.created', 'ping'],
  coalesces: 1,
  pace: { perMinute: null, atOnce: 2 },
  build({ config, mapping, messages: [{ event }] }) {
    const { baseUrl = '', apiKey = '' } = config;
    const rendered = renderMapping(mapping, templateData(event));
    // The documentation asks for null where a field is empty.
    const fields = Object.keys(mapping).map((field) => [field, rendered[field] ?? null]);
    const isPing = event.type === 'ping';
    return {
      // OPTIONS looks the key up and makes no lead.
      method: isPing ? 'OPTIONS' : 'POST',
      url: `${baseUrl}/api/v1/LeadCapture/${encodeURIComponent(apiKey)}`,
      headers: { accept: 'application/json', 'content-type': jsonType },
      body: isPing ? '' : JSON.stringify(Object.fromEntries(fields)),
    };
  },
  judge,
};
