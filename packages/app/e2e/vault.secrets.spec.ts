import fs from 'node:fs';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { scenario } from './__testUtils__/cluster';
import { Heard } from './__testUtils__/Heard';
import { asPerson } from './__testUtils__/people';
import { renewable, type VaultSecret, vaultSecrets } from './__testUtils__/vaults';

const log = path.resolve(__dirname, '../../../.greenroom/logs/portal.log');
const tab = '/catalog/default/component/catalogue/leases';
const role = '/vault/storefront/database/catalogue';

/** Opens each of them, and waits for what it is about. */
async function see(page: Page, heard: Heard, urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    await page.goto(url);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await expect(page.getByText(/^Loading /)).toHaveCount(0, { timeout: 60_000 });
    await heard.look(page);
  }
}

async function showStatements(page: Page, heard: Heard): Promise<void> {
  await page.getByRole('button', { name: 'Show the statements' }).click();
  await expect(page.getByText(/create role/i).first()).toBeVisible();
  await heard.look(page);
}

/** By its dialog, to what came of it. */
async function act(page: Page, heard: Heard, name: 'Renew' | 'Revoke', fingerprint: string): Promise<string> {
  await page.getByRole('button', { name: `${name} ${fingerprint}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /^Why/ }).fill('To see what is told of it');
  if (name === 'Revoke') {
    await dialog.getByRole('textbox', { name: /^Type/ }).fill(fingerprint);
  }
  await dialog.getByRole('button', { name, exact: true }).click();
  const outcome = dialog.getByRole('status');
  await expect(outcome).toContainText(/\w/, { timeout: 30_000 });
  await heard.look(page);
  const text = await outcome.innerText();
  await dialog.getByRole('button', { name: /^(Back|Cancel)$/ }).click();
  return text;
}

test("no secret of a Vault is in an answer, in a stream's frames, in the DOM or in the portal's log", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const { page, context } = await asPerson(browser, 'dana');
  const heard = await Heard.by(context);
  const secrets = new Map<string, VaultSecret>();
  const collect = async () => (await vaultSecrets()).forEach(secret => secrets.set(secret.text, secret));
  await collect();
  await see(page, heard, ['/', '/sources', '/vault', '/vault/rememberry', '/vault/storefront', tab, role]);
  await showStatements(page, heard);
  const fingerprint = await renewable(page);
  expect(await act(page, heard, 'Renew', fingerprint)).toContain('A look-up after it says');
  expect(await act(page, heard, 'Revoke', fingerprint)).toContain('A look-up no longer knows it');
  await collect();

  await scenario('inject', { target: 'vault:storefront', fault: 'secrets-in-texts' });
  try {
    await see(page, heard, [role]);
    const next = await renewable(page);
    for (const name of ['Renew', 'Revoke'] as const) {
      expect(await act(page, heard, name, next)).toContain('can not reach the database, or is refused by it');
    }
    await showStatements(page, heard);
    await see(page, heard, ['/vault/storefront', '/vault/storefront/database/legacy-orders', tab, '/']);
    await collect();
  } finally {
    await scenario('inject', { target: 'vault:storefront', fault: 'none' });
  }
  await context.close();

  heard.add('the log of the portal', fs.readFileSync(log, 'utf8'));
  expect(heard.textOf(/api\/portal\/stream$/)).toMatch(/event: snapshot[\s\S]+vault-leases/);
  expect(heard.textOf(/api\/vault-leases\//)).toContain('can not reach the database');
  expect(heard.textOf(/^DOM/)).toContain(fingerprint);
  expect([...new Set([...secrets.values()].map(({ what }) => what))].sort()).toEqual([
    'accessor',
    'connection string',
    'lease id',
    'password',
    'role or secret id',
    'token',
    'unseal key',
  ]);
  expect([...secrets.keys()].filter(text => text.length < 12)).toEqual([]);
  expect(heard.found([...secrets.values()])).toEqual([]);
});

test('what is planted in a page, an answer or a frame is found, raw, in base64 and as in a URL', async ({
  browser,
}) => {
  const { page, context } = await asPerson(browser, 'dana');
  const heard = await Heard.by(context);
  const text = 'database/creds/catalogue/7mJQ4sAsXk1cBvtE9wL2dYhZ';
  const planted = {
    raw: text,
    base64: Buffer.from(`id=${text}`).toString('base64'),
    url: encodeURIComponent(text),
  };
  await context.route('**/api/planted/*', (route, request) =>
    route.fulfill({
      body: Object.entries(planted).find(([form]) => request.url().endsWith(form))?.[1] ?? '',
    }),
  );
  await page.goto('/');
  for (const form of Object.keys(planted)) {
    await page.evaluate(async asked => (await fetch(`/api/planted/${asked}`)).text(), form);
  }
  await page.evaluate(shown => document.body.append(shown), planted.base64);
  await heard.look(page);
  await expect
    .poll(() =>
      heard.found([{ what: 'lease id', text }]).map(where => where.replace(/.*(planted|DOM)/, '$1')),
    )
    .toEqual(['planted/raw', 'planted/base64', 'planted/url', expect.stringMatching(/^DOM of /)]);
  await context.close();
});
