import { fnv32a } from '../../controllers/hashing';
import type { KubeObject } from '../../kubernetes/types';
import { fleetNamespace } from './manifests';

interface Identity {
  uid: string;
  revision: string;
  /** RFC 3339. */
  stamp: string;
}

/** A Deployment and its ReplicaSet, as they stand when all pods run. */
export function ownerRows(
  { app, replicas }: { app: string; replicas: number },
  identity: () => Identity,
): { deployment: KubeObject; replicaSet: KubeObject } {
  const hash = fnv32a(app).toString(16);
  const labels = { 'app.kubernetes.io/name': app, 'backstage.io/kubernetes-id': app };
  const hashed = { ...labels, 'pod-template-hash': hash };
  const counts = { replicas, readyReplicas: replicas, availableReplicas: replicas, observedGeneration: 1 };
  const deployment: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: app, labels, generation: 1, ...metadata(identity()) },
    spec: specOf(replicas, labels),
    status: { ...counts, updatedReplicas: replicas },
  };
  const { uid } = deployment.metadata;
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: app, uid, controller: true };
  const replicaSet: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      ...{ name: `${app}-${hash}`, labels: hashed, generation: 1 },
      ...metadata(identity()),
      ownerReferences: [owner],
    },
    spec: specOf(replicas, hashed),
    status: counts,
  };
  return { deployment, replicaSet };
}

function metadata({ uid, revision, stamp }: Identity) {
  return { namespace: fleetNamespace, uid, resourceVersion: revision, creationTimestamp: stamp };
}

function specOf(replicas: number, labels: Record<string, string>) {
  const containers = [{ name: 'app', image: 'registry.fleet.example/app:v1' }];
  const template = { metadata: { labels }, spec: { containers } };
  return { replicas, selector: { matchLabels: labels }, template };
}
