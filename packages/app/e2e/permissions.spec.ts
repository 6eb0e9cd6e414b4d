import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { allOthersLive, kubernetes } from './__testUtils__/cluster';
import { asPerson } from './__testUtils__/people';

const rules = z.object({
  rules: z.array(z.looseObject({ apiGroups: z.array(z.string()), resources: z.array(z.string()) })),
});
const role = '/apis/rbac.authorization.k8s.io/v1/clusterroles/greenroom-reader';

test('when the portal’s role loses a rule the page says which within seconds, and recovers by itself', async ({
  browser,
}) => {
  const { page, context } = await asPerson(browser, 'dana');
  const sources = await context.newPage();
  await sources.goto('/sources');
  await expect(sources.getByText(allOthersLive).first()).toBeVisible();
  await page.goto('/rollouts?cluster=eks-staging');
  const grid = page.getByRole('grid', { name: 'Rollouts' });
  await expect(grid.getByText('healthy').first()).toBeVisible();

  const whole = rules.parse(await kubernetes('eks-staging', 'GET', role));
  const less = whole.rules.filter(({ resources }) => !resources.includes('rollouts'));
  expect(less.length).toBeLessThan(whole.rules.length);
  try {
    await kubernetes('eks-staging', 'PATCH', role, { rules: less });
    await expect(page.getByText(/not permitted: cannot (list|watch) rollouts/).first()).toBeVisible({
      timeout: 10_000,
    });
    await expect(grid.getByText('healthy')).toHaveCount(0);
    await sources.bringToFront();
    await expect(sources.getByText('list and watch rollouts.argoproj.io in any namespace')).toBeVisible();
    await expect(sources.getByText(/resources: \["rollouts"\]/)).toBeVisible();
    await sources.screenshot({ path: test.info().outputPath('denied.png') });
  } finally {
    await kubernetes('eks-staging', 'PATCH', role, { rules: whole.rules });
  }
  await expect(sources.getByText(allOthersLive).first()).toBeVisible({ timeout: 30_000 });
  await page.bringToFront();
  await expect(grid.getByText('healthy').first()).toBeVisible({ timeout: 10_000 });
  await context.close();
});
