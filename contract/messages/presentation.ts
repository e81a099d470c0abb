/** Owns the wording of consents that were shown badly, apart since few browsers ever need it; must not know where it is shown. */

/** By finding code of `judgePresentation`: each says what the applicant can do. */
export const presentationMessages: Record<'zh-CN' | 'en', Record<string, string>> = {
  'zh-CN': {
    too_small: '授权文字显示过小（应不小于{min}像素），请放大页面或调大字号后再提交',
    too_pale: '授权文字与背景过于接近，请关闭浏览器的夜间或阅读模式后再提交',
  },
  en: {
    too_small: 'The text was shown too small (under {min} px): enlarge the page, then submit again',
    too_pale:
      'The text was too pale to read: turn off the browser’s night or reading mode, then submit again',
  },
};
