import { type Browser, chromium, type Page } from '@playwright/test';

/** The machine's Chromium, without a window. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.GREENROOM_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** A page of the portal, signed in as Dana. @param script runs in every document, before its own */
export async function signedIn(browser: Browser, portal: string, script = ''): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(script);
  await page.goto(portal);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /^dana\b/i }).click();
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
  return page;
}
