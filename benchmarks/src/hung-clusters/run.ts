import { ConfigReader } from '@backstage/config';
import { type Cluster, clustersOf, eventsKind, nodesKind, podsKind } from '@greenroom/cluster-access';
import { version } from '@kubernetes/client-node/package.json';
import { z } from 'zod';
import type { ClusterEntry } from '../kubeconfig';
import { viewTime } from '../load';
import { claim, line, quantile, sleep } from '../measure';
import { askAll } from './askingPage';
import { Outside } from './Outside';
import { StockPlugin } from '../stock/StockPlugin';

// 10 of 20 clusters hang: reads of a healthy one are not slower, each bad one is named within five seconds. Beside it: a
// view that asks every cluster itself, by client-node; and one of the stock Kubernetes plugin. Calm and hung phases in turn, medians of their 99th percentiles.
//   npm run bench -- hung-clusters [rounds] [seconds of a phase]
const rounds = Number(process.argv[2] ?? 5);
const seconds = Number(process.argv[3] ?? 8);
const clusterCount = 20;
const patience = 30;

const namespace = { type: { group: '', version: 'v1', resource: 'namespaces' }, name: 'default' };
const anything = z.object({ metadata: z.object({ uid: z.string() }) });
const quiet = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {}, child: () => quiet };

/** Milliseconds of each: what a page takes from memory, and one object that is asked for. */
async function reads(clusters: readonly Cluster[]): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    clusters.map(async cluster => {
      while (performance.now() < end) {
        const began = performance.now();
        [podsKind, nodesKind].forEach(kind => [...cluster.watch<{ uid: string; name: string }>(kind).rows()]);
        await cluster.read(namespace, anything);
        times.push(performance.now() - began);
        await sleep(50);
      }
    }),
  );
  return times;
}

/** Milliseconds until each is told as not live, with a reason. */
function untilNamed(clusters: readonly Cluster[]): Promise<number[]> {
  const began = performance.now();
  const isNamed = (cluster: Cluster) =>
    cluster.source().freshness !== 'live' && cluster.source().reason !== undefined;
  return Promise.all(
    clusters.map(async cluster => {
      while (!isNamed(cluster) && performance.now() - began < patience * 1000) {
        await sleep(10);
      }
      return performance.now() - began;
    }),
  );
}

async function untilLive(clusters: readonly Cluster[]): Promise<void> {
  while (!clusters.every(cluster => cluster.source().freshness === 'live')) {
    await sleep(50);
  }
}

/** What pages get that ask all clusters at each view, as those of the stock plugin do. */
async function showPeers(entries: readonly ClusterEntry[]): Promise<void> {
  const asked = await askAll(entries, patience);
  console.log(`client-node ${version}, a view that asks all ${clusterCount} clusters: ${told(asked)}`);
  const stock = await StockPlugin.start(entries);
  console.log(`${StockPlugin.title}, a view: ${told(await viewTime(stock.view, patience))}`);
  await stock.stop();
}

function told(milliseconds: number | undefined): string {
  return milliseconds === undefined ? `no answer in ${patience} s` : `${milliseconds.toFixed(0)} ms`;
}

async function main() {
  const outside = await Outside.start(clusterCount);
  const all = clustersOf(new ConfigReader({ kubernetes: { clusters: outside.entries } }), quiet);
  all.start();
  all.all().forEach(cluster => {
    cluster.watch(podsKind);
    cluster.watch(nodesKind);
    cluster.watch(eventsKind);
  });
  await untilLive(all.all());
  const [healthy, bad] = [all.all().slice(0, clusterCount / 2), all.all().slice(clusterCount / 2)];
  const times = { calm: [] as number[][], hung: [] as number[][], named: [] as number[] };
  await reads(healthy);
  for (let round = 0; round < rounds; round += 1) {
    times.calm.push(await reads(healthy));
    await outside.hang(bad.map(({ name }) => name));
    const [named, hung] = await Promise.all([untilNamed(bad), reads(healthy)]);
    times.named.push(...named);
    times.hung.push(hung);
    if (round === 0) {
      bad.slice(0, 1).forEach(cluster => console.log(`${cluster.name}: ${cluster.source().reason}`));
      await showPeers(outside.entries);
    }
    await outside.hang([]);
    await untilLive(all.all());
  }
  const p99 = (phases: number[][]) =>
    quantile(
      phases.map(phase => quantile(phase, 0.99)),
      0.5,
    );
  console.log(line('reads of a healthy one, all calm', times.calm.flat()));
  console.log(line(`reads of a healthy one, ${bad.length} hung`, times.hung.flat()));
  console.log(line('until a bad one is named', times.named));
  const ratio = p99(times.hung) / p99(times.calm);
  claim(
    `p99 of reads ${ratio.toFixed(2)} × of calm (at most 1.2; medians of ${rounds} phases)`,
    ratio <= 1.2,
  );
  claim('each bad one is named within 5 s', quantile(times.named, 1) <= 5_000);
  await all.stop();
  outside.stop();
  process.exit();
}

void main();
