/** Owns what no form may ask (rules.md CR-07, CR-09, CR-15 and others), as data, and finding it; must not know other rules of a form. */

import type { Finding } from '../../contract/problem.ts';
import type { Steps } from '../../contract/steps.ts';
import type { Told } from './catalogue.ts';
import { type AskedClass, askedAt, askedWords, costOf, listed } from './field-words.ts';
import type { FormDraft } from './form-schema.ts';

interface ForbiddenField extends AskedClass {
  rule: string;
  reason: Told;
  source: string;
}

export const forbiddenFields: readonly ForbiddenField[] = [
  {
    rule: 'CR-07',
    terms: listed(
      '宗教|信仰|基因|指纹|血型|疾病|病史|病历|religion|genes|genetic|fingerprint|blood type|illness|disease',
      'medical history',
    ),
    ids: /^_(?:religion|genes?|dna|fingerprints?|blood_?type|diseases?|illness|medical_?history)_$/,
    reason: {
      zh: '不得收集宗教信仰、基因、指纹、血型、疾病和病史信息',
      en: 'Religion, genes, fingerprints, blood type and illness may not be asked',
    },
    source: '《征信业管理条例》第14条',
  },
  {
    rule: 'CR-09',
    terms: listed(
      '逾期记录|不良记录|违约记录|失信记录|黑名单|逾期次数|逾期情况|有无逾期|是否逾期|当前逾期|overdue record',
      'default record|blacklist',
    ),
    ids: /^_(?:blacklist|bad_?records?|overdue(?:_?(?:records?|times|count))?|default_?records?)_$/,
    reason: {
      zh: '登记阶段不得收集不良信息，不良信息由征信机构依法保存',
      en: 'A lead holds no bad records; those are kept by credit bureaus, by law',
    },
    source: '《征信业管理条例》第7条、第16条',
  },
  {
    rule: 'CR-15',
    terms: listed(
      '信用报告|征信报告|征信记录|征信截图|征信详版|征信分|信用评分|信用分|芝麻分|芝麻信用|百行分|微信支付分',
      'credit report|credit score|credit history|credit rating|zhengxinbaogao',
    ),
    ids: /_(?:credit_?(?:reports?|scores?|history|rating)|zhima(?:_?(?:fen|score))?|sesame_?(?:credit|score))_/,
    reason: {
      zh: '信用信息须经持牌征信机构提供，不得由表单收集',
      en: 'Credit information comes through a licensed bureau, never from a form',
    },
    source: '《征信业务管理办法》第3条、第5条',
  },
  {
    rule: 'CR-18',
    terms: listed(
      '密码|口令|网银登录|网银账号|u盾|password|passcode|pin code|cvv|cvv2|cvc|安全码|卡背面三位|卡背面后三位',
      '卡片有效期|卡有效期|mima',
    ),
    unless: listed('密码学|密码箱|密码锁|密码行业|商用密码'),
    ids: /_(?:pwd|passwd|password|passcode|pin(?:_?code)?|cvv2?|cvc|mima|u_?dun)_/,
    reason: {
      zh: '不得索取密码、口令等身份鉴别信息',
      en: 'Passwords and whatever else opens an account may not be asked',
    },
    source: '《征信业务管理办法》第8条；GB/T 45574-2025',
  },
  {
    rule: 'CR-18',
    terms: listed('他人验证码|银行验证码|动态口令'),
    labelTerms: listed(
      '验证码|动态码|短信码|校验码|随机码|verification code|sms code|one-time code|one-time password|otp|yanzhengma',
    ),
    ids: /_(?:otp|(?:sms|verif(?:y|ication)|captcha|auth)_?code|yanzhengma|yzm)_/,
    reason: {
      zh: '不得索取验证码；验证本人手机请在手机字段设置 verify: "sms"',
      en: 'Codes may not be asked; to prove the phone, set verify: "sms" on its field',
    },
    source: '《征信业务管理办法》第8条；GB/T 45574-2025',
  },
  {
    rule: 'S-R20',
    terms: listed(
      '通讯录|通信录|联系人列表|通话记录|通话详单|短信记录|聊天记录|紧急联系|紧急联络|应急联系|第二联系人',
      '备用联系人|其他联系人|联系人关系|亲属联系|亲属姓名|亲属电话|亲属手机|配偶姓名|配偶电话|配偶手机|配偶联系',
      '配偶号码|爱人电话|爱人手机|同事姓名|同事电话|同事手机|同事联系|朋友姓名|朋友电话|朋友手机|朋友联系',
      '第一联系人|第三联系人|联系人1|联系人2|联系人3|联系人一|联系人二|联系人三|担保人姓名|担保人电话|担保人手机',
      '担保人联系|保证人姓名|保证人电话|保证人手机|保证人联系|证明人|介绍人电话|介绍人手机|推荐人电话|推荐人手机',
      'contact list|address book|emergency contact|next of kin|call records|tongxunlu|jinjilianxiren',
    ),
    labelTerms: listed('亲属|家属|亲友|亲戚|家人|父母|父亲|母亲|relatives|parents'),
    ids: /_(?:emergency(?:_?(?:contact|name|phone|mobile|tel))*|contacts|contact_?list|address_?book|phone_?book|relatives?|kin|call_?(?:records?|logs?)|sms_?(?:records?|logs?)|spouse_?(?:name|phone|mobile|tel)|(?:father|mother|parents?|colleague|friend)s?(?:_?(?:name|phone|mobile|tel))?|tongxunlu|jinji_?lianxiren)_/,
    reason: {
      zh: '不得收集通讯录、紧急联系人以及亲友、同事的信息',
      en: 'Contact lists, emergency contacts and what concerns relatives or colleagues may not be asked',
    },
    source: '《个人信息保护法》第6条',
  },
  {
    rule: 'S-R20',
    terms: listed(
      '精准定位|精确定位|精确位置|实时位置|实时定位|当前位置|当前定位|手机定位|我的位置|位置信息|位置共享|定位信息',
      'gps|经纬度|经度|纬度|行踪|轨迹|geolocation|precise location|current location|latitude|longitude|coordinates',
    ),
    ids: /_(?:gps|geo|geo_?location|lat(?:itude)?|lng|lon(?:gitude)?|coords?|coordinates|precise_?location|current_?location|track)_/,
    reason: {
      zh: '不得收集精准定位和行踪轨迹',
      en: 'Precise locations and movements may not be asked',
    },
    source: '《个人信息保护法》第6条；GB/T 45574-2025',
  },
  {
    rule: 'PI-17',
    terms: listed(
      '人脸|刷脸|面部|面容|自拍|手持身份证|手持证件|活体|声纹|语音样本|声音样本|虹膜|掌纹|步态|眼纹|生物特征',
      '生物识别|selfie|face photo|face scan|facial|voice sample|voiceprint|voice recording|iris|palm print|biometric',
      'biometrics',
    ),
    labelTerms: listed('录音|录像|语音|面签|视频认证|本人视频|本人照片|个人照片|半身照|免冠照|大头照|生活照'),
    ids: /_(?:face(?:_?(?:photo|scan|id|image))?|facial|selfie|liveness|voice(?:_?(?:print|sample|recording))?|iris|palm_?print|biometrics?)_/,
    reason: {
      zh: '不得收集人脸、声音等生物识别样本',
      en: 'Samples of faces, voices and other biometrics may not be asked',
    },
    source: '《人脸识别技术应用安全管理办法》；GB/T 45574-2025',
  },
];

/** Every field, by its words or id, that asks what no form may ask. */
export function* findForbiddenFields(draft: FormDraft): Steps<Finding[]> {
  const findings: Finding[] = [];
  for (const [at, step] of draft.steps.entries()) {
    for (const [place, field] of step.fields.entries()) {
      const words = yield* askedWords(field);
      for (const forbidden of forbiddenFields) {
        yield costOf(words, forbidden);
        const { rule, reason, source } = forbidden;
        const found = askedAt(words, forbidden);
        if (found === null) continue;
        const path = `steps.${at}.fields.${place}.${found.member}`;
        findings.push({ path, code: 'forbidden_field', rule, reason, source, phrase: found.phrase });
      }
    }
  }
  return findings;
}
