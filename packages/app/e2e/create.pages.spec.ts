import { expect, type Page, test } from '@playwright/test';
import { answerForm, freshName } from './__testUtils__/creating';
import { findings } from './__testUtils__/axe';
import { asPerson } from './__testUtils__/people';

const form = '/create/templates/default/eks-blue-green';

async function sound(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: /^Loading|^Rendering/ })).toHaveCount(0);
  expect(await findings(page), name).toEqual([]);
  const overhang = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overhang, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 390]) {
    test(`axe finds nothing under Create in ${colorScheme} at ${width} pixels, and nothing hangs over the edge`, async ({
      browser,
    }) => {
      const { page, context } = await asPerson(browser, 'ada', {
        colorScheme,
        viewport: { width, height: 800 },
      });
      await page.goto('/create');
      await expect(page.getByRole('link', { name: /^Start with/ })).toBeVisible();
      await sound(page, 'paths');
      await page.goto(form);
      await page.getByRole('button', { name: 'Review every file' }).click();
      await sound(page, 'refused');
      await answerForm(page, freshName('looked-at'));
      await sound(page, 'answered');
      await page.getByRole('button', { name: 'Review every file' }).click();
      await expect(page.getByRole('button', { name: /^Create looked-at/ })).toBeVisible();
      await sound(page, 'review');
      await page.goto('/create/tasks');
      await sound(page, 'runs');
      await page.goto('/create/tasks/no-such-run');
      await expect(page.getByRole('alert')).toBeVisible();
      await sound(page, 'no-run');
      await context.close();
    });
  }
}

test('answers stay over a reload, also on the review', async ({ browser }) => {
  const { page, context } = await asPerson(browser, 'ada');
  const name = freshName('reloaded');
  await answerForm(page, name);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue(name);
  await page.getByRole('button', { name: 'Review every file' }).click();
  await expect(page.getByRole('button', { name: `Create ${name}` })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: `Create ${name}` })).toBeVisible();
  await context.close();
});

test('scripts come from the portal only and compile nothing, and no page violates that', async ({
  browser,
}) => {
  const { page, context } = await asPerson(browser, 'ada');
  const violations: string[] = [];
  page.on('console', message => {
    if (/content security policy/i.test(message.text())) {
      violations.push(`${page.url()}: ${message.text()}`);
    }
  });
  const answer = await page.goto('/');
  const policy = answer?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("script-src 'self';");
  for (const url of [
    '/',
    '/create',
    form,
    '/create/tasks',
    '/rollouts',
    '/catalog',
    '/docs',
    '/search',
    '/settings',
  ]) {
    await page.goto(url);
    await expect(page.getByRole('banner')).toBeVisible();
    await expect(page.locator('#content')).not.toBeEmpty();
  }
  await answerForm(page, freshName('strict'));
  await page.getByRole('button', { name: 'Review every file' }).click();
  await expect(page.getByRole('button', { name: /^Create strict/ })).toBeVisible();
  expect(violations).toEqual([]);
  await context.close();
});
