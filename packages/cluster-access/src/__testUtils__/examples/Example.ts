import type { WatchedKind } from '../../types';

/** An object as a server sends it, and the row that is made of it. */
export interface Example {
  kind: WatchedKind<object>;
  object: object;
  row: object;
}

export const metadata = {
  name: 'web',
  namespace: 'shop',
  uid: 'u1',
  generation: 3,
  creationTimestamp: '2026-11-20T21:18:35Z',
  labels: { app: 'web' },
};
export const common = { uid: 'u1', namespace: 'shop', name: 'web', createdAt: '2026-11-20T21:18:35Z' };
export const labelled = { ...common, labels: { app: 'web' } };
const { namespace: _, ...withoutNamespace } = metadata;
export const clusterWide = withoutNamespace;
const { namespace: __, ...ofCluster } = common;
export const clusterCommon = ofCluster;

export const ready = {
  type: 'Ready',
  status: 'True',
  reason: 'KubeletReady',
  message: 'ok',
  lastTransitionTime: 't1',
};
export const kept = { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'ok', since: 't1' };
export const resources = (cpu: string, memory: string) => ({ cpu, memory });
export const template = {
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
export const GI = 2 ** 30;
export const MI = 2 ** 20;
export const shape = {
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
