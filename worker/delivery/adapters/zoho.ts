/** Owns leads in Zoho CRM, by its API version 8; must not know how a field is filled. */
import type { Region } from '../../../contract/notice.ts';
import { type Adapter, type Answer, type Config, type TokenFlow, unbroken } from '../adapter.ts';
import { failedAnswer, jsonOf } from '../json-answer.ts';
import { isToken, lentFor } from '../lent-token.ts';
import { renderMapping, templateData } from '../mapping.ts';
import { ownMember } from '../own-member.ts';
import { postJson } from '../vendor-request.ts';
import type { Verdict } from '../verdict.ts';

/** Where Zoho keeps a tenant's data: its accounts and its API (zoho.com/crm/developer/docs/api/v8/multi-dc.html, 2026-11). */
const homes: Readonly<Record<string, { accounts: string; api: string; region: Region }>> = {
  com: { accounts: 'https://accounts.zoho.com', api: 'https://www.zohoapis.com', region: 'us' },
  'com.cn': {
    accounts: 'https://accounts.zoho.com.cn',
    api: 'https://www.zohoapis.com.cn',
    region: 'mainland',
  },
  eu: { accounts: 'https://accounts.zoho.eu', api: 'https://www.zohoapis.eu', region: 'eu' },
  in: { accounts: 'https://accounts.zoho.in', api: 'https://www.zohoapis.in', region: 'in' },
  'com.au': { accounts: 'https://accounts.zoho.com.au', api: 'https://www.zohoapis.com.au', region: 'au' },
  jp: { accounts: 'https://accounts.zoho.jp', api: 'https://www.zohoapis.jp', region: 'jp' },
  ca: { accounts: 'https://accounts.zohocloud.ca', api: 'https://www.zohoapis.ca', region: 'ca' },
};

function home({ domain = 'com', baseUrl }: Config): { accounts: string; api: string } {
  const known = Object.hasOwn(homes, domain) ? homes[domain] : undefined;
  if (known === undefined) throw new Error('a Zoho domain that was never checked');
  return baseUrl === undefined ? known : { accounts: baseUrl, api: baseUrl };
}

function regionOf({ domain = 'com' }: Config): Region {
  return (Object.hasOwn(homes, domain) ? homes[domain]?.region : undefined) ?? 'us';
}

/** Ten tokens in ten minutes, then none for the rest of them (zoho.com/accounts, 2026-11). */
const tokenPauseMs = 10 * 60_000;

const token: TokenFlow = {
  request(config) {
    const { clientId = '', clientSecret = '', refreshToken = '' } = config;
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    });
    return {
      url: `${home(config).accounts}/oauth/v2/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    };
  },
  read(answer, nowMs) {
    const body = jsonOf(answer);
    const lent = ownMember(body, 'access_token');
    if (answer.status === 200 && isToken(lent)) {
      const life = { usualSeconds: 3600, earlySeconds: 300 };
      return lentFor({ token: lent }, ownMember(body, 'expires_in'), life, nowMs);
    }
    // It tells of errors with 200 and with 400.
    const error = ownMember(body, 'error');
    if (typeof error !== 'string') return failedAnswer(answer, nowMs);
    if (/denied/i.test(error)) {
      return { ...failedAnswer(answer, nowMs, 'throttled'), retryAfterMs: tokenPauseMs };
    }
    return failedAnswer(answer, nowMs, 'bad_credentials');
  },
};

/** Codes about what was sent: sending the same again is of no use. */
const refusals: Readonly<Record<string, string>> = {
  INVALID_DATA: 'invalid_field',
  MANDATORY_NOT_FOUND: 'required_field_missing',
  DUPLICATE_DATA: 'duplicate',
};

/** Codes about the account, that its owner can mend. */
const troubles: Readonly<Record<string, string>> = {
  OAUTH_SCOPE_MISMATCH: 'no_permission',
  NO_PERMISSION: 'no_permission',
  AUTHENTICATION_FAILURE: 'bad_credentials',
  LICENSE_LIMIT_EXCEEDED: 'no_quota',
  LIMIT_EXCEEDED: 'throttled',
  TOO_MANY_REQUESTS: 'throttled',
};

function wordOf(words: Readonly<Record<string, string>>, code: unknown): string | undefined {
  return typeof code === 'string' && Object.hasOwn(words, code) ? words[code] : undefined;
}

/** The status of the one record sent, which a 200 may hide; or of the whole request (zoho.com/crm/developer, v8, 2026-11). */
function judge(answer: Answer, nowMs: number): Verdict {
  const { status } = answer;
  const body = jsonOf(answer);
  const code = ownMember(body, 'code');
  if (code === 'INVALID_TOKEN') return { outcome: 'stale_access', status, reason: 'stale_access' };
  const isSuccess = status >= 200 && status < 300;
  const record = ownMember(body, 'data', 0);
  const recordCode = ownMember(record, 'code');
  if (isSuccess && recordCode === 'SUCCESS' && ownMember(record, 'status') === 'success') {
    return { outcome: 'delivered', status };
  }
  // What a ping asks for.
  if (status === 200 && typeof ownMember(body, 'org', 0, 'id') === 'string')
    return { outcome: 'delivered', status };
  const refusal = wordOf(refusals, recordCode);
  if (refusal !== undefined) return { outcome: 'rejected', status, reason: refusal };
  return failedAnswer(answer, nowMs, wordOf(troubles, recordCode) ?? wordOf(troubles, code));
}

export const zoho: Adapter = {
  kind: 'zoho',
  regionOf,
  members: {
    clientId: { isRequired: true, isSecret: false, pattern: unbroken },
    clientSecret: { isRequired: true, isSecret: true, pattern: unbroken },
    refreshToken: { isRequired: true, isSecret: true, pattern: unbroken },
    domain: { isRequired: false, isSecret: false, pattern: /^(?:com|com\.cn|eu|in|com\.au|jp|ca)$/ },
  },
  defaultMapping: {
    Last_Name: '{{lead.values.name | surname | default:"未填"}}',
    First_Name: '{{lead.values.name | given_name}}',
    Company: '{{lead.values.company | default:"个人"}}',
    Mobile: '{{lead.values.phone}}',
    Email: '{{lead.values.email}}',
    Description: '进件 {{lead.id}}，金额 {{lead.values.amount | wan | default:"未填"}}',
  },
  // A corrected phone would make a second record beside the first, so that corrections are left to a person.
  takes: ['lead.created', 'ping'],
  coalesces: 1,
  pace: { perMinute: null, atOnce: 4 },
  token,
  build({ config, mapping, messages: [{ event }], access }) {
    const { api } = home(config);
    const headers = { authorization: `Zoho-oauthtoken ${access.token ?? ''}` };
    if (event.type === 'ping') return { method: 'GET', url: `${api}/crm/v8/org`, headers, body: '' };
    const fields = renderMapping(mapping, templateData(event));
    const upsert = {
      data: [fields],
      ...(fields.Mobile === undefined ? {} : { duplicate_check_fields: ['Mobile'] }),
      trigger: ['workflow'],
    };
    return postJson(`${api}/crm/v8/Leads/upsert`, upsert, headers);
  },
  judge,
};
