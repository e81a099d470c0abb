/** Owns leads (LeadsObj) of 纷享销客; must not know what an event holds. */
import { type Adapter, type TokenFlow, unbroken } from '../adapter.ts';
import { badCredentials, busy, judgeByCode, meanings, staleAccess, throttled } from '../body-code.ts';
import { bodyOf } from '../json-answer.ts';
import { isToken, lentFor } from '../lent-token.ts';
import { renderMapping, templateData } from '../mapping.ts';
import { ownMember } from '../own-member.ts';
import { baseOf, postJson } from '../vendor-request.ts';

const origin = 'https://open.fxiaoke.com';
const dayMs = 86_400_000;
const chinaAheadMs = 8 * 3_600_000;

// developer.fxiaoke.com/openapi_v2, 全局返回码 and 频次限制, read 2026-11: each interface takes 100 calls in 20 seconds. What
// it answers is known to differ from its table, so that few codes are taken for good: all others are tried again.
const known = meanings(
  [[20016], staleAccess],
  [[14001, 30004], throttled(20_000)],
  [[30003], { outcome: 'failed', reason: 'no_quota' }],
  [[20012, 20014, 20020, 20021, 20022], { outcome: 'failed', reason: 'no_permission' }],
  [[50009], busy],
);
const rule = { members: ['errorCode'], success: 0, meanings: known };
/** Asked for a token, 10006 is a wrong secret, whatever the table says. At most ten a minute are given. */
const tokenRule = {
  ...rule,
  meanings: new Map([
    ...known,
    ...meanings([[10006, 20015, 20016], badCredentials], [[14001, 30004], throttled(60_000)]),
  ]),
};
/** The day's calls are used up. */
const dayIsUsedUp = 30002;

const token: TokenFlow = {
  request: (config) =>
    postJson(`${baseOf(config, origin)}/cgi/corpAccessToken/get/V2`, {
      appId: config.appId,
      appSecret: config.appSecret,
      permanentCode: config.permanentCode,
    }),
  read(answer, nowMs) {
    const verdict = judgeByCode(answer, nowMs, withDay(tokenRule, nowMs));
    if (verdict.outcome !== 'delivered') return verdict;
    const body = bodyOf(answer);
    const [lent, corpId] = [ownMember(body, 'corpAccessToken'), ownMember(body, 'corpId')];
    if (!isToken(lent) || !isToken(corpId)) {
      return { outcome: 'failed', status: answer.status, reason: 'unreadable' };
    }
    // Until ten minutes before its end the same one is given again.
    return lentFor(
      { token: lent, corpId },
      ownMember(body, 'expiresIn'),
      { usualSeconds: 7200, earlySeconds: 540 },
      nowMs,
    );
  },
};

export const fxiaoke: Adapter = {
  kind: 'fxiaoke',
  members: {
    appId: { isRequired: true, isSecret: false },
    appSecret: { isRequired: true, isSecret: true, pattern: unbroken },
    permanentCode: { isRequired: true, isSecret: true, pattern: unbroken },
    currentOpenUserId: { isRequired: true, isSecret: false },
    leadsPoolId: { isRequired: false, isSecret: false },
  },
  defaultMapping: {
    name: '{{lead.values.name}}',
    mobile: '{{lead.values.phone}}',
    company: '{{lead.values.company}}',
    remark: '进件 {{lead.id}}，表单 {{lead.form}}',
  },
  // A lead's id in the CRM is not kept, so that what is there can't be changed.
  takes: ['lead.created', 'ping'],
  coalesces: 1,
  pace: { perMinute: 300, atOnce: 2 },
  token,
  build({ config, mapping, messages: [{ event }], access }) {
    const caller = {
      corpAccessToken: access.token,
      corpId: access.corpId,
      currentOpenUserId: config.currentOpenUserId,
    };
    const base = `${baseOf(config, origin)}/cgi/crm/v2/data`;
    if (event.type === 'ping') return postJson(`${base}/query`, { ...caller, data: noLead });
    const pool = config.leadsPoolId === undefined ? {} : { leads_pool_id: config.leadsPoolId };
    const fields = { ...renderMapping(mapping, templateData(event)), ...pool, dataObjectApiName: 'LeadsObj' };
    return postJson(`${base}/create`, { ...caller, data: { object_data: fields } });
  },
  judge: (answer, nowMs) => judgeByCode(answer, nowMs, withDay(rule, nowMs)),
};

/** A search that finds nothing: it tells whether token, company and user may work with leads, and reads none. */
const noLead = {
  dataObjectApiName: 'LeadsObj',
  search_query_info: {
    limit: 1,
    offset: 0,
    filters: [{ field_name: '_id', field_values: ['000000000000000000000000'], operator: 'EQ' }],
  },
};

/** With the day's calls used up, the next are given at midnight in China. */
function withDay(codes: typeof rule, nowMs: number): typeof rule {
  const untilMidnightMs = dayMs - ((nowMs + chinaAheadMs) % dayMs);
  return { ...codes, meanings: new Map([...codes.meanings, [dayIsUsedUp, throttled(untilMidnightMs)]]) };
}
