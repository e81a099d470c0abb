/** Owns leads of 销售易 (Neo CRM); must not know what an event holds. */
import { type Adapter, type Config, type TokenFlow, unbroken } from '../adapter.ts';
import { judgeByCode, meanings, staleAccess, throttled } from '../body-code.ts';
import { bodyOf } from '../json-answer.ts';
import { isToken, lentFor } from '../lent-token.ts';
import { renderMapping, templateData } from '../mapping.ts';
import { ownMember, ownText } from '../own-member.ts';
import { unsafeTarget } from '../target-safety.ts';
import { baseOf, jsonType, postJson } from '../vendor-request.ts';
import { judgeStatus } from '../verdict.ts';

const origin = 'https://login.xiaoshouyi.com';
/** Where the interfaces are when the token's answer does not say. */
const usualInstance = 'https://api.xiaoshouyi.com';

// doc.xiaoshouyi.com, OpenAPI V2 and 密码模式, as public clients use it, 2026-11: `code` is 200, as a number or as text.
const rule = {
  members: ['code'],
  success: 200,
  meanings: meanings([[401], staleAccess], [[429], throttled(60_000)]),
};

const token: TokenFlow = {
  request: (config) => ({
    url: `${baseOf(config, origin)}/auc/oauth2/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'password',
      client_id: config.clientId ?? '',
      client_secret: config.clientSecret ?? '',
      username: config.username ?? '',
      password: config.password ?? '',
    }).toString(),
  }),
  read(answer, nowMs, config) {
    const { status } = answer;
    const body = bodyOf(answer);
    // RFC 6749 §5.2: with status 400 or 401, and seen with 200.
    const error = ownText(body, 'error');
    if (/^(?:invalid_client|invalid_grant|unauthorized_client)$/.test(error)) {
      return { outcome: 'failed', status, reason: 'bad_credentials' };
    }
    if (status < 200 || status >= 300) return judgeStatus(status, () => answer.header('retry-after'), nowMs);
    if (body === null) return { outcome: 'failed', status, reason: 'unreadable' };
    const lent = ownMember(body, 'access_token');
    if (!isToken(lent)) return { outcome: 'failed', status, reason: error === '' ? 'unreadable' : 'refused' };
    const instance = instanceOf(ownText(body, 'instance_uri'), config);
    if (instance === null) return { outcome: 'failed', status, reason: 'unsafe_instance' };
    const life = { usualSeconds: 7200, earlySeconds: 300 };
    return lentFor({ token: lent, instance }, ownMember(body, 'expires_in'), life, nowMs);
  },
};

export const xiaoshouyi: Adapter = {
  kind: 'xiaoshouyi',
  members: {
    clientId: { isRequired: true, isSecret: false },
    clientSecret: { isRequired: true, isSecret: true, pattern: unbroken },
    username: { isRequired: true, isSecret: false },
    password: { isRequired: true, isSecret: true },
  },
  defaultMapping: {
    name: '{{lead.values.name}}',
    companyName: '{{lead.values.company}}',
    phone: '{{lead.values.phone}}',
  },
  // A lead's id in the CRM is not kept, so that what is there can't be changed.
  takes: ['lead.created', 'ping'],
  coalesces: 1,
  pace: { perMinute: null, atOnce: 2 },
  token,
  build({ config, mapping, messages: [{ event }], access }) {
    const leads = `${baseOf(config, access.instance ?? usualInstance)}/rest/data/v2.0/xobjects/lead`;
    const headers = { authorization: `Bearer ${access.token ?? ''}` };
    if (event.type === 'ping') {
      const url = `${leads}/busiType`;
      return { method: 'GET', url, headers: { 'content-type': jsonType, ...headers }, body: '' };
    }
    return postJson(leads, { data: renderMapping(mapping, templateData(event)) }, headers);
  },
  judge(answer, nowMs) {
    if (answer.status === 401) return { ...staleAccess, status: 401 };
    return judgeByCode(answer, nowMs, rule);
  },
};

/**
 * Where the target says that its interfaces are: the token goes there, so that it must be the vendor's own house over
 * https. Null for any other place.
 */
function instanceOf(told: string, config: Config): string | null {
  if (config.baseUrl !== undefined) return config.baseUrl;
  if (told === '') return usualInstance;
  const address = told.includes('://') ? told : `https://${told}`;
  if (unsafeTarget(address, 'public') !== null) return null;
  const { hostname, origin: instance } = new URL(address);
  return hostname.endsWith('.xiaoshouyi.com') ? instance : null;
}
