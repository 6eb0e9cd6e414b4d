import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { z } from 'zod';

const axeSource = fs.readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');
const findingsSchema = z.array(z.object({ id: z.string(), help: z.string(), nodes: z.array(z.string()) }));

/** What axe finds in our content: the page, the navigation, the sandbox bar, and what is open over them. */
export async function findings(page: Page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(`
    axe.run({ include: [['main'], ['nav'], ['aside'], ['[role="dialog"]']] }, { resultTypes: ['violations'] })
      .then(({ violations }) => violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(node => node.html.slice(0, 160)) })))`);
  return findingsSchema.parse(found);
}

/** How many pixels of the page hang over its edge: it scrolls sideways. */
export function overhang(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
