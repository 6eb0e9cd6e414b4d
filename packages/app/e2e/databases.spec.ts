import { expect, type Page, test } from '@playwright/test';
import { findings, overhang } from './__testUtils__/axe';
import { scenario } from './__testUtils__/cluster';
import { asPerson } from './__testUtils__/people';

const shop = { account: '402917760021', region: 'eu-central-1', name: 'shop-aurora' };
const shopPath = `/databases/${shop.account}/${shop.region}/${shop.name}`;

/** In a Region of its own. */
const elsewhere = { region: 'eu-west-1', name: 'shop-aurora-dr' };

/** Other databases have names that begin like it. */
function rowOf(page: Page, name: string) {
  return page
    .getByRole('grid', { name: 'Databases' })
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) });
}

/** The drawing tells a screen reader who writes: `shop-aurora-1 in eu-central-1a writes, available.` */
async function writer(page: Page): Promise<string | undefined> {
  const drawing = page.getByRole('img', { name: / writes, / });
  await expect(drawing).toBeVisible({ timeout: 60_000 });
  return /(\S+)( in \S+)? writes, /.exec((await drawing.getAttribute('aria-label')) ?? '')?.[1];
}

test('from all databases to one: who writes, what is measured, and a failover that moves the writer without a reload', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const { page, context } = await asPerson(browser, 'dana');
  await page.getByRole('link', { name: 'Databases' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Databases' })).toBeVisible();
  const row = rowOf(page, shop.name);
  await expect(row).toContainText('writer', { timeout: 60_000 });
  await page.screenshot({ path: test.info().outputPath('databases.png') });
  await row.getByRole('link').click();

  await expect(page).toHaveURL(shopPath);
  const before = await writer(page);
  const cpu = page.getByRole('figure', { name: 'CPU', exact: true });
  await expect(cpu.getByText(/ %$/).first()).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole('img', { name: /^It can be restored to any moment/ })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('database.png'), fullPage: true });

  await page.evaluate('window.wasNotReloaded = true');
  await scenario('inject', { target: `aws:${shop.region}/${shop.name}`, fault: 'failover' });
  await expect
    .poll(() => writer(page), { timeout: 150_000, message: 'another member writes' })
    .not.toBe(before);
  await expect(page.getByText(/[Ff]ailed over|[Ff]ailing over/).first()).toBeVisible();
  expect(await page.evaluate('window.wasNotReloaded')).toBe(true);
  await page.screenshot({ path: test.info().outputPath('failed-over.png'), fullPage: true });
  await context.close();
});

test('one cursor over all charts, by keyboard; another time is in the address, and back', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const { page, context } = await asPerson(browser, 'dana');
  await page.goto(`${shopPath}?range=1h`);
  const slider = (name: string) => page.getByRole('slider', { name: `Time in ${name}` });
  await expect(slider('CPU')).toBeVisible({ timeout: 90_000 });
  await slider('CPU').focus();
  await page.keyboard.press('Home');
  await expect(slider('CPU')).toHaveAttribute('aria-valuetext', / %/);
  const moment = await slider('CPU').getAttribute('aria-valuenow');
  await expect(slider('Connections')).toHaveAttribute('aria-valuenow', moment ?? '');
  await page.keyboard.press('+');
  await expect(page).toHaveURL(/from=.*&to=/);
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(page).toHaveURL(/range=1h/);
  await page.getByRole('button', { name: 'CPU as a table' }).click();
  await expect(page.getByRole('table', { name: 'Values of CPU' })).toContainText('%');
  await context.close();
});

test('a Region out of reach: what was known of it is told with its age, and the others go on', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const { page, context } = await asPerson(browser, 'dana');
  const region = `aws:${elsewhere.region}`;
  await page.goto('/databases');
  const lost = rowOf(page, elsewhere.name);
  await expect(lost).toBeVisible({ timeout: 60_000 });
  await scenario('inject', { target: region, fault: 'unreachable' });
  try {
    await expect(lost).toContainText('unknown', { timeout: 90_000 });
    await expect(lost).toContainText(/seen .+: AWS can not be reached/);
    await expect(rowOf(page, shop.name)).not.toContainText('can not be reached');
    await page.screenshot({ path: test.info().outputPath('region-down.png') });
    await lost.getByRole('link').click();
    await expect(page.getByRole('status').filter({ hasText: /^AWS can not be reached/ })).toBeVisible();
    await expect(page.getByText(/^\s*Seen .+\.$/)).toBeVisible();
    await expect(page.getByRole('img', { name: /^Last known: / }).first()).toBeVisible();
    await page.screenshot({ path: test.info().outputPath('region-down-one.png'), fullPage: true });
  } finally {
    await scenario('inject', { target: region, fault: 'none' });
  }
  await context.close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 390]) {
    test(`axe finds nothing on the databases' pages in ${colorScheme} at ${width} pixels`, async ({
      browser,
    }) => {
      test.setTimeout(120_000);
      const { page, context } = await asPerson(browser, 'dana', {
        colorScheme,
        viewport: { width, height: 800 },
      });
      for (const url of [
        '/databases',
        shopPath,
        '/databases/rememberry',
        '/catalog/default/component/checkout/database',
      ]) {
        await page.goto(url);
        await expect(page.getByText(/^Loading/)).toHaveCount(0, { timeout: 60_000 });
        await expect(page.getByText('shop-aurora').or(page.getByText('rememberry')).first()).toBeVisible();
        expect(await findings(page), url).toEqual([]);
        expect(await overhang(page), `${url} scrolls sideways`).toBeLessThanOrEqual(0);
        await page.screenshot({
          path: test.info().outputPath(`${url.replaceAll('/', '_')}-${colorScheme}-${width}.png`),
          fullPage: true,
        });
      }
      await context.close();
    });
  }
}

for (const [colorScheme, width] of [
  ['light', 1280],
  ['dark', 390],
] as const) {
  test(`axe finds nothing on Home with databases of one's own in ${colorScheme} at ${width} pixels`, async ({
    browser,
  }) => {
    const { page, context } = await asPerson(browser, 'ada', {
      colorScheme,
      viewport: { width, height: 800 },
    });
    const mine = page.getByRole('region', { name: 'My databases' });
    await expect(mine.getByText(/databases? of your services/).first()).toBeVisible();
    const checkout = page
      .getByRole('list', { name: 'My services' })
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: 'checkout', exact: true }) });
    await expect(checkout.getByRole('link', { name: /^(was )?v\d/ })).toBeVisible();
    await expect(checkout.locator('a[href^="/databases/"]')).toBeVisible();
    expect(await findings(page)).toEqual([]);
    expect(await overhang(page), 'Home scrolls sideways').toBeLessThanOrEqual(0);
    await mine.screenshot({ path: test.info().outputPath(`home-${colorScheme}-${width}.png`) });
    await context.close();
  });
}
