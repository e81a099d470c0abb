/** Owns the submissions that the bench sends, each by another applicant; must not send them. */
import { randomBytes, randomInt } from 'node:crypto';
import { form } from './bench-server.ts';

/** The JSON of one submission to the demo's business form, about as long as a browser sends. */
export function submissionText(grants: unknown): string {
  return JSON.stringify({
    id: `sub_${randomBytes(16).toString('base64url')}`,
    form,
    formVersion: 1,
    values: {
      amount: 500_000,
      term: 24,
      use: 'stock',
      company: '常州市江南精密机械制造有限公司',
      uscc: '91350100M000100Y43',
      name: '张三',
      phone: `1${randomInt(3, 10)}${String(randomInt(0, 1_000_000_000)).padStart(9, '0')}`,
      region: '320400',
    },
    grants,
    utm: { source: 'wechat', medium: 'article' },
    page: { origin: 'https://partner.example', path: '/loans/business' },
    startedAt: '2026-11-22T08:00:00.000Z',
    sdk: '0.1.0',
  });
}
