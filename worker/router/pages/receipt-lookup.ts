/** Owns the page where a receipt is opened by its number; must not know how a number is read or found. */
import type { Locale } from '../../../contract/form.ts';
import { markup } from './html.ts';
import { page } from './page.ts';
import { receiptStyle } from './receipt-style.ts';

const words: Record<Locale, Record<'title' | 'help' | 'label' | 'open' | 'wrong', string>> = {
  'zh-CN': {
    title: '查看授权回执',
    help: '登记完成时给您的回执编号以 rc_ 开头。也可以粘贴回执网址，或扫描回执图片上的二维码。',
    label: '回执编号',
    open: '查看回执',
    wrong: '没有找到这份回执。请逐位核对编号：rc_ 之后是机构代号，最后是 26 位小写字母和数字。',
  },
  'zh-TW': {
    title: '查看授權回執',
    help: '登記完成時給您的回執編號以 rc_ 開頭。也可以貼上回執網址，或掃描回執圖片上的 QR Code。',
    label: '回執編號',
    open: '查看回執',
    wrong: '沒有找到這份回執。請逐位核對編號：rc_ 之後是機構代號，最後是 26 位小寫字母和數字。',
  },
  en: {
    title: 'Open a consent receipt',
    help: 'The number that you were given when you applied begins with rc_. You can also paste the receipt’s address, or scan the code on its picture.',
    label: 'Receipt number',
    open: 'Open',
    wrong:
      'There is no such receipt. Check the number sign by sign: after the company’s name come 26 small letters and digits.',
  },
};

/** @param typed what was not found; it is shown again to be corrected */
export function lookupPage(locale: Locale, typed?: string): Promise<Response> {
  const { title, help, label, open, wrong } = words[locale];
  const isWrong = typed !== undefined;
  const body = markup`<main><div class="sheet"><h1>${title}</h1><p class="quiet" id="help">${help}</p><form method="post" action="/r"><label for="number">${label}</label><input id="number" name="number" value="${typed ?? ''}" maxlength="300" autocomplete="off" autocapitalize="none" spellcheck="false" required aria-invalid="${String(isWrong)}" aria-describedby="help error"><p class="error" id="error" role="alert">${isWrong ? wrong : ''}</p><p class="actions"><button class="main">${open}</button></p></form></div></main>`;
  return page(title, body, { status: isWrong ? 404 : 200, lang: locale, style: receiptStyle });
}
