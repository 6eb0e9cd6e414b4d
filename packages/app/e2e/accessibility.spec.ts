import { expect, test } from '@playwright/test';
import { findings, overhang } from './__testUtils__/axe';
import { asPerson } from './__testUtils__/people';

const pages = [
  '/',
  '/rollouts',
  '/rollouts?view=queue',
  '/rollouts/eks-prod/storefront/rollout/checkout',
  '/sources',
  '/catalog',
  '/docs',
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 390]) {
    test(`axe finds nothing in ${colorScheme} at ${width} pixels, and nothing hangs over the edge`, async ({
      browser,
    }) => {
      const options = { colorScheme, viewport: { width, height: 800 } };
      const context = await browser.newContext(options);
      const first = await context.newPage();
      await first.goto('/');
      await expect(first.getByRole('button', { name: 'Sign in' })).toBeVisible();
      expect(await findings(first)).toEqual([]);
      await context.close();

      const person = await asPerson(browser, 'dana', options);
      for (const url of pages) {
        await person.page.goto(url);
        await expect(person.page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(person.page.locator('[aria-busy="true"]')).toHaveCount(0);
        expect(await findings(person.page), url).toEqual([]);
        expect(await overhang(person.page), `${url} scrolls sideways`).toBeLessThanOrEqual(0);
        await person.page.screenshot({
          path: test.info().outputPath(`${url.replaceAll(/[/?]/g, '_')}-${colorScheme}-${width}.png`),
          fullPage: true,
        });
      }
      await person.context.close();
    });
  }
}
