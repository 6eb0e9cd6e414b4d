import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import fc from 'fast-check';
import type { WatchedKind } from '../types';
import {
  autoscalersKind,
  cephBlockPoolsKind,
  cephClustersKind,
  cronJobsKind,
  daemonSetsKind,
  deploymentsKind,
  disruptionBudgetsKind,
  endpointSlicesKind,
  ingressesKind,
  jobsKind,
  limitRangesKind,
  nodeClaimsKind,
  nodePoolsKind,
  nodesKind,
  podsKind,
  statefulSetsKind,
  storageClassesKind,
  volumeClaimsKind,
  volumesKind,
} from './index';

const metadata = {
  name: 'web',
  namespace: 'shop',
  uid: 'u1',
  generation: 3,
  creationTimestamp: '2026-11-20T21:18:35Z',
  labels: { app: 'web' },
};
const common = { uid: 'u1', namespace: 'shop', name: 'web', createdAt: '2026-11-20T21:18:35Z' };
const labelled = { ...common, labels: { app: 'web' } };
const { namespace: _, ...clusterWide } = metadata;
const { namespace: __, ...clusterCommon } = common;

const ready = {
  type: 'Ready',
  status: 'True',
  reason: 'KubeletReady',
  message: 'ok',
  lastTransitionTime: 't1',
};
const kept = { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'ok', since: 't1' };
const resources = (cpu: string, memory: string) => ({ cpu, memory });
const template = {
  spec: {
    containers: [
      {
        name: 'app',
        image: 'web:1',
        resources: { requests: resources('250m', '1Gi'), limits: resources('1', '2Gi') },
      },
      { name: 'proxy', image: 'proxy:2', resources: { limits: resources('500m', '128Mi') } },
    ],
    initContainers: [
      { name: 'migrate', resources: { requests: resources('2', '64Mi') } },
      { name: 'mesh', restartPolicy: 'Always', resources: { requests: resources('10m', '8Mi') } },
    ],
    volumes: [
      { name: 'data', persistentVolumeClaim: { claimName: 'data-web-0' } },
      { name: 'tmp', emptyDir: {} },
    ],
    priorityClassName: 'high',
  },
};
const GI = 2 ** 30;
const MI = 2 ** 20;
const shape = {
  containers: ['app', 'proxy'],
  initContainers: ['migrate', 'mesh'],
  // The one that runs before the others asks for more than those together.
  cpuCores: 2,
  memoryBytes: GI + 128 * MI + 8 * MI,
  largestCpuCores: 1,
  largestMemoryBytes: 2 * GI,
  priority: 'high',
  claims: ['data-web-0'],
};

interface Example {
  kind: WatchedKind<object>;
  object: object;
  row: object;
}

const examples: Record<string, Example> = {
  deployments: {
    kind: deploymentsKind,
    object: {
      metadata,
      spec: { replicas: 3, template },
      status: {
        observedGeneration: 3,
        replicas: 4,
        updatedReplicas: 2,
        readyReplicas: 3,
        availableReplicas: 1,
        conditions: [ready],
      },
    },
    row: {
      ...labelled,
      kind: 'Deployment',
      seen: true,
      desired: 3,
      current: 4,
      updated: 2,
      ready: 3,
      available: 1,
      conditions: [kept],
      images: { app: 'web:1', proxy: 'proxy:2' },
      shape,
    },
  },
  statefulSets: {
    kind: statefulSetsKind,
    object: {
      metadata,
      spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } },
      status: { observedGeneration: 2 },
    },
    row: {
      ...labelled,
      kind: 'StatefulSet',
      seen: false,
      desired: 1,
      current: 0,
      updated: 0,
      ready: 0,
      available: 0,
      partition: 1,
    },
  },
  daemonSets: {
    kind: daemonSetsKind,
    object: {
      metadata,
      spec: { updateStrategy: { type: 'OnDelete' } },
      status: {
        observedGeneration: 3,
        desiredNumberScheduled: 5,
        currentNumberScheduled: 4,
        updatedNumberScheduled: 3,
        numberReady: 2,
        numberAvailable: 1,
        numberMisscheduled: 1,
      },
    },
    row: {
      ...labelled,
      kind: 'DaemonSet',
      seen: true,
      desired: 5,
      current: 4,
      updated: 3,
      ready: 2,
      available: 1,
      misplaced: 1,
      onDelete: true,
    },
  },
  jobs: {
    kind: jobsKind,
    object: {
      metadata: {
        ...metadata,
        annotations: { 'batch.kubernetes.io/cronjob-scheduled-timestamp': 't0' },
        ownerReferences: [{ uid: 'cron', controller: true }],
      },
      spec: { completions: 2, backoffLimit: 0 },
      status: { failed: 1, startTime: 't1', conditions: [] },
    },
    row: {
      ...labelled,
      owner: 'cron',
      completions: 2,
      backoffLimit: 0,
      active: 0,
      succeeded: 0,
      failed: 1,
      startedAt: 't1',
      scheduledFor: 't0',
    },
  },
  cronJobs: {
    kind: cronJobsKind,
    object: {
      metadata,
      spec: { schedule: '0 2 * * *', timeZone: 'Europe/Berlin', suspend: true },
      status: { active: [{ name: 'a' }], lastScheduleTime: 't1', lastSuccessfulTime: 't2' },
    },
    row: {
      ...labelled,
      schedule: '0 2 * * *',
      timeZone: 'Europe/Berlin',
      suspended: true,
      concurrency: 'Allow',
      active: 1,
      lastScheduledAt: 't1',
      lastSucceededAt: 't2',
    },
  },
  autoscalers: {
    kind: autoscalersKind,
    object: {
      metadata,
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        maxReplicas: 9,
        metrics: [
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } },
          },
          {
            type: 'ContainerResource',
            containerResource: { name: 'memory', container: 'app', target: { averageValue: '1Gi' } },
          },
          { type: 'External', external: { metric: { name: 'queue' }, target: { value: '30' } } },
        ],
      },
      status: {
        currentReplicas: 9,
        desiredReplicas: 9,
        currentMetrics: [
          { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 94 } } },
          { type: '' },
        ],
      },
    },
    row: {
      ...labelled,
      target: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      min: 1,
      max: 9,
      current: 9,
      desired: 9,
      metrics: [
        { name: 'cpu', current: '94 %', target: '70 %' },
        { name: 'memory of app', target: '1Gi' },
        { name: 'queue', target: '30' },
      ],
      conditions: [],
    },
  },
  disruptionBudgets: {
    kind: disruptionBudgetsKind,
    object: {
      metadata,
      spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
      status: {
        observedGeneration: 3,
        disruptionsAllowed: 1,
        currentHealthy: 3,
        desiredHealthy: 2,
        expectedPods: 3,
      },
    },
    row: {
      uid: 'u1',
      namespace: 'shop',
      name: 'web',
      labels: { app: 'web' },
      minAvailable: '2',
      selector: { app: 'web' },
      seen: true,
      allowed: 1,
      healthy: 3,
      wanted: 2,
      pods: 3,
      conditions: [],
    },
  },
  volumeClaims: {
    kind: volumeClaimsKind,
    object: {
      metadata,
      spec: {
        storageClassName: 'fast',
        volumeName: 'pv',
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '2Gi' } },
      },
      status: {
        phase: 'Bound',
        capacity: { storage: '1Gi' },
        allocatedResourceStatuses: { storage: 'NodeResizeInfeasible' },
      },
    },
    row: {
      ...labelled,
      phase: 'Bound',
      storageClass: 'fast',
      volume: 'pv',
      requestedBytes: 2 * GI,
      capacityBytes: GI,
      accessModes: ['ReadWriteOnce'],
      resize: 'NodeResizeInfeasible',
    },
  },
  volumes: {
    kind: volumesKind,
    object: {
      metadata: clusterWide,
      spec: {
        capacity: { storage: '1Gi' },
        claimRef: { namespace: 'shop', name: 'data', uid: 'c1' },
        persistentVolumeReclaimPolicy: 'Retain',
        storageClassName: 'fast',
      },
      status: { phase: 'Released', lastPhaseTransitionTime: 't1' },
    },
    row: {
      ...clusterCommon,
      phase: 'Released',
      since: 't1',
      claim: { namespace: 'shop', name: 'data', uid: 'c1' },
      storageClass: 'fast',
      reclaim: 'Retain',
      capacityBytes: GI,
    },
  },
  storageClasses: {
    kind: storageClassesKind,
    object: {
      metadata: clusterWide,
      provisioner: 'ebs.csi.aws.com',
      volumeBindingMode: 'WaitForFirstConsumer',
    },
    row: { uid: 'u1', name: 'web', provisioner: 'ebs.csi.aws.com', waitsForPod: true },
  },
  limitRanges: {
    kind: limitRangesKind,
    object: {
      metadata,
      spec: { limits: [{ type: 'Container', max: { cpu: 2, memory: '1Gi' } }, { max: {} }] },
    },
    row: {
      uid: 'u1',
      namespace: 'shop',
      name: 'web',
      limits: [{ type: 'Container', max: { cpu: '2', memory: '1Gi' } }],
    },
  },
  ingresses: {
    kind: ingressesKind,
    object: {
      metadata,
      spec: {
        ingressClassName: 'nginx',
        defaultBackend: { service: { name: 'front' } },
        rules: [
          {
            host: 'a.example',
            http: {
              paths: [{ backend: { service: { name: 'api' } } }, { backend: { service: { name: 'front' } } }],
            },
          },
          { host: 'a.example' },
        ],
      },
      status: { loadBalancer: { ingress: [{ hostname: 'lb.example' }] } },
    },
    row: {
      ...labelled,
      className: 'nginx',
      hosts: ['a.example'],
      services: ['front', 'api'],
      hasAddress: true,
    },
  },
  endpointSlices: {
    kind: endpointSlicesKind,
    object: {
      metadata: { ...metadata, labels: { 'kubernetes.io/service-name': 'api' } },
      // Unsaid is ready.
      endpoints: [{ conditions: { ready: true } }, { conditions: { ready: false } }, {}],
    },
    row: { uid: 'u1', namespace: 'shop', name: 'web', service: 'api', ready: 2, unready: 1 },
  },
  nodePools: {
    kind: nodePoolsKind,
    object: {
      metadata: clusterWide,
      spec: { limits: { cpu: '100', memory: '1Gi' } },
      status: { resources: { cpu: 8, nodes: '2', odd: 'x' }, conditions: [ready] },
    },
    row: {
      ...clusterCommon,
      limits: { cpu: 100, memory: GI },
      resources: { cpu: 8, nodes: 2 },
      conditions: [kept],
    },
  },
  nodeClaims: {
    kind: nodeClaimsKind,
    object: {
      metadata: {
        ...clusterWide,
        labels: { 'karpenter.sh/nodepool': 'general', 'topology.kubernetes.io/zone': 'a' },
      },
      status: { nodeName: 'n1' },
    },
    row: { ...clusterCommon, pool: 'general', node: 'n1', zone: 'a', conditions: [] },
  },
  cephClusters: {
    kind: cephClustersKind,
    object: {
      metadata,
      status: {
        phase: 'Ready',
        ceph: {
          health: 'HEALTH_WARN',
          details: { OSD_DOWN: { severity: 'HEALTH_WARN', message: '1 osds down' }, ODD: 'x' },
          lastChecked: 't1',
          capacity: { bytesTotal: 100, bytesUsed: 40 },
        },
        version: { version: '18.2.4-0' },
      },
    },
    row: {
      ...common,
      phase: 'Ready',
      health: 'HEALTH_WARN',
      checks: { OSD_DOWN: { severity: 'HEALTH_WARN', message: '1 osds down' }, ODD: {} },
      checkedAt: 't1',
      totalBytes: 100,
      usedBytes: 40,
      version: '18.2.4-0',
      conditions: [],
    },
  },
  cephBlockPools: {
    kind: cephBlockPoolsKind,
    object: { metadata, spec: { replicated: { size: 3 } }, status: { phase: 'Ready' } },
    row: { ...common, phase: 'Ready', replicas: 3 },
  },
  nodes: {
    kind: nodesKind,
    object: {
      metadata: clusterWide,
      spec: { taints: [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }, { key: 'no effect' }] },
      status: {
        conditions: [
          ready,
          { type: 'DiskPressure', status: 'True', reason: 'KubeletHasDiskPressure' },
          { type: 'PIDPressure', status: 'False' },
        ],
        allocatable: { cpu: '3920m', memory: '8Gi', pods: '110' },
      },
    },
    row: {
      ...clusterCommon,
      labels: { app: 'web' },
      ready: true,
      cordoned: false,
      since: 't1',
      troubles: [{ type: 'DiskPressure', status: 'True', reason: 'KubeletHasDiskPressure' }],
      taints: [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }],
      allocatable: { cpuCores: 3.92, memoryBytes: 8 * GI, pods: 110 },
    },
  },
  pods: {
    kind: podsKind,
    object: {
      metadata: { ...metadata, deletionTimestamp: 't9' },
      spec: { nodeName: 'n1', ...template.spec },
      status: {
        phase: 'Running',
        qosClass: 'Burstable',
        containerStatuses: [
          {
            name: 'app',
            restartCount: 2,
            state: { waiting: { reason: 'CrashLoopBackOff', message: 'm'.repeat(500) } },
            lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt: 't5' } },
          },
          { name: 'proxy', ready: false, restartCount: 0, state: { running: { startedAt: 't4' } } },
        ],
        initContainerStatuses: [
          { name: 'migrate', state: { terminated: { exitCode: 0, reason: 'Completed' } } },
        ],
      },
    },
    row: {
      ...labelled,
      node: 'n1',
      phase: 'Running',
      ready: false,
      deleting: true,
      reason: 'CrashLoopBackOff',
      message: `${'m'.repeat(399)}…`,
      restarts: 2,
      imageIds: {},
      shape,
      qos: 'Burstable',
      trouble: {
        containers: [
          {
            name: 'app',
            restarts: 2,
            waiting: 'CrashLoopBackOff',
            message: `${'m'.repeat(399)}…`,
            last: { reason: 'OOMKilled', exitCode: 137, at: 't5' },
          },
          { name: 'proxy', unreadySince: 't4' },
        ],
        endsAt: 't9',
      },
    },
  },
};

describe('kinds that health is read from', () => {
  it.each(Object.entries(examples))('%s', (_name, { kind, object, row }) => {
    expect(kind.project(object)).toEqual(row);
  });

  it.each(Object.entries(examples))('%s without anything but a name', (_name, { kind }) => {
    const bare = {
      metadata: { name: 'web', namespace: 'shop', uid: 'u1' },
      spec: { schedule: '@daily', scaleTargetRef: { kind: 'x', name: 'y' }, maxReplicas: 1 },
    };
    expect(kind.project(bare)).toMatchObject({ uid: 'u1', name: 'web' });
    expect(kind.project({ ...bare, metadata: { name: 'web', namespace: 'shop' } })).toBeUndefined();
  });

  it.each(Object.entries(examples))('%s never throw, whatever is in any place', (_name, { kind, object }) => {
    const strange = fc.constantFrom<unknown>(null, '', 'x', -1, 0, 1.5, true, [], {}, [null], [{}]);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), strange), { minLength: 1, maxLength: 5 }), changes => {
        const changed: unknown = structuredClone(object);
        const places = placesOf(changed);
        for (const [at, value] of changes) {
          const place = places[at % places.length];
          if (place) {
            place.of[place.key] = value;
          }
        }
        const row = kind.project(changed);
        expect(row === undefined || 'uid' in row).toBe(true);
      }),
      propertyRuns(40),
    );
  });
});

function placesOf(value: unknown): { of: Record<string, unknown>; key: string }[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const of = value as Record<string, unknown>;
  return Object.keys(of).flatMap(key => [{ of, key }, ...placesOf(of[key])]);
}
