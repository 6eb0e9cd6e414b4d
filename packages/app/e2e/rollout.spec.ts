import { expect, type Page, test } from '@playwright/test';
import { Greeting } from './__testUtils__/greeting';
import { asPerson } from './__testUtils__/people';

const onStage = (page: Page, tag: string) => page.getByRole('article', { name: `On stage: ${tag}` });
const inTheGreenRoom = (page: Page, tag: string) =>
  page.getByRole('article', { name: `In the green room: ${tag}` });

test('two people see a new image become a paused preview, and go live, without reloading', async ({
  browser,
}) => {
  // On eks-prod the promotion lock keeps everybody but the portal from it.
  const greeting = await Greeting.create('eks-staging', 'greeting');
  const [ada, dana] = [await asPerson(browser, 'ada'), await asPerson(browser, 'dana')];
  const pages = [ada.page, dana.page];
  for (const page of pages) {
    await page.goto(greeting.page);
    await expect(onStage(page, 'v1')).toBeVisible();
    await expect(page.getByRole('list', { name: 'Replicas: 2 of 2' })).toBeVisible();
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  }

  await greeting.push('v2');
  for (const page of pages) {
    await expect(inTheGreenRoom(page, 'v2')).toBeVisible();
    await expect(page.getByText(/waits for somebody to promote it/).first()).toBeVisible();
    await expect(onStage(page, 'v1')).toBeVisible();
  }

  await greeting.promote();
  for (const page of pages) {
    await expect(onStage(page, 'v2')).toBeVisible();
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  }
  await greeting.remove();
  await expect(ada.page.getByText('greeting is not there any more')).toBeVisible();
  await Promise.all([ada.context.close(), dana.context.close()]);
});

test('what waits is on Home, in the list and on the service’s page', async ({ browser }) => {
  const { page, context } = await asPerson(browser, 'ada');
  const first = page.getByRole('link', { name: /^(Look at|Review|Go) \w+ on eks-prod/ }).first();
  await expect(first).toBeVisible();
  await page.getByRole('link', { name: 'Rollouts', exact: true }).click();
  await expect(page.getByRole('grid', { name: 'Rollouts' })).toBeVisible();
  await expect(page.getByText(/rollouts? waits? for somebody/).first()).toBeVisible();
  await page.goto('/catalog/default/component/checkout');
  await expect(page.getByRole('heading', { name: /rollout/i }).first()).toBeVisible();
  await page.getByRole('link', { name: 'Rollout', exact: true }).click();
  await expect(page.getByRole('region', { name: 'checkout on eks-prod' })).toBeVisible();
  await context.close();
});
