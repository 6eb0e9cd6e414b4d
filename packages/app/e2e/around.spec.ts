import { expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { kubernetes, scenario } from './__testUtils__/cluster';
import { Greeting } from './__testUtils__/greeting';
import {
  doAct,
  doStep,
  inTheGreenRoom,
  onStage,
  people,
  promotion,
  waitingPreview,
} from './__testUtils__/promotions';

const bindings = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings';
const binding = 'greenroom-promotion-lock';
const bindingSchema = z.looseObject({ kind: z.string(), spec: z.looseObject({}) });

const made: Greeting[] = [];
let around: Greeting;
let unheard: Greeting;
let ada: Page;
let ben: Page;
let chen: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  const waiting = Promise.all([waitingPreview('around', {}, made), waitingPreview('unheard', {}, made)]);
  ({ ada, ben, chen } = await people(browser, ['ada', 'ben', 'chen']));
  [around, unheard] = await waiting;
});

test.afterAll(async () => {
  await Promise.all(made.map(greeting => greeting.remove()));
  await Promise.all([ada, ben, chen].map(page => page?.context().close()));
});

test('what somebody lets go live around the portal is said first, and stays in the ledger', async () => {
  await ada.goto(around.page);
  await expect(inTheGreenRoom(ada, 'v2')).toBeVisible();
  await expect(around.promote()).rejects.toThrow(/promote it in the portal/);
  const lock = bindingSchema.parse(await kubernetes('eks-prod', 'GET', `${bindings}/${binding}`));
  await kubernetes('eks-prod', 'DELETE', `${bindings}/${binding}`);
  try {
    await expect(promotion(ada).getByText(/No lock on eks-prod/)).toBeVisible();
    await around.promote();
    await expect(onStage(ada, 'v2')).toBeVisible();
  } finally {
    await kubernetes('eks-prod', 'POST', bindings, { ...lock, metadata: { name: binding } });
  }
  await expect(ada.getByText(/went live without a request of the portal/).first()).toBeVisible({
    timeout: 10_000,
  });
  await ada.screenshot({ path: test.info().outputPath('around.png'), fullPage: true });
  await ada.getByRole('tab', { name: 'Ledger' }).click();
  await expect(
    ada
      .getByRole('list', { name: 'Ledger', exact: true })
      .getByText(/went live without a request of the portal/)
      .first(),
  ).toBeVisible();
});

test('a controller that does not react is named, and nothing is called promoted', async () => {
  for (const page of [ben, chen]) {
    await page.goto(unheard.page);
    await expect(inTheGreenRoom(page, 'v2')).toBeVisible();
  }
  await doStep(ben, 'Approve v2');
  await expect(promotion(chen).getByText('Votes 1/2')).toBeVisible();
  // Controllers go by the sandbox's clock: while it stands none of them does anything.
  await scenario('pause');
  try {
    await doStep(chen, 'Approve and promote v2');
    await expect(chen.getByText(/the controller did not react within 15 s/).first()).toBeVisible({
      timeout: 25_000,
    });
    await expect(onStage(chen, 'v1')).toBeVisible();
    await expect(chen.getByText('promoted', { exact: true })).toHaveCount(0);
    await chen.screenshot({ path: test.info().outputPath('unheard.png'), fullPage: true });
  } finally {
    await scenario('resume');
  }
  // What was sent is heard in the end, and told as what it became.
  await expect(onStage(chen, 'v2')).toBeVisible({ timeout: 20_000 });
  await expect(promotion(chen).getByText('promoted', { exact: true })).toBeVisible({ timeout: 20_000 });
});

test('a change of another hand that the controller missed is named, and a nudge has it look again', async () => {
  const missed = await Greeting.create('eks-prod', 'missed');
  made.push(missed);
  await missed.rest('Healthy');
  await ada.goto(missed.page);
  await expect(onStage(ada, 'v1')).toBeVisible();
  await scenario('inject', {
    target: 'cluster:eks-prod',
    fault: 'ignored-writes',
    namespace: 'storefront',
    writes: 1,
    specifications: true,
  });
  await missed.push('v2');
  await expect(ada.getByText(/has not looked at the last change of missed for more than 10 s/)).toBeVisible({
    timeout: 20_000,
  });
  await ada.screenshot({ path: test.info().outputPath('missed.png'), fullPage: true });
  await doAct(ada, 'Nudge the controller', 'It missed what CI pushed');
  await expect(inTheGreenRoom(ada, 'v2')).toBeVisible({ timeout: 25_000 });
  await ada.getByRole('tab', { name: 'Ledger' }).click();
  await expect(
    ada
      .getByRole('list', { name: 'Ledger', exact: true })
      .getByText(/It missed what CI pushed/)
      .first(),
  ).toBeVisible();
  await ada.screenshot({ path: test.info().outputPath('nudged.png'), fullPage: true });
});
