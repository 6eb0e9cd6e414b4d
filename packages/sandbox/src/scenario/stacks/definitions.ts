import { customResource } from '../../clusters/customResource';
import type { NewObject } from '../../kubernetes/types';

const ready = { name: 'Ready', type: 'string', jsonPath: '.status.conditions[?(@.type=="Ready")].status' };

/** Traefik's routes. */
export const traefikDefinitions: NewObject[] = [
  customResource({ group: 'traefik.io', version: 'v1alpha1', kind: 'IngressRoute' }),
  customResource({ group: 'traefik.io', version: 'v1alpha1', kind: 'Middleware' }),
];

const karpenter = { group: 'karpenter.sh', version: 'v1', scope: 'Cluster', status: true } as const;

/** Karpenter's pools and claims, and the class of machines that its provider for AWS has. */
export const karpenterDefinitions: NewObject[] = [
  customResource({
    ...karpenter,
    kind: 'NodePool',
    categories: ['karpenter'],
    columns: [
      { name: 'NodeClass', type: 'string', jsonPath: '.spec.template.spec.nodeClassRef.name' },
      { name: 'Nodes', type: 'string', jsonPath: '.status.resources.nodes' },
      ready,
    ],
  }),
  customResource({
    ...karpenter,
    kind: 'NodeClaim',
    categories: ['karpenter'],
    columns: [
      { name: 'Type', type: 'string', jsonPath: '.metadata.labels.node\\.kubernetes\\.io/instance-type' },
      { name: 'Capacity', type: 'string', jsonPath: '.metadata.labels.karpenter\\.sh/capacity-type' },
      { name: 'Zone', type: 'string', jsonPath: '.metadata.labels.topology\\.kubernetes\\.io/zone' },
      { name: 'Node', type: 'string', jsonPath: '.status.nodeName' },
      ready,
    ],
  }),
  customResource({
    group: 'karpenter.k8s.aws',
    version: 'v1',
    kind: 'EC2NodeClass',
    plural: 'ec2nodeclasses',
    scope: 'Cluster',
    status: true,
    columns: [ready],
  }),
];

const rook = { group: 'ceph.rook.io', version: 'v1', status: true } as const;

export const rookDefinitions: NewObject[] = [
  customResource({
    ...rook,
    kind: 'CephCluster',
    columns: [
      { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
      { name: 'Message', type: 'string', jsonPath: '.status.message' },
      { name: 'Health', type: 'string', jsonPath: '.status.ceph.health' },
    ],
  }),
  customResource({
    ...rook,
    kind: 'CephBlockPool',
    shortNames: ['cephbp'],
    columns: [{ name: 'Phase', type: 'string', jsonPath: '.status.phase' }],
  }),
];
