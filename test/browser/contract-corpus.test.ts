/** Owns the check that Chromium judges the corpus as Node does: the contract is one set of rules; must not know the rules. */
import { join } from 'node:path';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { corpusReport } from '../contract/corpus-outcomes.ts';
import { launchChromium } from './chromium.ts';

/** The corpus and the contract as one script that sets `CorpusScript`. */
async function bundled(): Promise<string> {
  const outcome = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2019',
      lib: {
        entry: join(import.meta.dirname, '../contract/corpus-outcomes.ts'),
        formats: ['iife'],
        name: 'CorpusScript',
      },
    },
  });
  const [first] = Array.isArray(outcome) ? outcome : [outcome];
  const chunk = first !== undefined && 'output' in first ? first.output[0] : undefined;
  if (chunk === undefined) throw new Error('the corpus was not bundled');
  return chunk.code;
}

test('Chromium judges every sample as Node does', async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: await bundled() });
    const report: unknown = await page.evaluate('CorpusScript.corpusReport()');
    expect(report).toBe(corpusReport());
  } finally {
    await browser.close();
  }
});
