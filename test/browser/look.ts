/** Owns looking at a page: what axe finds, what sticks out, and its picture; must not know which page it is. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const options: RunOptions = {
  runOnly: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
  resultTypes: ['violations'],
};

/** Each rule that is broken, with where. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.flat().join(' ')}`),
  );
}

/** Pixels that one would have to scroll sideways for. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/**
 * A picture for whoever reviews the screens, in the folder that `JINJIAN_SHOTS` names; without one, nothing.
 * @param fullPage of all that can be scrolled to, which lays the page out anew for a moment
 */
export async function shoot(page: Page, name: string, fullPage = true): Promise<void> {
  const folder = process.env.JINJIAN_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage });
}

/** Nothing for axe to find, dark and light, and nothing that sticks out. */
export async function look(page: Page, name: string, fullPage = true): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findings(page), `${name}, ${colorScheme}`).toEqual([]);
    await shoot(page, `${name}, ${colorScheme}`, fullPage);
  }
  expect(await overflow(page), name).toBeLessThanOrEqual(0);
}
