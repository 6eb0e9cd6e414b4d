import { expect, test } from '@playwright/test';
import { scenario } from './__testUtils__/cluster';
import { asPerson } from './__testUtils__/people';

test('why a pod crashes is said of its cluster and of its service, and the log of the run before is there', async ({
  browser,
}) => {
  const { page, context } = await asPerson(browser, 'ada');
  await page.getByRole('link', { name: 'Clusters' }).click();
  await expect(page.getByText(/^\d clusters?: \d needs? you/)).toBeVisible();
  await page.getByRole('article', { name: 'eks-prod' }).getByRole('link', { name: 'eks-prod' }).click();

  const problem = page
    .getByRole('list', { name: 'Problems' })
    .getByRole('listitem')
    .filter({ hasText: /recommendations/ })
    .filter({ hasText: /crash|exit/i })
    .first();
  await expect(problem).toBeVisible({ timeout: 20_000 });
  await page.screenshot({ path: test.info().outputPath('cluster.png') });
  await problem.getByRole('link', { name: 'Its service' }).click();

  const place = page.getByRole('region', { name: 'On eks-prod in storefront' });
  await expect(
    place
      .getByRole('list', { name: 'Problems' })
      .getByText(/crash|exit/i)
      .first(),
  ).toBeVisible();
  await place
    .getByRole('button', { name: /^Log of the run before of recommendations-/ })
    .first()
    .click();
  const log = page.getByRole('dialog');
  await expect(log.getByText('That is all there is.')).toBeVisible();
  await expect(log.getByRole('log')).not.toHaveText('');
  await expect(log.getByText(/^[1-9]\d* lines?$/)).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('log.png') });
  await context.close();
});

test('a cluster that is killed is named, and nothing of it is called healthy', async ({ browser }) => {
  const { page, context } = await asPerson(browser, 'dana');
  await page.goto('/clusters');
  const card = page.getByRole('article', { name: 'eks-dev' });
  await expect(card.getByText('live', { exact: true })).toBeVisible();

  await scenario('inject', { target: 'cluster:eks-dev', fault: 'kill', seconds: 10 });
  await expect(card.getByText(/^unreachable/)).toBeVisible({ timeout: 6000 });
  await expect(card.getByText('unknown', { exact: true })).toBeVisible({ timeout: 6000 });
  await expect(card.getByText('healthy', { exact: true })).toHaveCount(0);
  await expect(page.getByText(/eks-dev.* (is|are) not reachable/)).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('killed.png') });

  await expect(card.getByText('live', { exact: true })).toBeVisible({ timeout: 30_000 });
  await context.close();
});

test('somebody who may see staging only sees nothing of production', async ({ browser }) => {
  const { page, context } = await asPerson(browser, 'eli');
  await page.goto('/clusters');
  await expect(page.getByRole('article', { name: 'eks-staging' })).toBeVisible();
  await expect(page.getByRole('article', { name: 'eks-prod' })).toHaveCount(0);
  await expect(page.getByText('eks-prod')).toHaveCount(0);

  await page.goto('/clusters/eks-prod');
  await expect(page.getByText(/may not see|no such thing/i).first()).toBeVisible();
  await expect(page.getByText('recommendations')).toHaveCount(0);

  await page.goto('/catalog/default/component/recommendations/health');
  await expect(page.getByRole('region', { name: /^On eks-staging/ })).toBeVisible();
  await expect(page.getByRole('region', { name: /^On eks-prod/ })).toHaveCount(0);
  await context.close();
});
