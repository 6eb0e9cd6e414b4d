import { type Browser, expect as hope, type Page, test } from '@playwright/test';
import { findings } from './__testUtils__/axe';
import { scenario } from './__testUtils__/cluster';
import { freshName } from './__testUtils__/creating';
import { Delivered } from './__testUtils__/delivered';
import { asks, people } from './__testUtils__/promotions';

/** Git processes, Argo CD and controllers one after the other: longer than a page takes. */
const expect = hope.configure({ timeout: 30_000 });
const entity = 'checkout';
const deliveryTab = `/catalog/default/component/${entity}/delivery`;

let delivered: Delivered;
let ada: Page;
let ben: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  const making = Delivered.create(freshName('tea'), entity);
  ({ ada, ben } = await people(browser, ['ada', 'ben']));
  delivered = await making;
  await ada.goto(delivered.rolloutPage);
  await delivered.reaches(ada, 'v1');
});

test.afterAll(async () => {
  await scenario('resume');
  await scenario('inject', { target: 'git', fault: 'none' });
  await delivered?.remove();
  await Promise.all([ada, ben].map(page => page?.context().close()));
});

const settings = (page: Page) =>
  page.getByRole('region', { name: `${delivered.name}-settings on eks-dev`, exact: true });

/** Merges as ben does who reads it first. */
async function merged(link: string | null): Promise<void> {
  await ben.goto(link ?? '');
  await ben.getByRole('combobox').selectOption('ben');
  await ben.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(ben.getByText('merged', { exact: true }).first()).toBeVisible();
}

async function looked(page: Page, name: string): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
  expect(await findings(page), name).toEqual([]);
}

test('what Argo CD would take back is undone in git: ada asks, ben merges, and it is followed to live', async () => {
  test.setTimeout(180_000);
  await delivered.release('v2');
  await delivered.reaches(ada, 'v2');
  await ada.getByRole('tab', { name: 'Revisions' }).click();
  await ada.getByRole('button', { name: 'Undo to v1' }).click();
  await ada.getByRole('link', { name: 'Go back in git instead' }).click();

  await expect(
    ada.getByRole('heading', { level: 1, name: `Go back with ${delivered.name} in git` }),
  ).toBeVisible();
  await expect(ada.getByText(/what is changed by hand is taken back within seconds/)).toBeVisible();
  await expect(ada.getByText(/A second pull request, into main of .*platform\/applications/)).toBeVisible();
  await expect(ada.getByRole('list', { name: `Changes of eks-dev/${delivered.name}.yaml` })).toContainText(
    "service.ignore-tags: '*'",
  );
  await looked(ada, 'before');
  await ada.getByRole('textbox').fill('v2 forgets the milk');
  await ada.getByRole('button', { name: 'Open both pull requests' }).click();

  const change = ada.getByRole('article', { name: /^Back to / }).first();
  await expect(change.getByText('waits to be merged').first()).toBeVisible();
  await looked(ada, 'open');
  await merged(await change.getByRole('link', { name: /^pull request \d+ of / }).getAttribute('href'));
  await merged(await change.getByRole('link', { name: /^Pull request \d+$/ }).getAttribute('href'));
  await expect(change.getByText(/^Live: what was deployed at/)).toBeVisible({ timeout: 60_000 });
  await looked(ada, 'live');
  await ada.goto(delivered.rolloutPage);
  await delivered.reaches(ada, 'v1');
});

test('the service’s page says which commit is desired and which is live, and why it is not in sync', async () => {
  test.setTimeout(120_000);
  await ada.goto(deliveryTab);
  await settings(ada).getByRole('button', { name: 'Sync', exact: true }).click();
  await ada.getByRole('dialog').getByRole('button', { name: 'Sync', exact: true }).click();
  await expect(settings(ada).getByText('in sync', { exact: true })).toBeVisible();
  await delivered.set('lively');
  await expect(settings(ada).getByText('not in sync', { exact: true })).toBeVisible();
  await expect(settings(ada).getByText(/^git is at [\da-f]{8}, deployed is [\da-f]{8}$/)).toBeVisible();
  await expect(
    settings(ada).getByText(`ConfigMap ${delivered.name}-settings is not as git has it`),
  ).toBeVisible();
  await expect(settings(ada).getByText('Be lively').first()).toBeVisible();
  // Live is what main was when ada synced: the revert, merged by ben.
  await expect(settings(ada)).toContainText("Merge pull request 'Revert");
  await looked(ada, 'out-of-sync');

  // Nothing that Argo CD is asked for begins while the world stands still.
  await scenario('pause');
  try {
    await delivered.sync();
    await expect(settings(ada).getByRole('button', { name: 'Sync', exact: true })).toBeDisabled();
    await expect(
      settings(ada)
        .getByText(/that somebody else asked for/)
        .first(),
    ).toBeVisible();
    const path = `applications/eks-dev/argocd/${delivered.name}-settings/sync`;
    const late = await asks(ada, 'POST', path, { commit: 'main' }, 'delivery');
    expect([late.status, late.text]).toEqual([409, expect.stringMatching(/sync|operation/i)]);
  } finally {
    await scenario('resume');
  }
  await expect(settings(ada).getByText('in sync', { exact: true })).toBeVisible();
});

test('a rollback is refused where Argo CD would undo it, and says what to do instead', async () => {
  await ada.goto(deliveryTab);
  const service = ada.getByRole('region', { name: `${delivered.name} on eks-dev`, exact: true });
  await expect(service.getByText(/would put the newest commit back at once/)).toBeVisible();
  await expect(service.getByRole('link', { name: /^Go back in git to [\da-f]{8}$/ }).first()).toBeVisible();
  const path = `applications/eks-dev/argocd/${delivered.name}/rollback`;
  const answer = await asks(ada, 'POST', path, { historyId: 0, reason: 'by hand' }, 'delivery');
  expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('revert it in git instead')]);
});

test('a silent git host and a killed cluster are told for what they are', async () => {
  test.setTimeout(180_000);
  await ada.goto(deliveryTab);
  const service = ada.getByRole('region', { name: `${delivered.name} on eks-dev`, exact: true });
  const back = service.getByRole('link', { name: /^Go back in git to [\da-f]{8}$/ }).first();
  await expect(back).toBeVisible();
  await scenario('inject', { target: 'git', fault: 'down', seconds: 30 });
  await back.click();
  await expect(ada.getByRole('alert')).toContainText('It can not be gone back to this in git', {
    timeout: 40_000,
  });
  await looked(ada, 'git-down');
  await scenario('inject', { target: 'git', fault: 'none' });
  await ada.getByRole('button', { name: /again/i }).click();
  await expect(ada.getByRole('button', { name: /^Open / })).toBeVisible();

  await ada.goto(deliveryTab);
  await expect(service.getByText('healthy').first()).toBeVisible();
  await scenario('inject', { target: 'cluster:eks-dev', fault: 'kill', seconds: 10 });
  await expect(service.getByText('unknown').first()).toBeVisible({ timeout: 8_000 });
  await expect(settings(ada).getByRole('button', { name: 'Sync', exact: true })).toBeDisabled();
  await looked(ada, 'stale');
  await expect(service.getByText('healthy').first()).toBeVisible({ timeout: 30_000 });
});

async function fitsATelephone(browser: Browser, colorScheme: 'light' | 'dark'): Promise<void> {
  const { ben: phone } = await people(browser, ['ben'], {
    colorScheme,
    viewport: { width: 390, height: 800 },
  });
  const revert = `/delivery/revert?cluster=eks-dev&namespace=argocd&application=${delivered.name}`;
  for (const [name, url] of Object.entries({ service: deliveryTab, revert })) {
    await phone.goto(url);
    await expect(phone.getByRole('heading', { level: 1 })).toBeVisible();
    await looked(phone, `${name}-${colorScheme}-390`);
    const overhang = await phone.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overhang, `${url} scrolls sideways`).toBeLessThanOrEqual(0);
  }
  await phone.context().close();
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing hangs over the edge of a telephone in ${colorScheme}, and axe finds nothing`, async ({
    browser,
  }) => {
    await fitsATelephone(browser, colorScheme);
  });
}
