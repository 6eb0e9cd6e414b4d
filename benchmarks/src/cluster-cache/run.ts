import { claim, quantile } from '../measure';
import { type Cost } from './Meter';
import { measured, startPodServer } from './processes';
import { version } from '@kubernetes/client-node/package.json';

// 50,000 pods of a cluster: our cache beside client-node's informer, each in a process of its own, in turn; medians.
//   npm run bench -- cluster-cache [pods] [rounds]
const pods = Number(process.argv[2] ?? 50_000);
const rounds = Number(process.argv[3] ?? 3);
/** The informer's page, where it can not take the whole list in one. */
const page = 5_000;

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0).padStart(5)} MB`;

function show(title: string, cost: Cost): void {
  const times = [cost.syncedAfter, cost.work, cost.longestStall, cost.longestOwnStall].map(it =>
    it.toFixed(0),
  );
  console.log(
    `${title.padEnd(34)} synced in ${times[0]?.padStart(6)} ms (work of all threads ${times[1]} ms), ${cost.heapPerPod.toFixed(0).padStart(6)} B heap a pod, longest stall ${times[2]?.padStart(5)} ms (own work ${times[3]} ms)`,
  );
  console.log(
    `${''.padEnd(34)} heap ${megabytes(cost.peakHeap)} at most as it is, ${megabytes(cost.peakOldHeap)} without the young generation, ${megabytes(cost.steadyHeap)} collected at rest; resident ${megabytes(cost.peakRss)} at most, ${megabytes(cost.steadyRss)} at rest`,
  );
}

function medians(costs: readonly Cost[]): Cost {
  const middle = (field: keyof Cost) =>
    quantile(
      costs.map(cost => cost[field]),
      0.5,
    );
  return {
    pods: middle('pods'),
    syncedAfter: middle('syncedAfter'),
    work: middle('work'),
    heapPerPod: middle('heapPerPod'),
    longestStall: middle('longestStall'),
    longestOwnStall: middle('longestOwnStall'),
    peakRss: middle('peakRss'),
    steadyRss: middle('steadyRss'),
    peakHeap: middle('peakHeap'),
    peakOldHeap: middle('peakOldHeap'),
    steadyHeap: middle('steadyHeap'),
  };
}

async function main() {
  const server = await startPodServer(pods, true);
  const old = await startPodServer(pods, false);
  const whole = await measured('informer.ts', server.args);
  const informerArgs = 'failed' in whole ? [...server.args, String(page)] : server.args;
  if ('failed' in whole) {
    console.log(`client-node ${version}, its informer as documented: ${whole.failed}`);
    console.log(`   so it is given a list function that pages by ${page}`);
  }
  const runs = { ours: [] as Cost[], paged: [] as Cost[], informer: [] as Cost[] };
  const turns = [
    { title: 'ours, streaming list', into: runs.ours, file: 'ours.ts', args: server.args },
    { title: 'ours, list in pages', into: runs.paged, file: 'ours.ts', args: old.args },
    {
      title: `client-node ${version}, informer`,
      into: runs.informer,
      file: 'informer.ts',
      args: informerArgs,
    },
  ];
  for (let round = 0; round < rounds; round += 1) {
    for (const { title, into, file, args } of turns) {
      const cost = await measured(file, args);
      if ('failed' in cost) {
        throw new RangeError(`${title}: ${cost.failed}`);
      }
      show(title, cost);
      into.push(cost);
    }
  }
  server.stop();
  old.stop();
  console.log('\nmedians');
  turns.forEach(({ title, into }) => show(title, medians(into)));
  const peer = medians(runs.informer);
  judge('streaming list', medians(runs.ours), peer);
  judge('list in pages', medians(runs.paged), peer);
}

/** Each line: ours, the informer's, and how often ours goes into that. */
function judge(how: string, ours: Cost, peer: Cost): void {
  const beside = (own: number, other: number, told: (value: number) => string) =>
    `${told(own)} (informer ${told(other)}: ${(other / own).toFixed(1)} x)`;
  const milliseconds = (value: number) => `${value.toFixed(0)} ms`;
  const bytes = (value: number) => `${value.toFixed(0)} B`;
  const times = (value: number) => `${value.toFixed(2)} x`;
  const peak = (cost: Cost) => cost.peakOldHeap / cost.steadyHeap;
  console.log(`\n${how}`);
  claim(`all ${pods} pods are held (${ours.pods})`, ours.pods === pods && peer.pods === pods);
  claim(
    `heap for each pod ${beside(ours.heapPerPod, peer.heapPerPod, bytes)}, at most 600 B`,
    ours.heapPerPod <= 600,
  );
  claim(
    `heap that outlives the young generation at most ${beside(peak(ours), peak(peer), times)} what is held, at most 1.2 x`,
    peak(ours) <= 1.2,
  );
  console.log(
    `        as it is, with all garbage, ${beside(ours.peakHeap, peer.peakHeap, megabytes)}; ${times(ours.peakHeap / ours.steadyHeap)} what is held`,
  );
  claim(
    `longest stall ${beside(ours.longestStall, peer.longestStall, milliseconds)}, at most 50 ms; of it own work ${milliseconds(ours.longestOwnStall)}`,
    ours.longestStall <= 50,
  );
  claim(
    `synced in ${beside(ours.syncedAfter, peer.syncedAfter, milliseconds)}, at least 1.5 x faster`,
    peer.syncedAfter / ours.syncedAfter >= 1.5,
  );
  console.log(`        work of all threads ${beside(ours.work, peer.work, milliseconds)}`);
}

void main();
