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

/** Resolves when the page shows it. @throws RangeError with what the page says instead */
export async function untilShown(page: Page, selector: string, seconds: number): Promise<void> {
  try {
    await page
      .locator(selector)
      .first()
      .waitFor({ timeout: seconds * 1000 });
  } catch {
    const said = await page.locator('body').innerText();
    const words = said.replace(/\s+/g, ' ').slice(0, 600);
    throw new RangeError(`${page.url()} does not show ${selector} within ${seconds} s, but: ${words}`);
  }
}
