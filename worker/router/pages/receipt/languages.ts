/** Owns the list of languages that the receipt's page speaks; must not hold any words. */
import type { Locale } from '../../../../contract/form.ts';
import type { ReceiptWords } from '../receipt-words.ts';
import { en } from './en.ts';
import { zhCn } from './zh-cn.ts';
import { zhTw } from './zh-tw.ts';

export const receiptWords: Record<Locale, ReceiptWords> = { 'zh-CN': zhCn, 'zh-TW': zhTw, en };
