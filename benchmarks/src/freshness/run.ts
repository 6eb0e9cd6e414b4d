import { chromium, type Page } from '@playwright/test';
import { FleetAdmin, rolloutPath } from '../FleetAdmin';
import { claim, line, quantile, sleep } from '../measure';
import { setting } from '../setting';

// Event → painted, in a browser, with 20 clusters, 200 rollouts each and 50 events/s going on; beside a poller of the
// same data every ten seconds. An event is a change of a rollout's replicas, and its time is when the API server was
// asked for it; painted is the frame after the first in which the page's text shows it.
const events = Number(process.argv[2] ?? 100);
const cluster = 'fleet-01';
const rollout = 'app-0001';
const key = `${cluster}/fleet/rollout/${rollout}`;

async function signIn(page: Page, portal: string) {
  await page.goto(portal);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /^dana\b/i }).click();
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
}

/** Remembers when each text was first painted in the page, by the clock of this machine. */
async function watchFor(page: Page, selector: string, pattern: string) {
  await page.evaluate(
    ([where, what]) => {
      const seen: Record<string, number> = {};
      const regex = new RegExp(what ?? '');
      let before = '';
      const look = () => {
        const text = regex.exec(document.querySelector(where ?? 'body')?.textContent ?? '')?.[1] ?? '';
        if (text !== before) {
          before = text;
          requestAnimationFrame(() => {
            seen[text] = performance.timeOrigin + performance.now();
          });
        }
      };
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
      });
      Object.assign(window, {
        paintedAt: (text: string) => seen[text],
        forget: (text: string) => delete seen[text],
      });
      look();
    },
    [selector, pattern],
  );
}

async function painted(page: Page, text: string, deadline: number): Promise<number | undefined> {
  while (Date.now() < deadline) {
    const at = await page.evaluate(`window.paintedAt(${JSON.stringify(text)})`);
    if (typeof at === 'number') {
      return at;
    }
    await sleep(20);
  }
  return undefined;
}

/** A script that asks for the rollout every ten seconds, and when it saw each value. */
function poller(portal: string, token: string) {
  const seen: { desired: number; at: number }[] = [];
  const timer = setInterval(() => {
    void fetch(`${portal}/api/rollouts/rollouts/${key}`, { headers: { authorization: `Bearer ${token}` } })
      .then(answer => answer.json())
      .then(({ desired }) => seen.push({ desired, at: Date.now() }));
  }, 10_000);
  return { seen, stop: () => clearInterval(timer) };
}

async function main() {
  const { portal, sandbox, token } = setting();
  const admin = await FleetAdmin.of(sandbox, cluster);
  const browser = await chromium.launch({
    executablePath: process.env.GREENROOM_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const views = [
    { title: 'one rollout', url: `/rollouts/${key}`, where: 'main', pattern: '\\d+ of (\\d+)', limit: 50 },
    {
      title: 'the list of all',
      url: `/rollouts?q=${rollout}&cluster=${cluster}`,
      where: `[data-key="${key}"]`,
      pattern: '\\d+/(\\d+)',
      limit: 100,
    },
  ];
  for (const view of views) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await signIn(page, portal);
    await page.goto(`${portal}${view.url}`);
    await page.locator(view.where).first().waitFor();
    await sleep(2000);
    await watchFor(page, view.where, view.pattern);
    const polled = poller(portal, token);
    const delays: number[] = [];
    const polledDelays: number[] = [];
    let missed = 0;
    for (let event = 0; event < events; event += 1) {
      const desired = 3 + (event % 5);
      await page.evaluate(`window.forget("${desired}")`);
      const at = Date.now();
      const exact = performance.timeOrigin + performance.now();
      await admin.patch(rolloutPath('fleet', rollout), { spec: { replicas: desired } });
      const shown = await painted(page, String(desired), at + 5000);
      if (shown === undefined) {
        missed += 1;
      } else {
        delays.push(shown - exact);
      }
      // Far enough apart that the pods of the last change have come and gone, and now and then long enough for the poller.
      await sleep(event % 10 === 9 ? 10_500 : 2_000);
      const found = polled.seen.find(it => it.desired === desired && it.at >= at);
      if (found) {
        polledDelays.push(found.at - at);
      }
    }
    polled.stop();
    console.log(line(`portal, ${view.title}`, delays));
    console.log(line('poller every 10 s', polledDelays));
    claim(`${view.title}: no event was missed`, missed === 0);
    claim(`${view.title}: p50 ≤ ${view.limit} ms`, quantile(delays, 0.5) <= view.limit);
    claim(`${view.title}: p99 ≤ 250 ms`, quantile(delays, 0.99) <= 250);
    await page.context().close();
  }
  await browser.close();
}

void main();
