import { FleetAdmin } from '../FleetAdmin';
import { sleep } from '../measure';
import { setting } from '../setting';
import { steadyViewers } from '../steadyViewers';
import { counted } from '../upstream';

// Steady state: no LIST, at most one watch for each (cluster, resource), for 1 … 1,000 viewers, counted at the sandbox.
// Beside it: one viewer of a page that asks the cluster itself every ten seconds, as the stock plugin does.
const seconds = Number(process.argv[2] ?? 15);
const polled = [
  '/api/v1/pods?limit=500',
  '/api/v1/services',
  '/apis/apps/v1/replicasets',
  '/apis/argoproj.io/v1alpha1/rollouts',
  '/apis/argoproj.io/v1alpha1/analysisruns',
];

/** One page that polls every cluster every ten seconds. */
async function pollingPage() {
  const { sandbox } = setting();
  const admins = await Promise.all(
    ['fleet-01', 'fleet-02', 'fleet-03', 'fleet-04'].map(name => FleetAdmin.of(sandbox, name)),
  );
  for (let round = 0; round * 10 < seconds; round += 1) {
    await Promise.all(admins.flatMap(admin => polled.map(path => admin.get(path))));
    await sleep(Math.min(10, seconds) * 1000);
  }
}

async function main() {
  await steadyViewers([{ type: 'rollouts', key: '' }], seconds);
  const { others } = await counted(pollingPage);
  console.log(`    1 page that polls every 10 s, ${seconds} s: ${others} requests`);
}

void main();
