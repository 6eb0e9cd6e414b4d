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
  const times = [cost.syncedAfter, cost.longestStall, cost.longestOwnStall].map(it => it.toFixed(0));
  console.log(
    `${title.padEnd(34)} synced in ${times[0]?.padStart(6)} ms (work of all threads ${cost.work.toFixed(0)} ms), ${cost.heapPerPod.toFixed(0).padStart(6)} B heap a pod, longest stall ${times[1]?.padStart(5)} ms (own work ${times[2]} ms), resident ${megabytes(cost.peakRss)} at most and ${megabytes(cost.steadyRss)} at rest, heap ${megabytes(cost.peakHeap)} and ${megabytes(cost.steadyHeap)}`,
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
  judge(medians(runs.ours), medians(runs.informer));
  judge(medians(runs.paged), medians(runs.informer));
}

function judge(ours: Cost, informer: Cost): void {
  const faster = informer.syncedAfter / ours.syncedAfter;
  claim(`all ${pods} pods are held (${ours.pods})`, ours.pods === pods && informer.pods === pods);
  claim(`heap for each pod ${ours.heapPerPod.toFixed(0)} B (at most 600)`, ours.heapPerPod <= 600);
  claim(
    `resident at most ${(ours.peakRss / ours.steadyRss).toFixed(2)} × at rest (at most 1.2)`,
    ours.peakRss <= 1.2 * ours.steadyRss,
  );
  claim(`longest stall ${ours.longestStall.toFixed(0)} ms (at most 50)`, ours.longestStall <= 50);
  claim(`synced ${faster.toFixed(1)} × faster than the informer (at least 1.5)`, faster >= 1.5);
}

void main();
