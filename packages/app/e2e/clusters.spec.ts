import fs from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { findings, overhang } from './__testUtils__/axe';
import { kubernetes, scenario } from './__testUtils__/cluster';
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
  await expect(page.getByRole('main').getByText('eks-prod')).toHaveCount(0);

  await page.goto('/clusters/eks-prod');
  await expect(page.getByText(/may not see|no such thing/i).first()).toBeVisible();
  await expect(page.getByText('recommendations')).toHaveCount(0);

  await page.goto('/catalog/default/component/recommendations/health');
  await expect(page.getByRole('region', { name: /^On eks-staging/ })).toBeVisible();
  await expect(page.getByRole('region', { name: /^On eks-prod/ })).toHaveCount(0);
  await context.close();
});

const tabs = ['workloads', 'nodes', 'autoscaling', 'storage', 'jobs', 'events'] as const;

/** The log of a pod that is ready, opened from its service's page. */
async function openLog(page: Page, service: string, cluster: string) {
  await page.goto(`/catalog/default/component/${service}/health`);
  const place = page.getByRole('region', { name: `On ${cluster} in storefront` });
  const button = place
    .getByRole('listitem')
    .filter({ has: page.getByText('ready', { exact: true }) })
    .getByRole('button', { name: /^Log of / })
    .first();
  const pod = ((await button.getAttribute('aria-label')) ?? '').replace('Log of ', '');
  await button.click();
  const log = page.getByRole('dialog');
  await expect(log.getByText('Following: new lines come as they are written.')).toBeVisible();
  return { pod, log };
}

test('a log is followed, read further back, searched and downloaded, and ends honestly when its pod goes', async ({
  browser,
}) => {
  const { page, context } = await asPerson(browser, 'dana');
  const { pod, log } = await openLog(page, 'cart', 'eks-staging');
  const count = log.getByText(/^[\d,]+ lines?$/);
  const lines = async () => Number((await count.textContent())?.replace(/\D/g, ''));
  const first = await lines();
  await expect.poll(lines, { timeout: 20_000 }).toBeGreaterThan(first);

  await log.getByRole('button', { name: /How far back/ }).click();
  await page.getByRole('option', { name: 'the last 5 minutes' }).click();
  await expect(log.getByText('Following: new lines come as they are written.')).toBeVisible();
  await expect.poll(lines).toBeGreaterThan(0);

  await log.getByRole('searchbox', { name: 'Search in what is shown' }).fill('get');
  await expect(log.getByText(/^[\d,]+ of [\d,]+ lines?$/)).toBeVisible();
  await expect(log.locator('mark').first()).toHaveText(/^get$/i);
  await log.getByRole('searchbox', { name: 'Search in what is shown' }).fill('');

  const coming = page.waitForEvent('download');
  await log.getByRole('button', { name: 'Download' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(new RegExp(`^${pod}_.+\\.log$`));
  expect(await fs.readFile(await download.path(), 'utf8')).toMatch(/^(GET|POST) \/.*\n/m);

  await kubernetes('eks-staging', 'DELETE', `/api/v1/namespaces/storefront/pods/${pod}`);
  await expect(log.getByText(/nothing more comes\.$|^The log ended here: /)).toBeVisible({ timeout: 30_000 });
  await expect(log.getByRole('log')).not.toHaveText('');
  await page.screenshot({ path: test.info().outputPath('ended.png') });
  await context.close();
});

test('each tab of a cluster shows what is in it, is counted, and is in the address', async ({ browser }) => {
  const { page, context } = await asPerson(browser, 'dana');
  await page.goto('/clusters/scw-par-1');
  for (const [tab, label] of [
    ['Nodes', 'Nodes'],
    ['Storage', 'Volumes'],
    ['Workloads', 'Workloads'],
  ] as const) {
    await page.getByRole('tab', { name: new RegExp(`^${tab} [1-9]`) }).click();
    await expect(page).toHaveURL(new RegExp(`tab=${tab.toLowerCase()}`));
    const n = Number(/\d+/.exec((await page.getByRole('tab', { selected: true }).textContent()) ?? '')?.[0]);
    await expect(page.getByRole('grid', { name: label })).toHaveAttribute('aria-rowcount', `${n + 1}`);
  }
  await page.getByRole('tab', { name: /^Autoscaling/ }).click();
  await expect(page.getByText('No autoscalers')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('tab', { selected: true, name: /^Autoscaling/ })).toBeVisible();

  await page.goto('/clusters/scw-par-1?tab=nodes');
  const rows = page.getByRole('grid', { name: 'Nodes' }).getByRole('row');
  await rows.nth(1).focus();
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(2)).toBeFocused();
  await context.close();
});

for (const [colorScheme, width] of [
  ['light', 1280],
  ['dark', 390],
] as const) {
  test(`clusters in ${colorScheme} at ${width} pixels: axe finds nothing, and nothing hangs over the edge`, async ({
    browser,
  }) => {
    // Nine pages, each looked through by axe.
    test.slow();
    const { page, context } = await asPerson(browser, 'dana', {
      colorScheme,
      viewport: { width, height: 800 },
    });
    const isSound = async (what: string) => {
      expect(await findings(page), what).toEqual([]);
      expect(await overhang(page), `${what} scrolls sideways`).toBeLessThanOrEqual(0);
    };
    await page.goto('/clusters');
    await expect(page.getByRole('article', { name: 'eks-prod' })).toBeVisible();
    await isSound('clusters');
    for (const tab of tabs) {
      await page.goto(`/clusters/metal-1?tab=${tab}`);
      await expect(page.getByRole('tabpanel')).toBeVisible();
      await expect(page.getByText(/^Loading/)).toHaveCount(0);
      await isSound(tab);
    }
    const { log } = await openLog(page, 'recommendations', 'eks-staging');
    await isSound('log');
    await page.screenshot({ path: test.info().outputPath(`log-${colorScheme}-${width}.png`) });
    await log.getByRole('button', { name: 'Close' }).click();
    await isSound('health');
    await context.close();
  });
}
