import { openBrowser, signedIn, untilShown } from '../browser';
import { FleetAdmin, rolloutPath } from '../FleetAdmin';
import { claim, line, quantile, sleep } from '../measure';
import { paintedDelays } from '../painting';
import { setting } from '../setting';

// Event → painted, in a browser, with 20 clusters, 200 rollouts each and 50 events/s going on; beside a poller of the
// same data every ten seconds. An event is a change of a rollout's replicas, and its time is when the API server was
// asked for it; painted is the frame after the first in which the page's text shows it.
const events = Number(process.argv[2] ?? 100);
const cluster = 'fleet-01';
const rollout = 'app-0001';
const key = `${cluster}/fleet/rollout/${rollout}`;

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

async function main() {
  const { portal, sandbox, token } = setting();
  const admin = await FleetAdmin.of(sandbox, cluster);
  const ask = async () => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${portal}/api/rollouts/rollouts/${key}`, { headers });
    return Number((await answer.json()).desired);
  };
  const browser = await openBrowser();
  for (const { title, url, where, pattern, limit } of views) {
    const page = await signedIn(browser, portal);
    await page.goto(`${portal}${url}`);
    await untilShown(page, where, 60);
    await sleep(2000);
    const { delays, polled, missed } = await paintedDelays({
      ...{ page, where, pattern, events, ask },
      valueOf: event => 3 + (event % 5),
      change: replicas => admin.patch(rolloutPath('fleet', rollout), { spec: { replicas } }),
    });
    console.log(line(`portal, ${title}`, delays));
    console.log(line('poller every 10 s', polled));
    claim(`${title}: no event was missed`, missed === 0);
    claim(`${title}: p50 ≤ ${limit} ms`, quantile(delays, 0.5) <= limit);
    claim(`${title}: p99 ≤ 250 ms`, quantile(delays, 0.99) <= 250);
    await page.context().close();
  }
  await browser.close();
}

void main();
