/** Owns the page's verdict on itself: proofs fetched, checked in this browser, told calmly; must not decide what is true. */
import type { PublishedNotice } from '../../contract/notice.ts';
import type { ReceiptFile } from '../../contract/receipt.ts';
import type { ReceiptPageData } from '../../contract/receipt-page.ts';
import { ask, jsonOf } from './ask.ts';
import { type Checked, checkFile } from './check-file.ts';
import { browserCrypto } from './crypto.ts';
import { byId } from './page-data.ts';
import { refresh } from './page-refresh.ts';

type Verdict = Exclude<Checked, { indexes: number[] }> | Verified | 'unreachable' | 'unsupported';

interface Verified {
  /** Whether the page shows what was checked: translators and obfuscators rewrite pages, not the file. */
  isShown: boolean;
}

/** Checks the receipt and shows the verdict; again at a tap where it could not be checked. */
export async function showVerdict(data: ReceiptPageData): Promise<void> {
  const [shown, again] = [byId('verdict'), byId('again')];
  const { words } = data;
  again.hidden = true;
  shown.hidden = false;
  shown.className = 'proof';
  shown.textContent = words.checking;
  const verdict = await judge(data).catch((): Verdict => 'unreachable');
  const isOk = typeof verdict === 'object';
  const isUnknown = verdict === 'unreachable' || verdict === 'unsupported';
  shown.className = `proof ${isOk ? (verdict.isShown ? 'ok' : '') : isUnknown ? '' : 'bad'}`;
  if (!isOk) shown.textContent = words.faults[verdict];
  else shown.textContent = verdict.isShown ? words.verified : words.altered;
  again.hidden = verdict !== 'unreachable';
}

async function judge({ receipt, tenant, version }: ReceiptPageData): Promise<Verdict> {
  const [fileAnswer, keyAnswer] = await Promise.all([
    ask(`/v1/receipts/${receipt}/file`),
    ask(`/log/${tenant}/key`),
  ]);
  if (fileAnswer.status !== 200 || keyAnswer.status !== 200) return 'unreachable';
  const file = jsonOf(fileAnswer);
  if (!isReceiptFile(file)) return 'content';
  const keys = keyAnswer.text.split('\n').filter((line) => line !== '');
  // The name of the log is the first part of its key.
  const origin = (keys[0] ?? '').split('+')[0] ?? '';
  if (origin.slice(-tenant.length - 5) !== `/log/${tenant}`) return 'signature';
  if (file.receipt.id !== receipt) return 'content';
  const crypto = await browserCrypto(version).catch(() => null);
  if (crypto === null) return typeof BigInt === 'undefined' ? 'unsupported' : 'unreachable';
  const checked = await checkFile(file, origin, keys, crypto);
  if (typeof checked === 'string') return checked;
  // A decision from elsewhere, on a page that was opened before it.
  if (!areDecisionsShown(file)) await refresh();
  return { isShown: areDecisionsShown(file) && areTextsShown(file) };
}

/** As far as the check goes on from here; each text and decision is compared with the log. */
function isReceiptFile(value: unknown): value is ReceiptFile {
  const { receipt, notices, proofs } = Object(value);
  return Array.isArray(Object(receipt).grants) && Array.isArray(notices) && Array.isArray(proofs);
}

function areDecisionsShown({ receipt }: ReceiptFile): boolean {
  return receipt.grants.every(({ notice, decision }) => {
    const article = document.getElementById(`notice-${notice}`);
    return article !== null && article.className.split(' ').indexOf(decision) >= 0;
  });
}

/** Says only whether the page was left as it was sent, nothing about what is true. */
function areTextsShown({ receipt, notices }: ReceiptFile): boolean {
  return receipt.grants.every((grant, at) => {
    const body = document.querySelector(`#notice-${grant.notice} .text .body`);
    const notice = notices[at];
    const text = body ? String(body.textContent) : '';
    return notice !== undefined && wordsOf(notice).every((one) => text.indexOf(asParsed(one)) >= 0);
  });
}

/** As an HTML parser reads it. */
function asParsed(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

function wordsOf({ blocks, parties, bureaus, ...notice }: PublishedNotice): string[] {
  const said = blocks.reduce<string[]>(
    (all, block) => all.concat(block.type === 'list' ? block.items : [block.text]),
    [],
  );
  const named = (parties ?? []).reduce<string[]>((all, one) => all.concat(one.legalName, one.contact), []);
  const { purposes, infoKinds, retention, refusal, withdrawal, contact } = notice;
  return said.concat(named, bureaus ?? [], purposes, infoKinds, retention, refusal, withdrawal, contact);
}
