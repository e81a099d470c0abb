/** Owns the wording of findings on what the holder of a receipt asks for; must not know when one is found. */
import type { Locale } from '../../contract/form.ts';

/** By finding code. They stand apart from the words of fields, which every form script carries. */
export const receiptMessages: Record<Locale, Record<string, string>> = {
  'zh-CN': {
    not_on_receipt: '这份回执中没有此项授权',
    not_granted: '您当时没有同意此项，无需撤回',
    phone_is_proven: '该手机号码经短信验证，不能在此更改；如需更改请联系机构',
  },
  'zh-TW': {
    not_on_receipt: '這份回執中沒有此項授權',
    not_granted: '您當時沒有同意此項，不需撤回',
    phone_is_proven: '此手機號碼經簡訊驗證，不能在此更改；如需更改請聯絡機構',
  },
  en: {
    not_on_receipt: 'This consent is not on the receipt',
    not_granted: 'You did not agree to this, so that there is nothing to withdraw',
    phone_is_proven: 'This number was proven by a code and can’t be changed here; please contact the company',
  },
};
