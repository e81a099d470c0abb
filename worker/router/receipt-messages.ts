/** Owns the wording of findings on what the holder of a receipt asks for; must not know when one is found. */
import type { Locale } from '../../contract/form.ts';

/** By finding code. They stand apart from the words of fields, which every form script carries. */
export const receiptMessages: Record<Locale, Record<string, string>> = {
  'zh-CN': {
    receipt_secret_required: '请在提交申请的设备上打开授权回执，再来签署',
    invalid_receipt_secret: '这台设备上保存的回执与此申请不符',
    phone_unproven: '这个号码是他人改过的，不能用来核实本人；请在提交申请的设备上打开回执，或联系机构',
    not_on_receipt: '这份回执中没有此项授权',
    not_granted: '您当时没有同意此项，无需撤回',
    phone_is_proven: '该手机号码经短信验证，不能在此更改；如需更改请联系机构',
  },
  'zh-TW': {
    receipt_secret_required: '請在送件的裝置上開啟授權回執，再來簽署',
    invalid_receipt_secret: '這台裝置上保存的回執與此申請不符',
    phone_unproven: '這個號碼是他人改過的，不能用來核實本人；請在送件的裝置上開啟回執，或聯絡機構',
    not_on_receipt: '這份回執中沒有此項授權',
    not_granted: '您當時沒有同意此項，不需撤回',
    phone_is_proven: '此手機號碼經簡訊驗證，不能在此更改；如需更改請聯絡機構',
  },
  en: {
    receipt_secret_required: 'Open your receipt on the device that you applied with, then sign',
    invalid_receipt_secret: 'The receipt kept on this device is not that of this application',
    phone_unproven:
      'Somebody else changed this number, so that it proves nothing; open the receipt on the device that you applied with, or contact the company',
    not_on_receipt: 'This consent is not on the receipt',
    not_granted: 'You did not agree to this, so that there is nothing to withdraw',
    phone_is_proven: 'This number was proven by a code and can’t be changed here; please contact the company',
  },
};
