import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { asPerson } from './__testUtils__/people';
import { vaultSecrets } from './__testUtils__/vaults';

const state = path.resolve(__dirname, '../../../.greenroom');

/** Everything that must never leave the place it is kept in: cluster tokens, client and session secrets. */
function secrets(): string[] {
  const tokens = path.join(state, 'sandbox/tokens');
  const files = [
    ...fs.readdirSync(tokens).map(name => path.join(tokens, name)),
    path.join(state, 'sandbox/oidc-client-secret'),
    path.join(state, 'sandbox/session-secret'),
  ];
  return files.map(file => fs.readFileSync(file, 'utf8').trim()).filter(text => text.length > 8);
}

test('nothing that the portal logged, in the whole run, holds a secret or a sign-in token', async () => {
  const log = fs.readFileSync(path.join(state, 'logs/portal.log'), 'utf8');
  expect(log.length).toBeGreaterThan(1000);
  expect(secrets().length).toBeGreaterThanOrEqual(4);
  const ofVaults = (await vaultSecrets()).map(({ text }) => text);
  expect(ofVaults.length).toBeGreaterThan(50);
  for (const secret of [...secrets(), ...ofVaults]) {
    expect(log.includes(secret)).toBe(false);
  }
  expect(log).not.toMatch(/eyJ[\w-]{20,}\.[\w-]{20,}\.[\w-]{20,}/);
});

test('no answer and no frame that a page gets holds a secret', async ({ browser }) => {
  const { page, context } = await asPerson(browser, 'dana');
  const bodies: string[] = [];
  page.on('response', response => {
    if (response.url().includes('/api/') && !response.url().endsWith('/stream')) {
      void response.text().then(
        text => bodies.push(text),
        () => {},
      );
    }
  });
  for (const url of [
    '/',
    '/rollouts',
    '/rollouts/eks-prod/storefront/rollout/checkout',
    '/sources',
    '/catalog',
  ]) {
    await page.goto(url);
    await page.waitForTimeout(1500);
  }
  bodies.push(await frames(context.request, await page.evaluate(() => window.location.origin)));
  const all = bodies.join('\n');
  expect(all).toContain('eks-prod');
  for (const secret of secrets()) {
    expect(all.includes(secret)).toBe(false);
  }
  await context.close();
});

/** Two seconds of the stream that carries every topic. */
async function frames(
  request: { get(url: string, options: object): Promise<{ json(): Promise<unknown> }> },
  origin: string,
) {
  const answer = await request.get(`${origin}/api/auth/oidc/refresh?env=sandbox`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const session = JSON.stringify(await answer.json());
  const token = /"backstageIdentity":\{"token":"([^"]+)"/.exec(session)?.[1] ?? '';
  const stream = await fetch(`${origin}/api/portal/stream`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      topics: [
        { type: 'sources', key: '' },
        { type: 'rollouts', key: '' },
        { type: 'rollout', key: 'eks-prod/storefront/rollout/checkout' },
      ],
    }),
    signal: AbortSignal.timeout(2000),
  });
  let text = '';
  try {
    for await (const chunk of stream.body ?? []) {
      text += Buffer.from(chunk).toString();
    }
  } catch {
    // the two seconds are over
  }
  expect(text).toContain('event: snapshot');
  return text;
}
