import {
  autoscalersKind,
  cephBlockPoolsKind,
  cephClustersKind,
  cronJobsKind,
  deploymentsKind,
  disruptionBudgetsKind,
  eventsKind,
  ingressesKind,
  jobsKind,
  limitRangesKind,
  nodeClaimsKind,
  nodePoolsKind,
  nodesKind,
  podsKind,
  quotasKind,
  servicesKind,
  volumeClaimsKind,
  volumesKind,
  type WatchedKind,
} from '@greenroom/cluster-access';
import fc from 'fast-check';
import type { Finding } from '../Finding';
import type { Reading } from '../Finding';
import { linkTo } from '../links';
import { type RuleId, rules } from '../rules';
import autoscalers from '../__fixtures__/autoscalers.json';
import budgets from '../__fixtures__/budgets.json';
import ceph from '../__fixtures__/ceph.json';
import jobs from '../__fixtures__/jobs.json';
import karpenter from '../__fixtures__/karpenter.json';
import kubeletNodes from '../__fixtures__/kubeletNodes.json';
import kubeletEvents from '../__fixtures__/kubeletEvents.json';
import limits from '../__fixtures__/limits.json';
import pods from '../__fixtures__/pods.json';
import traffic from '../__fixtures__/traffic.json';
import volumes from '../__fixtures__/volumes.json';
import workloads from '../__fixtures__/workloads.json';
import { readAutoscaler } from '../autoscaling/readAutoscaler';
import { readNodeClaim, readNodePool } from '../autoscaling/readKarpenter';
import { eventGroup, eventLine } from '../events/eventLines';
import { readCronJob } from '../jobs/readCronJob';
import { readJob } from '../jobs/readJob';
import { readBudget } from '../limits/readBudget';
import { readLimitRange } from '../limits/readLimitRange';
import { readQuota } from '../limits/readQuota';
import { readNode } from '../nodes/readNode';
import { readPod } from '../pods/readPod';
import { readCephBlockPool, readCephCluster } from '../storage/readCeph';
import { readVolume, readVolumeClaim } from '../storage/readVolumes';
import { readIngress, readService } from '../traffic/readTraffic';
import { readReplicated } from '../workloads/readReplicated';
import { type Fixture, RECORDED } from './fixtures';

const now = RECORDED;
const endpoints = { ready: 0, unready: 0 };

function reader<Row>(
  kind: WatchedKind<Row>,
  read: (row: Row) => Reading,
): (object: unknown) => Reading | undefined {
  return object => {
    const row = kind.project(object);
    return row === undefined ? undefined : read(row);
  };
}

/** Each kind with its rules, and objects to make others of. */
export const readers: Readonly<
  Record<string, { read(object: unknown): Reading | undefined; from: Record<string, Fixture> }>
> = {
  pods: { read: reader(podsKind, row => readPod(row, { now, restartsLastHour: row.restarts })), from: pods },
  workloads: { read: reader(deploymentsKind, row => readReplicated(row, { now })), from: workloads },
  jobs: { read: reader(jobsKind, row => readJob(row, { now })), from: jobs },
  cronJobs: { read: reader(cronJobsKind, row => readCronJob(row, { now })), from: jobs },
  autoscalers: { read: reader(autoscalersKind, row => readAutoscaler(row, { now })), from: autoscalers },
  budgets: { read: reader(disruptionBudgetsKind, row => readBudget(row)), from: budgets },
  claims: { read: reader(volumeClaimsKind, row => readVolumeClaim(row, { now })), from: volumes },
  volumes: { read: reader(volumesKind, readVolume), from: volumes },
  quotas: { read: reader(quotasKind, readQuota), from: limits },
  limitRanges: { read: reader(limitRangesKind, row => readLimitRange(row, {})), from: limits },
  services: { read: reader(servicesKind, row => readService(row, { now, endpoints })), from: traffic },
  ingresses: {
    read: reader(ingressesKind, row => readIngress(row, { now, services: new Map() })),
    from: traffic,
  },
  nodes: {
    read: reader(nodesKind, row => readNode(row, { now, serverVersion: 'v1.34.4' })),
    from: kubeletNodes,
  },
  nodePools: { read: reader(nodePoolsKind, readNodePool), from: karpenter },
  nodeClaims: { read: reader(nodeClaimsKind, row => readNodeClaim(row, now)), from: karpenter },
  cephClusters: { read: reader(cephClustersKind, row => readCephCluster(row, now)), from: ceph },
  cephBlockPools: { read: reader(cephBlockPoolsKind, row => readCephBlockPool(row, now)), from: ceph },
  events: {
    read: reader(eventsKind, row => {
      eventGroup(row);
      eventLine([row]);
      return { findings: [] };
    }),
    from: kubeletEvents,
  },
};

/** What other versions, or an attacker, might send in place of any value. */
const strange = fc.constantFrom<unknown>(
  null,
  '',
  'x',
  'True',
  'False',
  '0/3 nodes are available',
  -1,
  0,
  1.5,
  2 ** 53,
  true,
  [],
  {},
  [null],
  { '': '' },
  '2026-13-45T99:00:00Z',
  '9'.repeat(400),
  '* * * * *',
);

/** A recorded object of which some values are others, or gone. */
export function mutated(from: Record<string, Fixture>): fc.Arbitrary<unknown> {
  const names = Object.keys(from);
  const changes = fc.array(fc.tuple(fc.nat(), fc.option(strange)), { maxLength: 6 });
  return fc.tuple(fc.constantFrom(...names), changes).map(([name, wanted]) => {
    const object: unknown = structuredClone(from[name]?.object);
    const places = placesOf(object);
    for (const [at, value] of wanted) {
      const place = places[at % places.length];
      if (place && !isIdentity(place.key)) {
        place.of[place.key] = value ?? undefined;
      }
    }
    return object;
  });
}

/** Without these it would be no object at all. */
function isIdentity(key: string): boolean {
  return key === 'metadata' || key === 'uid' || key === 'namespace';
}

function placesOf(value: unknown): { of: Record<string, unknown>; key: string }[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const of = value as Record<string, unknown>;
  return Object.keys(of).flatMap(key => [{ of, key }, ...placesOf(of[key])]);
}

const ruleIds = Object.keys(rules).filter((rule): rule is RuleId => rule in rules);

/** Findings that hang together in any way. */
export const findings: fc.Arbitrary<Finding> = fc
  .record({
    rule: fc.constantFrom(...ruleIds),
    state: fc.constantFrom('degraded', 'waiting', 'progressing', 'unknown', 'healthy', undefined),
    severity: fc.constantFrom(undefined, 1, 50, 99),
    name: fc.constantFrom('a', 'b', 'c'),
    namespace: fc.constantFrom('shop', 'full'),
    owned: fc.boolean(),
    cause: fc.constantFrom(undefined, 'one', 'two'),
    key: fc.constantFrom('x', 'y'),
    since: fc.constantFrom(undefined, '2026-11-21T11:24:44Z', '2026-11-21T10:00:00Z', 'never'),
  } as const)
  .map(({ name, namespace, owned, key, ...rest }) => ({
    ...rest,
    text: `${name} is not well`,
    object: linkTo('Pod', { namespace, name }),
    ...(owned && { owner: linkTo('Deployment', { namespace, name: 'owner' }) }),
    about: { workload: [key], node: [key], claim: [key], service: [key], namespace: [key], part: [key] },
  }));
