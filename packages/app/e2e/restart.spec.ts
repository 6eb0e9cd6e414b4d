import { expect, test } from '@playwright/test';
import { savedSession } from './__testUtils__/people';

// Runs in a portal that was stopped and started again since the session was saved.
test('after a restart somebody is still signed in, and search still finds', async ({ browser }) => {
  const context = await browser.newContext({ storageState: savedSession });
  const page = await context.newPage();
  await page.goto('/search?query=payments');
  await expect(page.getByRole('banner')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign in' })).toHaveCount(0);
  // The index of a new process fills within seconds of its start; a page that asked before has to ask again.
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('link', { name: /payments/i }).first()).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 40_000 });
  await context.close();
});
