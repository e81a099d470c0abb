/** Owns the block of addresses that a start prints; must not start anything. */
import { relative } from 'node:path';
import type { RunningDemo } from './run-demo.ts';

/** Every line in Chinese with English beside. @param cwd paths are shown as seen from it */
export function addressBlock(demo: RunningDemo, cwd: string): string {
  const withRef = (url: string, code: string) => `${url}/?r=${code}`;
  const rows: [string, string, string][] = [
    ['合作网站', 'partner page', `${demo.partnerUrl}/`],
    ['　张敏推荐', 'referred by staff', withRef(demo.partnerUrl, demo.codeOf('zhang-business'))],
    ['　李先生转荐', 'staff → customer', withRef(demo.partnerUrl, demo.codeOf('li-business'))],
    ['线索', 'receiving CRM', `${demo.crmUrl}/`],
    ['推广链接', 'staff page', `${demo.staffUrl}/`],
    ['独立表单', 'stand-alone form', `${demo.serverUrl}/f/huikai/business-loan`],
    ['接口', 'API', `${demo.serverUrl}/openapi.json`],
    ['管理令牌在', 'admin token in', relative(cwd, demo.adminTokenPath)],
  ];
  const lines = rows.map(([zh, en, address]) => `  ${pad(zh, 12)}  ${en.padEnd(18)} ${address}`);
  const close = '  按 Ctrl-C 结束，数据保留在 .demo/  ·  Ctrl-C ends it, the data stays in .demo/';
  return ['', '  Jinjian 进件 演示已就绪 · the demo is ready', '', ...lines, '', close, ''].join('\n');
}

/** Pads to columns of a terminal, where a Chinese sign takes two. */
function pad(text: string, columns: number): string {
  const width = [...text].reduce((sum, sign) => sum + (sign > '\u2E7F' ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(0, columns - width));
}
