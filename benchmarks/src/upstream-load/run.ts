import { FleetAdmin } from '../FleetAdmin';
import { claim, sleep } from '../measure';
import { openMany, portalStream } from '../OpenStream';
import { requestCounts, setting } from '../setting';

// Steady state: no LIST, at most one watch for each (cluster, resource), for 1 … 1,000 viewers, counted at the sandbox.
// Beside it: one viewer of a page that asks the cluster itself every ten seconds, as the stock plugin does.
const seconds = Number(process.argv[2] ?? 15);
const user = 'system:serviceaccount:greenroom:greenroom';

async function counted(work: () => Promise<void>) {
  const { sandbox } = setting();
  const before = await requestCounts(sandbox);
  await work();
  const after = await requestCounts(sandbox);
  const sum = (counts: typeof after, verb: string, who: (name: string) => boolean) =>
    counts.filter(it => it.verb === verb && who(it.user)).reduce((total, it) => total + it.count, 0);
  const portal = (name: string) => name === user;
  const more = (verb: string, who: (name: string) => boolean) =>
    sum(after, verb, who) - sum(before, verb, who);
  const watches = after.filter(it => it.verb === 'watch' && portal(it.user));
  const open = (counts: typeof after) => Math.max(0, ...counts.map(it => it.open ?? 0));
  return {
    lists: more('list', portal),
    others: more('list', name => !portal(name)),
    openWatches: open(watches),
    openByResource: [...new Set(watches.map(it => it.resource))].map(
      resource => `${resource} ${open(watches.filter(it => it.resource === resource))}`,
    ),
  };
}

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
  const { portal, token } = setting();
  const target = portalStream(portal, token, [{ type: 'rollouts', key: '' }]);
  for (const viewers of [1, 10, 100, 1000]) {
    const streams = await openMany(viewers, target, () => {});
    await sleep(2000);
    const { lists, openWatches, openByResource } = await counted(() => sleep(seconds * 1000));
    streams.forEach(stream => stream.close());
    console.log(
      `${String(viewers).padStart(5)} viewers, ${seconds} s: ${lists} LISTs, at most ${openWatches} open watch for a (cluster, resource)`,
    );
    console.log(`      open watches of a cluster at most: ${openByResource.join(', ')}`);
    claim(`${viewers} viewers: no LIST`, lists === 0);
    claim(`${viewers} viewers: one watch for each (cluster, resource)`, openWatches === 1);
  }
  const { others } = await counted(pollingPage);
  console.log(`    1 page that polls every 10 s, ${seconds} s: ${others} LISTs`);
}

void main();
