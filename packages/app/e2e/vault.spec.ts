import { expect, test } from '@playwright/test';
import { findings, overhang } from './__testUtils__/axe';
import { scenario } from './__testUtils__/cluster';
import { asPerson } from './__testUtils__/people';
import { leases, renewable } from './__testUtils__/vaults';

const tab = '/catalog/default/component/catalogue/leases';
const role = '/vault/storefront/database/catalogue';

test('from the leases of a service to its role: renewed with a reason, revoked with the fingerprint, and gone', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const { page, context } = await asPerson(browser, 'dana');
  await page.goto(tab);
  const place = page.getByRole('region', { name: 'Vault role catalogue of storefront' });
  await expect(place.getByRole('list', { name: 'Leases of catalogue' })).toContainText(/ends in/, {
    timeout: 60_000,
  });
  await page.screenshot({ path: test.info().outputPath('service.png'), fullPage: true });
  await place.getByRole('link', { name: 'storefront / database / catalogue' }).click();
  await expect(page).toHaveURL(role);

  const fingerprint = await renewable(page);
  await page.getByRole('button', { name: `Renew ${fingerprint}` }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('nobody renews past it');
  await dialog.getByRole('textbox', { name: /^Why/ }).fill('The export runs until noon');
  expect(await findings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Renew', exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText('A look-up after it says that it ends at', {
    timeout: 30_000,
  });
  await page.screenshot({ path: test.info().outputPath('renewed.png') });
  await dialog.getByRole('button', { name: 'Back' }).click();

  await page.getByRole('button', { name: `Revoke ${fingerprint}` }).click();
  const confirm = dialog.getByRole('button', { name: 'Revoke', exact: true });
  await dialog.getByRole('textbox', { name: /^Why/ }).fill('It was in a log');
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('textbox', { name: /^Type/ }).fill(fingerprint);
  await page.screenshot({ path: test.info().outputPath('revoke.png') });
  await confirm.click();
  await expect(dialog.getByRole('status')).toContainText('A look-up no longer knows it', { timeout: 30_000 });
  await dialog.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('heading', { level: 1 }).hover();
  await expect(leases(page).getByText(fingerprint)).toHaveCount(0);
  const ledger = page.getByRole('list', { name: 'Ledger' });
  await expect(ledger.getByRole('listitem').first()).toContainText('It was in a log');

  // It is not only this page that leaves it out.
  await page.reload();
  await expect(leases(page)).toBeVisible({ timeout: 60_000 });
  await expect(leases(page).getByText(fingerprint)).toHaveCount(0, { timeout: 90_000 });
  await page.screenshot({ path: test.info().outputPath('revoked.png'), fullPage: true });
  await context.close();
});

test('who may only renew is told so, and who may see no role is not shown one', async ({ browser }) => {
  const ada = await asPerson(browser, 'ada');
  await ada.page.goto(role);
  const fingerprint = await renewable(ada.page);
  await expect(ada.page.getByText('You may not revoke leases of catalogue.').first()).toBeVisible();
  await expect(ada.page.getByRole('button', { name: `Revoke ${fingerprint}` })).toBeDisabled();
  await expect(ada.page.getByRole('button', { name: 'Show the statements' })).toBeDisabled();
  await ada.context.close();
  const eli = await asPerson(browser, 'eli');
  await eli.page.goto(role);
  await expect(eli.page.getByRole('alert')).toContainText('You may not see this role');
  await eli.context.close();
});

test('a Vault out of reach: what was known of it is told with its age as unknown, and the other goes on', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const { page, context } = await asPerson(browser, 'dana');
  await page.goto(role);
  await renewable(page);
  await page.goto('/vault');
  const rowOf = (name: string) =>
    page
      .getByRole('grid', { name: 'Vaults' })
      .getByRole('row')
      .filter({ has: page.getByRole('link', { name, exact: true }) });
  await expect(rowOf('storefront')).toContainText('1 leads', { timeout: 60_000 });
  await page.screenshot({ path: test.info().outputPath('vaults.png') });
  await scenario('inject', { target: 'vault:storefront', fault: 'refuse' });
  try {
    await expect(rowOf('storefront')).toContainText('unknown', { timeout: 90_000 });
    await expect(rowOf('storefront')).toContainText(/seen .+: /);
    await expect(rowOf('rememberry')).not.toContainText('unknown');
    await rowOf('storefront').getByRole('link').click();
    await expect(page.getByText(/^\s*Seen .+\.$/)).toBeVisible();
    await page.screenshot({ path: test.info().outputPath('vault-down.png'), fullPage: true });
    await page.goto(role);
    await expect(page.getByText(/^\s*Seen .+\.$/)).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('button', { name: /^Revoke / }).first()).toBeDisabled();
    await page.screenshot({ path: test.info().outputPath('role-down.png'), fullPage: true });
  } finally {
    await scenario('inject', { target: 'vault:storefront', fault: 'none' });
  }
  await context.close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 390]) {
    test(`axe finds nothing on Vault's pages in ${colorScheme} at ${width} pixels`, async ({ browser }) => {
      test.setTimeout(120_000);
      const { page, context } = await asPerson(browser, 'dana', {
        colorScheme,
        viewport: { width, height: 800 },
      });
      for (const url of ['/vault', '/vault/storefront', role, tab]) {
        await page.goto(url);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        await expect(page.getByText(/^Loading /)).toHaveCount(0, { timeout: 60_000 });
        expect(await findings(page), url).toEqual([]);
        expect(await overhang(page), `${url} scrolls sideways`).toBeLessThanOrEqual(0);
        await page.screenshot({
          path: test.info().outputPath(`${url.replaceAll(/[/?]/g, '_')}-${colorScheme}-${width}.png`),
          fullPage: true,
        });
      }
      await context.close();
    });
  }
}
