import { kubernetes, type Rule } from './Rule';

/** Rules about volumes, and about Ceph. */
export const storageRules = {
  'claim-lost': {
    says: 'A claim has lost its volume, and what was on it',
    state: 'degraded',
    severity: 93,
    source: `${kubernetes}concepts/storage/persistent-volumes/#binding (phase Lost)`,
  },
  'claim-pending': {
    says: 'A claim has no volume',
    state: 'degraded',
    severity: 67,
    source: `${kubernetes}concepts/storage/persistent-volumes/#binding`,
  },
  'claim-unused': {
    says: 'A claim waits for the first pod that wants it',
    state: 'healthy',
    severity: 3,
    source: `${kubernetes}concepts/storage/storage-classes/#volume-binding-mode`,
  },
  'claim-resize': {
    says: 'A volume can not be made larger',
    state: 'degraded',
    severity: 44,
    source: `${kubernetes}concepts/storage/persistent-volumes/#recovering-from-failure-when-expanding-volumes`,
  },
  'claim-modify': {
    says: 'A volume can not be given the attributes that its claim asks for',
    state: 'degraded',
    severity: 36,
    source: `${kubernetes}concepts/storage/volume-attributes-classes/`,
  },
  'volume-failed': {
    says: 'A volume could not be taken back',
    state: 'degraded',
    severity: 46,
    source: `${kubernetes}concepts/storage/persistent-volumes/#phase`,
  },
  'volume-released': {
    says: 'A volume is kept that nobody claims',
    state: 'healthy',
    severity: 3,
    source: `${kubernetes}concepts/storage/persistent-volumes/#retain`,
  },
  'ceph-error': {
    says: 'Ceph says that data is at risk or can not be reached',
    state: 'degraded',
    severity: 94,
    source: 'https://docs.ceph.com/en/latest/rados/operations/health-checks/',
  },
  'ceph-warning': {
    says: 'Ceph warns',
    state: 'degraded',
    severity: 55,
    source: 'https://docs.ceph.com/en/latest/rados/operations/health-checks/',
  },
  'ceph-full': {
    says: 'Ceph is nearly full',
    state: 'degraded',
    severity: 65,
    source: 'https://docs.ceph.com/en/latest/rados/operations/health-checks/#osd-nearfull',
  },
  'ceph-failure': {
    says: 'Rook can not set Ceph up',
    state: 'degraded',
    severity: 79,
    source: 'https://rook.io/docs/rook/latest/CRDs/specification/',
  },
  'ceph-pool-pending': {
    says: 'Rook has not made a pool',
    state: 'degraded',
    severity: 53,
    source: 'https://rook.io/docs/rook/latest/CRDs/specification/',
  },
  'ceph-silent': {
    says: 'Rook has not heard from Ceph for long',
    state: 'unknown',
    severity: 61,
    source: 'https://rook.io/docs/rook/latest/CRDs/Cluster/ceph-cluster-crd/#health-settings',
  },
  'ceph-one-copy': {
    says: 'A pool keeps one copy of everything',
    state: 'healthy',
    severity: 9,
    source: 'https://rook.io/docs/rook/latest/CRDs/Block-Storage/ceph-block-pool-crd/#spec',
  },
} as const satisfies Record<string, Rule>;
