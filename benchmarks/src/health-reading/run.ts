import v8 from 'node:v8';
import vm from 'node:vm';
import { podsKind } from '@greenroom/cluster-access';
import { FakeCluster, fakeClusters } from '@greenroom/cluster-access/testUtils';
import { HealthService, processClock } from '@greenroom/plugin-cluster-health-backend';
import { KubernetesClaims } from '@greenroom/plugin-portal-node';
import { claim, sleep } from '../measure';
import { Stalls } from '../Stalls';
import { entityId, podRow, populate } from './fleet';

// How health reads a cluster of 50,000 pods that is already in the cache: the first look, then 50 changes a second, then
// all pods of 20 nodes at once. In this process alone; the stock plugin keeps no such reading, so there is no peer.
//   npm run bench -- health-reading [pods] [seconds of changes]
const pods = Number(process.argv[2] ?? 50_000);
const seconds = Number(process.argv[3] ?? 20);

interface Told {
  rows: number;
  changes: number;
}

async function until(isSo: () => boolean): Promise<number> {
  const begun = performance.now();
  while (!isSo()) {
    await sleep(5);
  }
  return performance.now() - begun;
}

async function main() {
  const cluster = new FakeCluster('measured');
  populate(cluster, pods);
  const entities = new KubernetesClaims();
  const before = heap();
  const stalls = new Stalls().start();
  const health = new HealthService({
    clusters: fakeClusters(cluster),
    entities,
    kept: new Set(),
    clock: processClock,
  });
  const told: Told = { rows: 0, changes: 0 };
  health.onChange(({ rows }) => {
    told.rows += rows.size;
    told.changes += 1;
  });
  entities.replace(Array.from({ length: Math.ceil(pods / 25) }, (_, app) => entity(entityId(app))));
  health.look();
  health.services('measured');
  const one = health.cluster('measured');
  const partly: number[] = [];
  const counted = () => Object.values(one.summary()?.pods ?? {}).reduce((sum, count) => sum + count, 0);
  const first = await until(() => {
    const sum = counted();
    if (sum !== 0 && sum !== pods) {
      partly.push(sum);
    }
    return one.source().freshness === 'live';
  });
  report('first look', first, stalls);
  claim(`while it was read, no part of ${pods} pods was told as the whole`, partly.length === 0);
  claim(`after it ${counted()} pods and ${one.services().size} services are known`, counted() === pods);
  console.log(`index ${((heap() - before) / pods).toFixed(0)} B of heap a pod, with rows and services`);

  Object.assign(told, { rows: 0, changes: 0 });
  const changes = seconds * 50;
  const worked = process.cpuUsage();
  for (let change = 0; change < changes; change += 1) {
    const index = (change * 7_919) % pods;
    cluster.watch(podsKind).put(podRow(index, change % 2 === 0));
    await sleep(20);
  }
  await sleep(500);
  const { user, system } = process.cpuUsage(worked);
  report(`${changes} changes, 50 a second`, changes * 20, stalls);
  console.log(
    `${((user + system) / 1000 / changes).toFixed(2)} ms of work a change, ${(told.rows / changes).toFixed(1)} rows told a change`,
  );

  const failing = () => one.summary()?.pods.failing ?? 0;
  const whole = Array.from({ length: pods }, (_, index) => index).filter(
    index => index % 900 < 20 && cluster.watch(podsKind).get(keyOf(podRow(index)))?.ready,
  );
  const wanted = failing() + whole.length;
  cluster.watch(podsKind).put(...whole.map(index => podRow(index, true)));
  report(`${whole.length} pods break at once`, await until(() => failing() === wanted), stalls);
  stalls.stop();
  health.close();
}

function report(what: string, milliseconds: number, stalls: Stalls): void {
  const { longest, longestOwn } = stalls.take();
  console.log(`${what.padEnd(34)} ${milliseconds.toFixed(0).padStart(6)} ms`);
  claim(
    `   no stall over 50 ms: longest ${longest.toFixed(0)} ms, of it own work ${longestOwn.toFixed(0)} ms`,
    longest <= 50,
  );
}

const keyOf = ({ namespace, name }: { namespace: string; name: string }) => `${namespace}/${name}`;

v8.setFlagsFromString('--expose-gc');
const collect: () => void = vm.runInNewContext('gc');

/** Bytes in use after a full collection. */
function heap(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

function entity(name: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations: { 'backstage.io/kubernetes-id': name } },
    spec: { type: 'service', lifecycle: 'production', owner: 'group:default/team' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/team' }],
  };
}

void main();
