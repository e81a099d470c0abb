/** Owns the check of the partner's and the staff's pages over real HTTP; must not know the form. */
import { expect, it, onTestFinished } from 'vitest';
import { createApi } from '../../demo/api.ts';
import { startPartnerSite } from '../../demo/partner-site.ts';
import { startStaffSite } from '../../demo/staff-site.ts';
import { startStandIn } from './stand-in-api.ts';

async function partner() {
  const site = await startPartnerSite({ port: 0, serverUrl: 'http://127.0.0.1:8787' });
  onTestFinished(() => site.close());
  return site;
}

it('embeds each form by one script tag', async () => {
  const { url } = await partner();
  const tag = (form: string) => `<script src="http://127.0.0.1:8787/w/huikai/${form}.js" async></script>`;
  expect(await (await fetch(url)).text()).toContain(tag('business-loan'));
  expect(await (await fetch(`${url}/personal`)).text()).toContain(tag('personal-loan'));
});

it('opens the form from the end of the article, and leads to it where no script runs', async () => {
  const { url } = await partner();
  const text = await (await fetch(url)).text();
  expect(text).toContain(
    '<a href="#apply" data-jinjian-open="huikai/business-loan" data-jinjian-mode="drawer">',
  );
  expect(text).toContain('id="apply"');
});

it('carries a referral to its other page, and nothing that is no code', async () => {
  const { url } = await partner();
  expect(await (await fetch(`${url}/?r=23456789AB`)).text()).toContain('href="/personal?r=23456789AB"');
  const hostile = await (await fetch(`${url}/?r=${encodeURIComponent('"><i>x')}`)).text();
  expect(hostile).toContain('href="/personal"');
  expect(hostile).not.toContain('<i>');
});

it('allows exactly what the form needs', async () => {
  const { url } = await partner();
  const csp = (await fetch(url)).headers.get('content-security-policy') ?? '';
  expect(csp).toContain("default-src 'none'");
  expect(csp).not.toMatch(/unsafe|\*/);
});

it('marks the form as advertising and names who provides it and who lends', async () => {
  const { url } = await partner();
  const text = await (await fetch(url)).text();
  expect(text).toMatch(/<b>广告<\/b>.*由汇凯助贷（示例）受示例银行股份有限公司委托/s);
});

it('shows staff their links, counts and QR codes without the key', async () => {
  const api = await startStandIn();
  const site = await startStaffSite({
    port: 0,
    api: createApi(api.url, 'jk_huikai_standin'),
    serverUrl: 'http://127.0.0.1:8787',
    crmUrl: 'http://127.0.0.1:8789',
    links: [{ key: 'zhang-business', code: '23456789AB', path: '/s/huikai/23456789AB' }],
  });
  onTestFinished(async () => {
    await site.close();
    await api.close();
  });
  const text = await (await fetch(site.url)).text();
  expect(text).toContain('http://127.0.0.1:8787/s/huikai/23456789AB');
  expect(text).toMatch(/<dd>12<\/dd>\s*<dt>访问/);
  expect(text).not.toContain('jk_');
  expect((await fetch(`${site.url}/qr/23456789AB.svg`)).headers.get('content-type')).toBe('image/svg+xml');
  expect((await fetch(`${site.url}/qr/23456789AC.svg`)).status).toBe(404);
});
