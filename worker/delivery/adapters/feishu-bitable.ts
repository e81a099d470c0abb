/** Owns tables of 飞书多维表格, a row for each lead; must not know what an event holds. */
import { type Adapter, type Config, type TokenFlow, unbroken } from '../adapter.ts';
import { badCredentials, busy, judgeByCode, meanings, staleAccess, throttled } from '../body-code.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { bodyOf } from '../json-answer.ts';
import { isToken, lentFor } from '../lent-token.ts';
import { renderMapping, templateData } from '../mapping.ts';
import { ownMember } from '../own-member.ts';
import { baseOf, jsonType, postJson } from '../vendor-request.ts';

const origin = 'https://open.feishu.cn';
// Codes: open.feishu.cn, 多维表格 新增记录 and 通用错误码, 2026-11. Several come with the statuses 400 and 403.
const rule = {
  members: ['code'],
  success: 0,
  meanings: meanings(
    [[99991661, 99991663, 99991664, 99991668, 99991671], staleAccess],
    [[99991400], throttled(60_000)],
    [[1254290], throttled(1000)],
    // 1254291: another row was being written. 1254607: the table is still at its last change.
    [
      [1254002, 1254036, 1254291, 1254607, 1254608, 1255001, 1255002, 1255003, 1255004, 1255005, 1255040],
      busy,
    ],
    [[1254003, 1254004, 1254040, 1254041], { outcome: 'failed', reason: 'not_found' }],
    [[91403, 99991672, 1254302, 1254304], { outcome: 'failed', reason: 'no_permission' }],
    [
      [1254015, 1254044, 1254045, 1254130, ...range(1254060, 1254074)],
      { outcome: 'rejected', reason: 'invalid_field' },
    ],
    [[1254103], { outcome: 'failed', reason: 'table_full' }],
  ),
};

const tokenRule = {
  members: ['code'],
  success: 0,
  meanings: meanings([[10003, 10014], badCredentials], [[99991400], throttled(60_000)]),
};

const token: TokenFlow = {
  request: (config) =>
    postJson(`${baseOf(config, origin)}/open-apis/auth/v3/tenant_access_token/internal`, {
      app_id: config.appId,
      app_secret: config.appSecret,
    }),
  read(answer, nowMs) {
    const verdict = judgeByCode(answer, nowMs, tokenRule);
    if (verdict.outcome !== 'delivered') return verdict;
    const body = bodyOf(answer);
    const lent = ownMember(body, 'tenant_access_token');
    if (!isToken(lent)) return { outcome: 'failed', status: answer.status, reason: 'unreadable' };
    // Another is given only once less than half an hour is left.
    return lentFor(
      { token: lent },
      ownMember(body, 'expire'),
      { usualSeconds: 7200, earlySeconds: 1700 },
      nowMs,
    );
  },
};

export const feishuBitable: Adapter = {
  kind: 'feishu_bitable',
  members: {
    appId: { isRequired: true, isSecret: false, pattern: /^[A-Za-z0-9_-]+$/ },
    appSecret: { isRequired: true, isSecret: true, pattern: unbroken },
    appToken: { isRequired: true, isSecret: false, pattern: /^[A-Za-z0-9_-]+$/ },
    tableId: { isRequired: true, isSecret: false, pattern: /^[A-Za-z0-9_-]+$/ },
  },
  defaultMapping: {
    类型: '{{event}}',
    编号: '{{lead.id}}',
    姓名: '{{lead.values.name}}',
    手机: '{{lead.values.phone}}',
    金额: '{{lead.values.amount}}',
    表单: '{{lead.form}}',
    渠道: '{{attribution.channel}}',
    提交时间: '{{lead.createdAt}}',
  },
  // A row can say what is new. Rows that have to go, or must no longer be used, are a person's work.
  takes: ['lead.created', 'lead.corrected', 'ping'],
  coalesces: 1,
  // 50 a second in all, but a table takes one row at a time (1254291).
  pace: { perMinute: 3000, atOnce: 1 },
  token,
  build({ config, mapping, messages: [{ id, event }], access }) {
    const headers = { authorization: `Bearer ${access.token ?? ''}` };
    if (event.type === 'ping') {
      const url = `${tableOf(config)}/fields?page_size=1`;
      return { method: 'GET', url, headers: { 'content-type': jsonType, ...headers }, body: '' };
    }
    const url = `${tableOf(config)}/records?client_token=${idempotencyKey(id)}`;
    return postJson(url, { fields: renderMapping(mapping, templateData(event)) }, headers);
  },
  judge: (answer, nowMs) => judgeByCode(answer, nowMs, rule),
};

function tableOf(config: Config): string {
  const [app, table] = [config.appToken, config.tableId].map((id) => encodeURIComponent(id ?? ''));
  return `${baseOf(config, origin)}/open-apis/bitable/v1/apps/${app}/tables/${table}`;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
