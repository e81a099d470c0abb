/** Owns that nothing one tenant sends to be read is felt by another tenant's applicants: pictures, notices, copy, addresses. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { noticeOf, pictureOf } from '../gates/growth/grown-inputs.ts';
import { beside, type Neighbours, neighbours } from './neighbour.ts';

let two: Neighbours;
beforeAll(async () => {
  two = await neighbours();
});
afterAll(async () => two.end());

/** Of one promoter's uploads ten a minute are read. */
const uploadsEach = 10;
let uploads = 0;
let promoter = '';

async function upload(file: Uint8Array<ArrayBuffer>): Promise<number> {
  if (uploads++ % uploadsEach === 0) {
    const made = await two.hostile.call('POST', '/v1/promoters', { kind: 'staff', name: '李四' });
    promoter = String(made.body.token);
  }
  const { status } = await fetch(`${two.hostile.url}/v1/shared/posters`, {
    method: 'POST',
    headers: { authorization: `Bearer ${promoter}`, 'content-type': 'image/png' },
    body: file,
  });
  return status;
}

const picture = new Uint8Array(pictureOf(120_000));
const notice = (unit: string, signs: number) => noticeOf(unit.repeat(Math.ceil(signs / unit.length)), 4900);
/** As much as a body may hold, and as much as a notice may. */
const [tooLong, longest] = [notice('等合作机构', 170_000), notice('等合作机构', 48_000)];
const denied = notice('不会不可撤销。', 48_000);
const lures = '凭身份证'.concat('即可'.repeat(40), '。');
const marks = `a${'\u0315\u0323'.repeat(24_000)}`;

/** Made once: what is measured is the server. */
function published(draft: unknown): () => Promise<number> {
  const body = Buffer.from(JSON.stringify(draft));
  return async () => {
    const { url, apiKey } = two.hostile;
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/v1/notices`, { method: 'POST', headers, body });
    await answer.arrayBuffer();
    return answer.status;
  };
}
const lint = (text: string) => two.hostile.call('POST', '/v1/lint', { text });

it.each<[what: string, statuses: number[], attack: () => Promise<number>]>([
  ['a picture of 120,000 empty chunks', [422], () => upload(picture)],
  ['a notice of 512 KB', [413, 422], published(tooLong)],
  ['the longest notice, of forbidden clauses alone', [422], published(longest)],
  ['the longest notice, of clauses that it rules out', [422], published(denied)],
  ['copy that can be split in many ways', [200], async () => (await lint(lures)).status],
  ['the longest copy, of lures alone', [200], async () => (await lint('秒批'.repeat(24_000))).status],
  ['copy of marks in no order', [200], async () => (await lint(marks)).status],
  [
    'an address of many parameters',
    [414],
    async () => (await fetch(`${two.hostile.url}/healthz?${'a&'.repeat(30_000)}`)).status,
  ],
])('%s', { timeout: 120_000 }, async (what, statuses, attack) => {
  expect(statuses).toContain(await attack());
  const { isUnfelt, attacked, harmless } = await beside(two, () => lint('贷款意向登记'), attack);
  console.info(`${what}: ${JSON.stringify(attacked)}, harmless ${JSON.stringify(harmless)}`);
  expect(isUnfelt).toBe(true);
});
