import { expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import type { Greeting } from './__testUtils__/greeting';
import {
  asks,
  confirm,
  dialog,
  doAct,
  doStep,
  inTheGreenRoom,
  onStage,
  openStep,
  people,
  promotion,
  waitingPreview,
} from './__testUtils__/promotions';

const requestsSchema = z.object({
  items: z.array(z.object({ id: z.string(), etag: z.string(), rollout: z.object({ name: z.string() }) })),
});

/** Previews take seconds to come up: all at once, before the first test. Nobody can tell who made them, so each needs two votes. */
const plans = {
  promoted: {},
  refused: {},
  superseded: {},
  emergency: {},
  aborted: {},
  undone: {},
  frozen: { annotations: { 'greenroom.dev/freeze': '2020-01-01T00:00:00Z/2090-01-01T00:00:00Z' } },
  expiring: { annotations: { 'greenroom.dev/lifetime': '1m' } },
};
type Plan = keyof typeof plans;

/** Also of a first part that failed: the next one makes them anew. */
const made: Greeting[] = [];
let previews: Record<Plan, Greeting>;
let ada: Page;
let ben: Page;
let chen: Page;
let dana: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  const waiting = Promise.all(
    Object.entries(plans).map(
      async ([name, plan]) => [name, await waitingPreview(name, plan, made)] as const,
    ),
  );
  ({ ada, ben, chen, dana } = await people(browser, ['ada', 'ben', 'chen', 'dana']));
  previews = Object.fromEntries(await waiting) as Record<Plan, Greeting>;
});

test.afterAll(async () => {
  await Promise.all(made.map(greeting => greeting.remove()));
  await Promise.all([ada, ben, chen, dana].map(page => page?.context().close()));
});

async function open(plan: Plan, ...pages: Page[]) {
  for (const page of pages) {
    await page.goto(previews[plan].page);
    await expect(inTheGreenRoom(page, 'v2')).toBeVisible();
    await expect(promotion(page).getByText('v2 has 0 of 2 approvals.').first()).toBeAttached();
  }
}

test('ada asks, ben and chen approve, and exactly that goes live before everybody’s eyes', async () => {
  await open('promoted', ada, ben, chen);
  for (const page of [ada, ben, chen]) {
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  }
  await doStep(ada, 'Ask for it', 'Greets in French');
  await expect(promotion(ben).getByText(/asked: “Greets in French”/)).toBeVisible();
  await expect(
    promotion(ada)
      .getByText(/You asked for this promotion/)
      .first(),
  ).toBeVisible();

  await doStep(ben, 'Approve v2', 'Read it');
  await expect(promotion(chen).getByText('Votes 1/2')).toBeVisible();
  await expect(
    promotion(chen).getByText(/Yours is the last vote: all traffic of promoted goes to/),
  ).toBeVisible();
  await doStep(chen, 'Approve and promote v2');
  for (const page of [ada, ben, chen]) {
    await expect(onStage(page, 'v2')).toBeVisible();
    await expect(promotion(page).getByText('v2 is live.').first()).toBeAttached();
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  }
  await ada.getByRole('tab', { name: 'Ledger' }).click();
  const ledger = ada.getByRole('list', { name: 'Ledger', exact: true });
  await expect(ledger.getByText('ada asks for it: Greets in French').first()).toBeVisible();
  await expect(ledger.getByText('promoted').first()).toBeVisible();
  await expect(ada.getByText(/each hanging on the one before/)).toBeVisible();
  await ada.screenshot({ path: test.info().outputPath('promoted.png'), fullPage: true });
});

test('one refusal ends it, and everybody reads why', async () => {
  await open('refused', ben, chen);
  await doStep(chen, 'Refuse', 'Errors in its log');
  await expect(
    promotion(ben)
      .getByText(/refused v2\./)
      .first(),
  ).toBeAttached();
  await expect(onStage(ben, 'v1')).toBeVisible();
});

test('a new image while the dialogue is open: the button says so, and the server refuses all the same', async () => {
  await open('superseded', chen);
  const listed = await asks(chen, 'GET', 'promotion-requests?state=waiting&limit=100');
  const seen = requestsSchema
    .parse(JSON.parse(listed.text))
    .items.find(it => it.rollout.name === 'superseded');
  expect(seen).toBeDefined();
  await openStep(chen, 'Approve v2');
  await previews.superseded.push('v3');
  await expect(
    dialog(chen)
      .getByText(/no longer about v2|superseded|waits no more/i)
      .first(),
  ).toBeVisible();
  await expect(dialog(chen).getByRole('button', { name: 'Approve v2' })).toBeDisabled();

  const late = await asks(chen, 'POST', `promotion-requests/${seen?.id}/votes`, {
    vote: 'approve',
    reason: '',
    seen: seen?.etag,
  });
  expect(late.status).toBe(409);
  expect(late.text).toContain('ConflictError');
  await dialog(chen).getByRole('button', { name: 'Look again' }).click();
  await expect(promotion(chen).getByRole('button', { name: 'Approve v3' })).toBeVisible({ timeout: 25_000 });
  await expect(onStage(chen, 'v1')).toBeVisible();
});

test('dana breaks the glass, and it stays on Home until a second person has acknowledged it', async () => {
  await open('emergency', dana, ben);
  await expect(promotion(ben).getByRole('button', { name: 'Break the glass' })).toHaveCount(0);
  await doStep(dana, 'Break the glass', 'The shop is down');
  await expect(onStage(ben, 'v2')).toBeVisible();
  await expect(promotion(dana).getByRole('button', { name: 'Acknowledge' })).toBeDisabled();

  await ben.goto('/');
  const acknowledge = ben.getByRole('link', { name: 'Acknowledge emergency on eks-prod' });
  await expect(acknowledge).toBeVisible();
  await acknowledge.click();
  await doStep(ben, 'Acknowledge');
  await expect(promotion(dana).getByRole('button', { name: 'Acknowledge' })).toHaveCount(0);
});

test('what is approved in a freeze waits for Go, and Go for the end of the freeze', async () => {
  await open('frozen', ben, chen);
  await expect(
    promotion(ben)
      .getByText(/Frozen by/)
      .first(),
  ).toBeVisible();
  await doStep(ben, 'Approve v2');
  await expect(promotion(chen).getByText('Votes 1/2')).toBeVisible();
  await doStep(chen, 'Approve v2');
  await expect(promotion(ben).getByText('approved, not live')).toBeVisible();
  await expect(promotion(ben).getByRole('button', { name: 'Go: promote v2' })).toBeDisabled();
  await expect(onStage(ben, 'v1')).toBeVisible();
});

test('an abort takes the preview away at once and without a vote', async () => {
  await open('aborted', ada, ben);
  await doAct(ada, 'Abort', 'Wrong branch');
  await expect(
    promotion(ben)
      .getByText(/superseded|aborted/i)
      .first(),
  ).toBeAttached();
  await expect(ben.getByText(/abort/i).first()).toBeVisible();
  await expect(onStage(ben, 'v1')).toBeVisible();
});

test('an undo says before what it does, and empties the green room', async () => {
  await open('undone', ada);
  await ada.getByRole('tab', { name: 'Revisions' }).click();
  const row = ada.getByRole('row', { name: /undone:v1/ });
  await expect(row.getByText('immediate')).toBeVisible();
  await row.getByRole('button', { name: 'Undo to v1' }).click();
  await expect(dialog(ada).getByText(/^Immediate: all traffic of undone goes to v1/)).toBeVisible();
  await confirm(ada, 'Undo to v1', 'v2 greets nobody');
  await expect(inTheGreenRoom(ada, 'v2')).toHaveCount(0, { timeout: 25_000 });
  await expect(onStage(ada, 'v1')).toBeVisible();
});

test('what waits is in the queue, and the navigation counts it; a request that nobody let go live expires', async () => {
  await ben.goto('/');
  await ben.getByRole('link', { name: /rollouts? waits? for you/ }).click();
  await expect(ben.getByRole('grid', { name: 'Waiting rollouts' })).toBeVisible();
  await expect(ben.getByText(/rollouts? waits? for somebody, .*for you[.;]/)).toBeVisible();
  await ben.screenshot({ path: test.info().outputPath('queue.png') });
  await ben.goto(previews.expiring.page);
  await expect(
    promotion(ben).getByText('The request for v2 expired without going live.').first(),
  ).toBeAttached({
    timeout: 50_000,
  });
  await expect(onStage(ben, 'v1')).toBeVisible();
});
