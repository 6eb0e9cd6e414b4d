import { expect, type Page, test } from '@playwright/test';
import type { Greeting } from './__testUtils__/greeting';
import { kubernetes } from './__testUtils__/cluster';
import {
  confirm,
  dialog,
  doAct,
  doStep,
  inTheGreenRoom,
  onStage,
  people,
  promotion,
  waitingPreview,
} from './__testUtils__/promotions';

const templates = '/apis/argoproj.io/v1alpha1/namespaces/storefront/analysistemplates';

/** Measures for longer than the test takes, and finds nothing. */
const longAnalysis = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AnalysisTemplate',
  metadata: { name: 'recovery' },
  spec: {
    metrics: [
      {
        name: 'greetings',
        interval: '1s',
        count: 200,
        consecutiveErrorLimit: 200,
        failureLimit: 200,
        inconclusiveLimit: 200,
        provider: { web: { url: 'http://metrics.example/greetings' } },
      },
    ],
  },
};

const made: Greeting[] = [];
let crashed: Greeting;
let retried: Greeting;
let reverted: Greeting;
let ada: Page;
let ben: Page;
let chen: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  await kubernetes('eks-prod', 'POST', templates, longAnalysis);
  const waiting = Promise.all([
    waitingPreview(
      'crashed',
      { blueGreen: { postPromotionAnalysis: { templates: [{ templateName: 'recovery' }] } } },
      made,
    ),
    waitingPreview('retried', { blueGreen: { abortScaleDownDelaySeconds: 1 } }, made),
    waitingPreview('reverted', { blueGreen: { scaleDownDelaySeconds: 1 } }, made),
  ]);
  ({ ada, ben, chen } = await people(browser, ['ada', 'ben', 'chen']));
  [crashed, retried, reverted] = await waiting;
});

test.afterAll(async () => {
  await Promise.all(made.map(greeting => greeting.remove()));
  await kubernetes('eks-prod', 'DELETE', `${templates}/recovery`);
  await Promise.all([ada, ben, chen].map(page => page?.context().close()));
});

async function approved(tag: string, ...voters: Page[]) {
  for (const voter of voters.slice(0, -1)) {
    await doStep(voter, `Approve ${tag}`);
  }
  await expect(promotion(voters.at(-1) ?? ada).getByText('Votes 1/2')).toBeVisible();
}

test('what crashes after it went live: the stable revision gets the traffic back', async () => {
  for (const page of [ada, ben, chen]) {
    await page.goto(crashed.page);
  }
  await approved('v2', ben, chen);
  await doStep(chen, 'Approve and promote v2');
  await expect(onStage(ada, 'v2')).toBeVisible();

  await crashed.crash('v2');
  await ada.getByRole('button', { name: 'Acts', exact: true }).click();
  await ada.getByRole('menuitem', { name: /^Return to stable/ }).click();
  await expect(dialog(ada).getByText(/v1/).first()).toBeVisible();
  await ada.screenshot({ path: test.info().outputPath('return.png') });
  await confirm(ada, 'Return to stable', 'v2 answers nobody');
  for (const page of [ada, ben]) {
    await expect(onStage(page, 'v1')).toBeVisible({ timeout: 25_000 });
  }
  await ada.getByRole('tab', { name: 'Ledger' }).click();
  await expect(
    ada
      .getByRole('list', { name: 'Ledger', exact: true })
      .getByText(/v2 answers nobody/)
      .first(),
  ).toBeVisible();
  await ada.screenshot({ path: test.info().outputPath('returned.png'), fullPage: true });
});

test('what was aborted is tried again when others agree, and waits again', async () => {
  for (const page of [ada, ben, chen]) {
    await page.goto(retried.page);
    await expect(inTheGreenRoom(page, 'v2')).toBeVisible();
  }
  await doAct(ada, 'Abort', 'Too early');
  await expect(ada.getByText(/abort/i).first()).toBeVisible();
  await ada.screenshot({ path: test.info().outputPath('aborted.png'), fullPage: true });

  // While its pods are up a retry could go live without a pause, and is refused.
  await expect(inTheGreenRoom(ada, 'v2').getByText('0 of 0')).toBeVisible({ timeout: 30_000 });
  await ada.getByRole('button', { name: 'Acts', exact: true }).click();
  await ada.getByRole('menuitem', { name: /^Ask for a retry of v2/ }).click();
  await confirm(ada, 'Ask for a retry of v2', 'Now it may');
  await approved('v2', ben, chen);
  await chen.screenshot({ path: test.info().outputPath('retry.png'), fullPage: true });
  await promotion(chen)
    .getByRole('button', { name: /^Approve and/ })
    .click();
  await dialog(chen)
    .getByRole('button', { name: /^Approve and/ })
    .click();
  await expect(promotion(ada).getByText('v2 has 0 of 2 approvals.').first()).toBeAttached({
    timeout: 40_000,
  });
  await expect(inTheGreenRoom(ada, 'v2')).toBeVisible();
  await expect(onStage(ada, 'v1')).toBeVisible();
});

test('what is live is undone: the revision before waits again, and goes live when others let it', async () => {
  for (const page of [ada, ben, chen]) {
    await page.goto(reverted.page);
    await expect(inTheGreenRoom(page, 'v2')).toBeVisible();
  }
  await approved('v2', ben, chen);
  await doStep(chen, 'Approve and promote v2');
  await expect(onStage(ada, 'v2')).toBeVisible();

  await ada.getByRole('tab', { name: 'Revisions' }).click();
  const row = ada.getByRole('row', { name: /reverted:v1/ });
  // While its pods are up an undo would be live at once.
  await expect(row.getByText('waits again')).toBeVisible({ timeout: 30_000 });
  await row.getByRole('button', { name: 'Undo to v1' }).click();
  await ada.screenshot({ path: test.info().outputPath('undo.png') });
  await confirm(ada, 'Undo to v1', 'v2 greets nobody');
  for (const page of [ada, ben, chen]) {
    await expect(inTheGreenRoom(page, 'v1')).toBeVisible({ timeout: 25_000 });
    await expect(onStage(page, 'v2')).toBeVisible();
  }
  await approved('v1', ben, chen);
  await doStep(chen, 'Approve and promote v1');
  await expect(onStage(ada, 'v1')).toBeVisible();
  await ada.screenshot({ path: test.info().outputPath('undone.png'), fullPage: true });
});
