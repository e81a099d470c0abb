/** Owns the list of adapters by kind; must not know how any of them works. */
import type { Adapter, DestinationKind } from './adapter.ts';
import { dingtalkBot } from './adapters/dingtalk-bot.ts';
import { espocrm } from './adapters/espocrm.ts';
import { feishuBitable } from './adapters/feishu-bitable.ts';
import { feishuBot } from './adapters/feishu-bot.ts';
import { fxiaoke } from './adapters/fxiaoke.ts';
import { hubspot } from './adapters/hubspot.ts';
import { salesforce } from './adapters/salesforce.ts';
import { webhook } from './adapters/webhook.ts';
import { wecomBot } from './adapters/wecom-bot.ts';
import { xiaoshouyi } from './adapters/xiaoshouyi.ts';
import { zoho } from './adapters/zoho.ts';

const adapters: Readonly<Record<DestinationKind, Adapter>> = {
  webhook,
  wecom_bot: wecomBot,
  feishu_bot: feishuBot,
  feishu_bitable: feishuBitable,
  dingtalk_bot: dingtalkBot,
  fxiaoke,
  xiaoshouyi,
  hubspot,
  salesforce,
  espocrm,
  zoho,
};

/** Every adapter that there is: a destination is of one of their kinds. */
export const allAdapters: readonly Adapter[] = Object.values(adapters);

/** The adapter of a kind. */
export function adapterOf(kind: DestinationKind): Adapter {
  return adapters[kind];
}
