import { expect, test } from '@playwright/test';
import { asPerson, savedSession } from './__testUtils__/people';

test('somebody who may see staging only sees nothing of production', async ({ browser }) => {
  const { page, context } = await asPerson(browser, 'eli');
  await page.goto('/rollouts');
  const grid = page.getByRole('grid', { name: 'Rollouts' });
  await expect(grid.getByText('eks-staging').first()).toBeVisible();
  await expect(grid.getByText('eks-prod')).toHaveCount(0);
  await expect(grid.getByText('fulfilment')).toHaveCount(0);

  await page.goto('/rollouts/eks-prod/storefront/rollout/checkout');
  await expect(page.getByText(/not allowed|may not|not permitted/i).first()).toBeVisible();
  await expect(page.getByText('v1.8')).toHaveCount(0);

  await page.goto('/sources');
  await expect(page.getByText(/not allowed|may not|not permitted|platform/i).first()).toBeVisible();
  await expect(page.getByText('127.0.0.1')).toHaveCount(0);
  await context.close();
});

test('search finds a service', async ({ browser }) => {
  const { page, context } = await asPerson(browser, 'ada');
  await page.keyboard.press('/');
  await expect(page).toHaveURL(/\/search/);
  await page.goto('/search?query=checkout');
  await expect(page.getByRole('link', { name: /checkout/i }).first()).toBeVisible();
  await context.storageState({ path: savedSession });
  await context.close();
});
