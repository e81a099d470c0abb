/** Owns which language an authorisation's page speaks: its notice's; must not hold any words. */
import type { Locale } from '../../../contract/form.ts';
import type { AuthorisationWords } from './authorisation-words.ts';
import { en } from './authorisation-words-en.ts';
import { zhCn } from './authorisation-words-zh-cn.ts';
import { zhTw } from './authorisation-words-zh-tw.ts';

export const authorisationWords: Record<Locale, AuthorisationWords> = { 'zh-CN': zhCn, 'zh-TW': zhTw, en };
