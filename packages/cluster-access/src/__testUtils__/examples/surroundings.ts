import {
  cephBlockPoolsKind,
  cephClustersKind,
  endpointSlicesKind,
  ingressesKind,
  limitRangesKind,
  nodeClaimsKind,
  nodePoolsKind,
  nodesKind,
  storageClassesKind,
  volumeClaimsKind,
  volumesKind,
} from '../../kinds';
import {
  metadata,
  common,
  labelled,
  clusterWide,
  clusterCommon,
  ready,
  kept,
  GI,
  type Example,
} from './Example';

/** What workloads run on, and what traffic comes by. */
export const surroundings: Record<string, Example> = {
  volumeClaims: {
    kind: volumeClaimsKind,
    object: {
      metadata: { ...metadata, annotations: { 'volume.kubernetes.io/selected-node': 'node-1' } },
      spec: {
        storageClassName: 'fast',
        volumeName: 'pv',
        volumeAttributesClassName: 'gold',
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
      attributesClass: 'gold',
      resize: 'NodeResizeInfeasible',
      selectedNode: 'node-1',
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
      metadata: { ...clusterWide, deletionTimestamp: 't2' },
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
      deletedAt: 't2',
    },
  },
};
