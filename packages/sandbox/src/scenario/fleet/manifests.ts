import type { NewObject } from '../../kubernetes/types';

/** What an m6i.4xlarge takes. */
const podsPerNode = 234;

/** As few fields as a rollout, its Services and nodes work with. */
export const fleetImage = 'registry.fleet.example/app:v1';
export const fleetNextImage = 'registry.fleet.example/app:v2';
export const fleetNamespace = 'fleet';

export function fleetNode(index: number): NewObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: `node-${String(index + 1).padStart(2, '0')}`,
      labels: {
        'node.kubernetes.io/instance-type': 'm6i.4xlarge',
        'topology.kubernetes.io/zone': `zone-${'abc'[index % 3]}`,
      },
    },
  };
}

/** Enough for three pods of each rollout, which scaling may ask for. */
export function nodesFor(rollouts: number): number {
  return Math.ceil((rollouts * 4) / podsPerNode) + 1;
}

export function rolloutName(index: number): string {
  return `app-${String(index + 1).padStart(4, '0')}`;
}

export function fleetService(name: string, selected: string): NewObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: fleetNamespace },
    spec: { selector: { app: selected }, ports: [{ port: 80 }] },
  };
}

export function fleetRollout(name: string, replicas = 2): NewObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name, namespace: fleetNamespace, labels: { 'backstage.io/kubernetes-id': name } },
    spec: {
      replicas,
      revisionHistoryLimit: 1,
      selector: { matchLabels: { app: name } },
      strategy: {
        blueGreen: { activeService: name, previewService: `${name}-preview`, autoPromotionEnabled: false },
      },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'app', image: fleetImage }] },
      },
    },
  };
}
