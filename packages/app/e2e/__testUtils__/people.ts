import path from 'node:path';
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';

/** Where a session is kept for the tests that run after a restart of the portal. */
export const savedSession = path.resolve(__dirname, '../../../../.greenroom/results/session.json');

/** Signs in by the account picker, as a person does, from the portal's first page. */
export async function signIn(page: Page, person: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: new RegExp(`^${person}\\b`, 'i') }).click();
  await expect(page.getByRole('banner')).toBeVisible();
}

/** A person in a browser of their own. */
export async function asPerson(
  browser: Browser,
  person: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await signIn(page, person);
  return { page, context };
}
