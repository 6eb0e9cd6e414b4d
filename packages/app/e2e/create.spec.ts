import { expect, type Page, test } from '@playwright/test';
import { answerForm, atGitHost, commitTo, freshName, reviewAndCreate } from './__testUtils__/creating';
import { scenario } from './__testUtils__/cluster';
import { asPerson } from './__testUtils__/people';
import { confirm, dialog, promotion } from './__testUtils__/promotions';

/** From pressing Create to the first revision being healthy: the promise of the golden path. */
const PROMISED_MS = 60_000;

/** An image's tag is a whole commit id, which pages may shorten. */
const tagged = (commit: string) => new RegExp(`\\b${commit.slice(0, 7)}`);

async function pressed(page: Page, name: RegExp): Promise<void> {
  const button = promotion(page).getByRole('button', { name });
  await expect(button).toBeEnabled({ timeout: 120_000 });
  const label = (await button.textContent()) ?? '';
  await button.click();
  await expect(dialog(page)).toBeVisible();
  await confirm(page, label);
}

test('ada makes a service; its second revision waits on production until ben lets it go live', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const name = freshName('journey');
  const [ada, ben] = [await asPerson(browser, 'ada'), await asPerson(browser, 'ben')];
  await answerForm(ada.page, name);
  await expect(ada.page.getByText(`${name}-app`)).toBeVisible();
  await reviewAndCreate(ada.page, name);

  const started = Date.now();
  await expect(ada.page.getByRole('region', { name: 'Steps' }).getByText('running')).toBeVisible();
  await ada.page.waitForURL(new RegExp(`/catalog/default/component/${name}$`), { timeout: 90_000 });
  const rollouts = ada.page.getByRole('region', { name: 'Rollout', exact: true });
  const production = rollouts.getByRole('listitem').filter({ hasText: 'eks-prod' });
  await expect(production.getByText('healthy')).toBeVisible({ timeout: PROMISED_MS });
  const took = Date.now() - started;
  test.info().annotations.push({ type: 'first revision healthy after', description: `${took} ms` });
  process.stdout.write(`first revision healthy ${(took / 1000).toFixed(1)} s after Create was pressed\n`);
  expect(took).toBeLessThan(PROMISED_MS);
  await ada.page.screenshot({ path: test.info().outputPath('service.png') });

  const commit = await commitTo(`storefront/${name}`, 'ada', {
    file: 'README.md',
    change: text => `${text}\nSecond revision.\n`,
    message: 'Say that there is a second revision',
  });
  await ben.page.goto(`/rollouts/eks-prod/storefront/rollout/${name}`);
  const preview = ben.page.getByRole('article', { name: /^In the green room: / });
  await expect(preview).toBeVisible({ timeout: 120_000 });
  await expect(preview.getByText(tagged(commit)).first()).toBeVisible();
  await pressed(ben.page, /^Approve /);
  await expect(
    ben.page
      .getByRole('article', { name: /^On stage: / })
      .getByText(tagged(commit))
      .first(),
  ).toBeVisible({
    timeout: 60_000,
  });
  await ben.page.screenshot({ path: test.info().outputPath('promoted.png') });
  await Promise.all([ada.context.close(), ben.context.close()]);
});

test('a name that cannot be had is refused in the form, with the rule', async ({ browser }) => {
  const { page, context } = await asPerson(browser, 'ada');
  await answerForm(page, freshName('refused'));
  const field = page.getByRole('textbox', { name: 'Name' });
  for (const [name, rule] of [
    ['1st', /begins with a letter/],
    ['Orders', /small letters/i],
    ['zahlungen-für-alle', /can not be in it/],
    ['a--b', /Two hyphens in a row/],
    ['kube-system', /./],
    ['x'.repeat(63), /at most \d+/i],
    ['x'.repeat(64), /at most \d+/i],
    ['checkout', /already|is there/i],
  ] as const) {
    await field.fill(name);
    await field.press('Tab');
    await expect(field, name).toHaveAttribute('aria-invalid', 'true');
    await expect(field, name).toHaveAccessibleDescription(rule);
  }
  await page.getByRole('button', { name: 'Review every file' }).click();
  await expect(page.getByRole('group', { name: '1 answer to look at again' })).toBeFocused();
  await expect(page).toHaveURL(/\/create\/templates\/default\/eks-blue-green$/);
  await context.close();
});

test('a step that fails undoes what the others made, says what is left, and the same again ends well', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const name = freshName('unlucky');
  const { page, context } = await asPerson(browser, 'ada');
  await answerForm(page, name);
  await page.getByRole('button', { name: 'Review every file' }).click();
  await expect(page.getByRole('button', { name: `Create ${name}` })).toBeVisible();
  try {
    // Slow enough for the failure to come between two repositories.
    await scenario('inject', { target: 'git', fault: 'slow', milliseconds: 700, seconds: 60 });
    await page.getByRole('button', { name: `Create ${name}` }).click();
    const published = page
      .getByRole('region', { name: 'Steps' })
      .getByRole('listitem')
      .filter({ hasText: 'Publish the code' });
    await expect(published.getByText('done')).toBeVisible({ timeout: 60_000 });
    await scenario('inject', { target: 'git', fault: 'refuse-push', seconds: 60 });
    await expect(page.getByText(/^It failed at “Publish the deployment”: /)).toBeVisible({ timeout: 60_000 });
    const left = page.getByRole('region', { name: 'What it left behind' });
    await expect(left.getByText(/still there/).first()).toBeVisible();
    await expect(left.getByText(`storefront/${name}`, { exact: true })).toBeVisible();
    await expect(left.getByText(/To remove it:/).first()).toBeVisible();
    await page.screenshot({ path: test.info().outputPath('failed.png'), fullPage: true });
    const failed = page.url();
    await page.reload();
    await expect(left.getByText(/To remove it:/).first()).toBeVisible();

    await scenario('inject', { target: 'git', fault: 'none' });
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForURL(url => url.href !== failed);
    await page.waitForURL(new RegExp(`/catalog/default/component/${name}$`), { timeout: 120_000 });
  } finally {
    await scenario('inject', { target: 'git', fault: 'none' });
  }
  await context.close();
});

test('what a run made is undone when somebody else was quicker, and the same again ends well', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const name = freshName('overtaken');
  const { page, context } = await asPerson(browser, 'ada');
  await answerForm(page, name);
  await page.getByRole('button', { name: 'Review every file' }).click();
  await expect(page.getByRole('button', { name: `Create ${name}` })).toBeVisible();
  try {
    // Slow enough for somebody to come between two repositories.
    await scenario('inject', { target: 'git', fault: 'slow', milliseconds: 700, seconds: 60 });
    await page.getByRole('button', { name: `Create ${name}` }).click();
    await expect(
      page
        .getByRole('region', { name: 'Steps' })
        .getByRole('listitem')
        .filter({ hasText: 'Publish the code' }),
    ).toContainText(/running|done/, { timeout: 60_000 });
    const theirs = { name: `${name}-deploy`, description: 'Of somebody else.' };
    expect(await atGitHost('ben', 'POST', '/orgs/storefront/repos', theirs)).toBe(201);
    await scenario('inject', { target: 'git', fault: 'none' });

    await expect(page.getByText(/^It failed at “Publish the deployment”: /)).toBeVisible({ timeout: 60_000 });
    const left = page.getByRole('region', { name: 'What it left behind' });
    await expect(left.getByText('1 thing undone.')).toBeVisible();
    await expect(left.getByRole('listitem').filter({ hasText: `storefront/${name}` })).toContainText(
      'undone',
    );
    expect(await atGitHost('ada', 'GET', `/repos/storefront/${name}`)).toBe(404);
    expect(await atGitHost('ada', 'GET', `/repos/storefront/${name}-deploy`)).toBe(200);
    await page.screenshot({ path: test.info().outputPath('undone.png'), fullPage: true });

    expect(await atGitHost('ben', 'DELETE', `/repos/storefront/${name}-deploy`)).toBe(204);
    const failed = page.url();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForURL(url => url.href !== failed);
    await page.waitForURL(new RegExp(`/catalog/default/component/${name}$`), { timeout: 120_000 });
  } finally {
    await scenario('inject', { target: 'git', fault: 'none' });
  }
  await context.close();
});

test('another person’s run is not shown, and is said not to be', async ({ browser }) => {
  const [ada, eli] = [await asPerson(browser, 'ada'), await asPerson(browser, 'eli')];
  await ada.page.goto('/create/tasks');
  const address = await ada.page
    .getByRole('table', { name: 'Runs' })
    .getByRole('link')
    .first()
    .getAttribute('href');
  await eli.page.goto(address ?? '');
  await expect(eli.page.getByRole('alert')).toContainText(/another person’s/);
  await eli.page.goto('/create');
  await expect(eli.page.getByText(/none of your groups is among those/).first()).toBeVisible();
  await Promise.all([ada.context.close(), eli.context.close()]);
});
