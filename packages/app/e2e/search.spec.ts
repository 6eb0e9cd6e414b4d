import { expect, test } from '@playwright/test';
import { asPerson } from './__testUtils__/people';

test('search finds a service from the first minute on', async ({ browser }) => {
  const { page, context } = await asPerson(browser, 'ada');
  // The first index is made of what the catalog has by then, which may be nothing; the next one comes 20 s later.
  await expect(async () => {
    await page.goto('/search?query=checkout');
    await expect(page.locator('a[href="/catalog/default/component/checkout"]').first()).toBeVisible();
  }).toPass({ timeout: 50_000 });
  await context.close();
});
