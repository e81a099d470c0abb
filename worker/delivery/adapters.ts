/** Owns the list of adapters by kind; must not know how any of them works. */
import type { Adapter, DestinationKind } from './adapter.ts';
import { dingtalkBot } from './adapters/dingtalk-bot.ts';
import { feishuBitable } from './adapters/feishu-bitable.ts';
import { feishuBot } from './adapters/feishu-bot.ts';
import { fxiaoke } from './adapters/fxiaoke.ts';
import { webhook } from './adapters/webhook.ts';
import { wecomBot } from './adapters/wecom-bot.ts';
import { xiaoshouyi } from './adapters/xiaoshouyi.ts';

const adapters: Partial<Record<DestinationKind, Adapter>> = {
  webhook,
  wecom_bot: wecomBot,
  feishu_bot: feishuBot,
  feishu_bitable: feishuBitable,
  dingtalk_bot: dingtalkBot,
  fxiaoke,
  xiaoshouyi,
};

/** The adapter of a kind. */
export function adapterOf(kind: DestinationKind): Adapter {
  const adapter = adapters[kind];
  if (adapter === undefined) throw new Error(`no adapter for ${kind}`);
  return adapter;
}
