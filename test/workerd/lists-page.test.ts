/** Owns the page of a form's lists and notices as it is served: complete, escaped, cached, in the form's language. */
import { beforeAll, describe, expect, test } from 'vitest';
import { call, publicUrl } from './api.ts';
import {
  broker,
  configure,
  formDraft,
  lender,
  noticeDraft,
  openDoor,
  openShop,
  publishForm,
  type Shop,
} from './scenario.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const pathOf = (form: string) => `/f/${shop.tenant}/${form}/notices`;
const textOf = async (form = 'biz') => (await call('GET', pathOf(form))).text;
const rows = (text: string, name: string) =>
  [...text.matchAll(new RegExp(`<table class="${name}"[\\s\\S]*?</table>`, 'g'))].flatMap(([table]) =>
    [...table.matchAll(/<tr role="row"><th role="rowheader"[\s\S]*?<\/tr>/g)].map(([row]) =>
      [...row.matchAll(/<div>([\s\S]*?)<\/div>/g)].map((cell) =>
        (cell[1] ?? '')
          .replace(/<[^>]+>/g, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
      ),
    ),
  );

describe('the lists (PI-07)', () => {
  test('name every field of the form, its purpose and whether it is needed', async () => {
    const hidden = { id: 'store', kind: 'text', label: '门店', purpose: '统计渠道', hidden: true };
    const draft = { ...formDraft, steps: [...formDraft.steps, { fields: [hidden] }] };
    await publishForm(shop.tenant, shop.owner, 'all', draft);
    const collected = rows(await textOf('all'), 'collected');
    const asked = formDraft.steps.flatMap((step): { label: string; purpose: string }[] => step.fields);
    const fields = [...asked, hidden];
    for (const { label, purpose } of fields) {
      expect(collected, label).toContainEqual([label, expect.any(String), expect.any(String), purpose]);
    }
    // And what the form notes by itself.
    expect(collected).toHaveLength(fields.length + 4);
    expect(collected).toContainEqual(['门店', '文字说明', '不显示，由网页带入', '统计渠道']);
    expect(collected).toContainEqual(['姓名', '姓名', '必填', '称呼您']);
    expect(collected).toContainEqual(['设备名称', '文字说明', '符合条件时必填', '匹配产品']);
    expect(collected[0]?.[0]).toBe('身份证号码');
  });

  test('name each recipient with contact, purpose, kinds, way and notice (PI-08)', async () => {
    expect(rows(await textOf(), 'provided')).toEqual([
      [
        lender.legalName,
        `${lender.contact} 统一社会信用代码：${lender.uscc}`,
        '评估贷款申请',
        '姓名、手机号码 对应的填写项：姓名、手机号码、金额',
        '您提交并同意后，通过加密接口传送',
        '授权书 provide-bank-a',
      ],
    ]);
  });

  test('say that nobody is given anything, where nobody is', async () => {
    const consents = [
      { notice: 'privacy', required: true },
      { notice: 'sensitive', required: false },
    ];
    await publishForm(shop.tenant, shop.owner, 'alone', { ...formDraft, consents });
    const text = await textOf('alone');
    expect(text).toContain('本表单不向其他单位或个人提供您的信息。');
    expect(text).not.toContain(lender.legalName);
  });

  test('name who takes e-signatures, where the tenant has set that up', async () => {
    const signing = { provider: 'esign', appId: '1', appSecret: 'hidden-secret' };
    const own = await openShop({ ...openDoor, signing });
    const { text } = await call('GET', `/f/${own.tenant}/${own.form}/notices`);
    expect(rows(text, 'provided').at(-1)).toEqual([
      '杭州天谷信息科技有限公司（e签宝）',
      '',
      '核验您的身份和签署意愿，签署并保存征信授权书',
      '姓名、手机号码、已填写的身份证号码、签署的文件',
      '您点“同意并前往签署”时，通过加密接口传送',
      '委托处理',
    ]);
    expect(text).not.toContain('hidden-secret');
  });

  test('name the vendor that sends codes, as one who acts on behalf', async () => {
    const sms = {
      provider: 'aliyun',
      accessKeyId: 'a',
      accessKeySecret: 'hidden-secret',
      signName: '汇',
      templateCode: 'S',
    };
    const own = await openShop({ ...openDoor, sms });
    const steps = [
      { fields: [{ id: 'phone', kind: 'phone', label: '手机', purpose: '联系您', verify: 'sms' }] },
    ];
    const consents = [{ notice: 'privacy', required: true }];
    await publishForm(own.tenant, own.owner, 'sms', { title: '验证', steps, consents });
    const { text } = await call('GET', `/f/${own.tenant}/sms/notices`);
    expect(rows(text, 'provided')).toEqual([
      [
        '阿里云计算有限公司',
        '',
        '向您的手机发送验证码',
        '手机号码',
        '您点“获取验证码”时，通过加密接口传送',
        '委托处理',
      ],
    ]);
    expect(text).not.toContain('hidden-secret');
  });
});

describe('the notices (PI-05, PI-06)', () => {
  test('stand in full, in the version that applicants see today', async () => {
    const own = await openShop();
    const path = `/f/${own.tenant}/biz/notices`;
    const before = (await call('GET', path)).text;
    for (const pin of own.notices) {
      expect(before).toContain(`<article id="notice-${pin.notice}"`);
      expect(before).toContain(`href="#notice-${pin.notice}"`);
      expect(before).toContain(pin.digest);
    }
    for (const told of [
      '一、我们收集什么',
      '<strong>我们收集您的姓名与手机号码。</strong>',
      '不同意则无法提供服务',
    ]) {
      expect(before).toContain(told);
    }
    await configure(
      'POST',
      '/v1/notices',
      own.owner,
      noticeDraft('privacy', 'privacy', { title: '第二版告知' }),
    );
    expect((await call('GET', path)).text).toBe(before);
    await configure('POST', '/v1/forms/biz/publish', own.owner);
    expect((await call('GET', path)).text).toContain('第二版告知');
  });

  test('a credit authorisation names institution, bureau, purpose and validity', async () => {
    const more = { recipients: ['bank-a'], bureaus: ['中国人民银行征信中心'], creditPurpose: 'loan_review' };
    await configure('POST', '/v1/notices', shop.owner, noticeDraft('credit', 'credit_query', more));
    const consents = [...formDraft.consents, { notice: 'credit', required: false }];
    await publishForm(shop.tenant, shop.owner, 'credit', { ...formDraft, consents });
    const text = await textOf('credit');
    for (const told of ['审核贷款申请', '中国人民银行征信中心', '自授权之日起90日内有效，最多查询1次']) {
      expect(text).toContain(told);
    }
    expect(rows(text, 'provided')[1]?.[4]).toBe('您另行签署授权后，由接收方向征信机构查询或报送');
  });
});

describe('as a page', () => {
  test('needs no script, and is linked from the form’s own page and back', async () => {
    const { text, headers } = await call('GET', pathOf('biz'));
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(text).not.toContain('<script');
    expect(text).toContain(`href="/f/${shop.tenant}/biz"`);
    expect(text).toContain(`<link rel="canonical" href="${publicUrl}${pathOf('biz')}">`);
    const form = (await call('GET', `/f/${shop.tenant}/biz?r=ABCDEFGHJK`)).text;
    expect(form).toContain(`<a href="${pathOf('biz')}">个人信息清单与告知文本</a>`);
  });

  test('is kept a minute and answers 304 to its own ETag until something on it changes', async () => {
    const own = await openShop();
    const path = `/f/${own.tenant}/biz/notices`;
    const first = await call('GET', path);
    const etag = String(first.headers.get('etag'));
    expect(first.headers.get('cache-control')).toBe(
      'public, max-age=60, stale-while-revalidate=86400, no-transform',
    );
    for (const wanted of [etag, `W/${etag}`]) {
      const again = await call('GET', path, { headers: { 'if-none-match': wanted } });
      expect(again.status).toBe(304);
      expect(again.text).toBe('');
      expect(again.headers.get('cache-control')).toBe(first.headers.get('cache-control'));
    }
    expect((await call('HEAD', path)).headers.get('etag')).toBe(etag);
    await configure('PATCH', '/v1/tenant', own.owner, { name: '改名助贷' });
    const changed = await call('GET', path, { headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
    expect(changed.text).toContain('改名助贷');
  });

  test.for([
    ['zh-TW', '個人資料蒐集清單', '個人資料對外提供清單', '個人資料清單與告知文件'],
    ['en', 'What is collected', 'Whom it is given to', 'Personal information and notices'],
  ] as const)('speaks %s where the form does', async ([locale, collected, provided, title]) => {
    await publishForm(shop.tenant, shop.owner, 'spoken', { ...formDraft, locale });
    const text = await textOf('spoken');
    expect(text).toContain(`<html lang="${locale}">`);
    for (const told of [`<h1>${title}</h1>`, collected, provided]) expect(text).toContain(told);
    expect((await call('GET', `/f/${shop.tenant}/spoken`)).text).toContain(`>${title}</a>`);
  });

  test('lets no text break out', async () => {
    const nasty = '</p><script>alert(1)</script>"\'&<img src=x onerror=alert(1)>';
    await configure('PUT', '/v1/recipients/nasty', shop.owner, {
      ...broker,
      legalName: nasty,
      contact: nasty,
    });
    const notice = noticeDraft('nasty', 'provide', {
      title: nasty,
      blocks: [
        { type: 'list', items: [nasty], strong: true },
        { type: 'heading', text: nasty },
      ],
      recipients: ['nasty'],
      fields: ['name'],
      purposes: [nasty],
      infoKinds: [nasty],
      retention: nasty,
    });
    await configure('POST', '/v1/notices', shop.owner, notice);
    const steps = [{ fields: [{ id: 'name', kind: 'name', label: '<i>名</i>', purpose: '<b>x</b>' }] }];
    const consents = [
      { notice: 'privacy', required: true },
      { notice: 'nasty', required: false },
    ];
    await publishForm(shop.tenant, shop.owner, 'nasty', { title: '<u>表单</u>', steps, consents });
    const text = await textOf('nasty');
    expect(text).not.toMatch(/<script|<img|<i>|<b>x|<u>/);
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  test('of no form or no tenant is the missing page', async () => {
    for (const path of [pathOf('nothing'), '/f/nobody-here/biz/notices']) {
      const answer = await call('GET', path);
      expect(answer.status).toBe(404);
      expect(answer.text).toContain('没有找到这个页面');
    }
  });
});
