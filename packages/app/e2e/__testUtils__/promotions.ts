import { type Browser, expect, type Page } from '@playwright/test';
import { asPerson } from './people';
import { Greeting, type GreetingPlan } from './greeting';

/**
 * A preview on production that waits for somebody.
 *
 * @param made - told of it as soon as there is something to remove
 */
export async function waitingPreview(name: string, plan: GreetingPlan, made: Greeting[]): Promise<Greeting> {
  const greeting = await Greeting.create('eks-prod', name, plan);
  made.push(greeting);
  await greeting.rest('Healthy');
  await greeting.push('v2');
  await greeting.rest('Paused');
  return greeting;
}

export const onStage = (page: Page, tag: string) => page.getByRole('article', { name: `On stage: ${tag}` });
export const inTheGreenRoom = (page: Page, tag: string) =>
  page.getByRole('article', { name: `In the green room: ${tag}` });
export const promotion = (page: Page) => page.getByRole('region', { name: 'Promotion', exact: true });
export const dialog = (page: Page) => page.getByRole('dialog');

/** Opens the dialogue of a step of the promotion panel. */
export async function openStep(page: Page, step: string): Promise<void> {
  await promotion(page).getByRole('button', { name: step, exact: true }).click();
  await expect(dialog(page).getByRole('heading', { name: step, exact: true })).toBeVisible();
}

/** Says why where it is asked for, confirms, and waits until it was accepted. */
export async function confirm(page: Page, step: string, reason?: string): Promise<void> {
  if (reason !== undefined) {
    await dialog(page).getByRole('textbox').fill(reason);
  }
  await dialog(page).getByRole('button', { name: step, exact: true }).click();
  await expect(dialog(page)).toHaveCount(0);
}

/** A step of the promotion panel from its button to its end. */
export async function doStep(page: Page, step: string, reason?: string): Promise<void> {
  await openStep(page, step);
  await confirm(page, step, reason);
}

/** An act of the menu from its item to its end. */
export async function doAct(page: Page, act: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: 'Acts', exact: true }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${act}`) }).click();
  await confirm(page, act, reason);
}

/** People in browsers of their own, by name; one after the other, as a machine of two processors can take them. */
export async function people<T extends string>(
  browser: Browser,
  names: readonly T[],
  options: Parameters<typeof asPerson>[2] = {},
): Promise<Record<T, Page>> {
  const pages: [T, Page][] = [];
  for (const name of names) {
    pages.push([name, (await asPerson(browser, name, options)).page]);
  }
  return Object.fromEntries(pages) as Record<T, Page>;
}

/** A request that a person's browser makes, without the page's own care. */
export async function asks(
  page: Page,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
  plugin = 'rollouts',
): Promise<{ status: number; text: string }> {
  const { origin } = new URL(page.url());
  const session = await page.request.get(`${origin}/api/auth/oidc/refresh?env=sandbox`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const token = /"backstageIdentity":\{"token":"([^"]+)"/.exec(await session.text())?.[1] ?? '';
  const answer = await page.request.fetch(`${origin}/api/${plugin}/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body && { data: body }),
  });
  return { status: answer.status(), text: await answer.text() };
}
