import { expect, test } from '@playwright/test';
import { allOthersLive, scenario } from './__testUtils__/cluster';
import { asPerson } from './__testUtils__/people';

test('a cluster that is killed is said to be unreachable, its rollouts unknown, and the other goes on', async ({
  browser,
}) => {
  const { page, context } = await asPerson(browser, 'dana');
  const sources = await context.newPage();
  await sources.goto('/sources');
  await expect(sources.getByText(allOthersLive).first()).toBeVisible();
  await page.goto('/rollouts?cluster=eks-staging');
  const grid = page.getByRole('grid', { name: 'Rollouts' });
  await expect(grid.getByText('healthy').first()).toBeVisible();

  await scenario('inject', { target: 'cluster:eks-staging', fault: 'kill', seconds: 12 });
  await expect(grid.getByText('unknown').first()).toBeVisible({ timeout: 6000 });
  await expect(grid.getByText('healthy')).toHaveCount(0);
  await sources.bringToFront();
  await expect(sources.getByText(/eks-staging is unreachable/)).toBeVisible({ timeout: 6000 });
  await sources.screenshot({ path: test.info().outputPath('unreachable.png') });

  await expect(sources.getByText(allOthersLive).first()).toBeVisible({ timeout: 30_000 });
  await page.bringToFront();
  await expect(grid.getByText('healthy').first()).toBeVisible({ timeout: 10_000 });
  await context.close();
});
