/** Owns the conformance table: a row for each adapter; must not know what is done with one. */
import type { Row } from './conformance-row.ts';
import { dingtalkBotRow } from './rows/dingtalk-bot.ts';
import { espocrmRow } from './rows/espocrm.ts';
import { feishuBitableRow } from './rows/feishu-bitable.ts';
import { feishuBotRow } from './rows/feishu-bot.ts';
import { fxiaokeRow } from './rows/fxiaoke.ts';
import { hubspotRow } from './rows/hubspot.ts';
import { salesforceRow } from './rows/salesforce.ts';
import { webhookRow } from './rows/webhook.ts';
import { wecomBotRow } from './rows/wecom-bot.ts';
import { xiaoshouyiRow } from './rows/xiaoshouyi.ts';
import { zohoRow } from './rows/zoho.ts';

export const rows: readonly Row[] = [
  webhookRow,
  wecomBotRow,
  feishuBotRow,
  feishuBitableRow,
  dingtalkBotRow,
  fxiaokeRow,
  xiaoshouyiRow,
  hubspotRow,
  salesforceRow,
  espocrmRow,
  zohoRow,
];
