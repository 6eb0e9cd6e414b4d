import { type Cluster } from '../Cluster';
import { type Node } from '../nodes/nodeView';
import { type Pod } from '../pods/podView';
import { matchingVolume } from '../volumes/matching';
import { claimsOf } from '../volumes/podVolumes';
import {
  claims,
  classes,
  isBound,
  readClaim,
  readClass,
  readVolume,
  selectedNode,
  volumes,
  waitsForConsumer,
  type Claim,
  type StorageClass,
  type Volume,
} from '../volumes/volumeView';
import { matchesSelector } from './nodeAffinity';

/** The volumes of one pod as the scheduler sees them. */
export interface PodVolumes {
  bound: (Volume | undefined)[];
  /** Whose volume is found or made once the pod has a node. */
  later: { claim: Claim; storageClass: StorageClass }[];
}

/** A text says why the pod fits no node at all. */
export function volumesOf(cluster: Cluster, pod: Pod): PodVolumes | string {
  const found: PodVolumes = { bound: [], later: [] };
  let immediate = false;
  for (const name of claimsOf(pod)) {
    const stored = cluster.informer(claims).get(pod.metadata.namespace, name);
    if (!stored) return `persistentvolumeclaim "${name}" not found`;
    const claim = readClaim(stored);
    if (claim.metadata.deletionTimestamp) return `persistentvolumeclaim "${name}" is being deleted`;
    if (claim.status.phase === 'Lost') {
      return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec.volumeName}"`;
    }
    const storageClass = classOf(cluster, claim);
    if (isBound(claim)) found.bound.push(volumeOf(cluster, claim));
    else if (storageClass && waitsForConsumer(storageClass)) found.later.push({ claim, storageClass });
    else immediate = true;
  }
  return immediate ? 'pod has unbound immediate PersistentVolumeClaims' : found;
}

function classOf(cluster: Cluster, { spec }: Claim): StorageClass | undefined {
  const stored = cluster.informer(classes).byKey(spec.storageClassName ?? '');
  return stored && readClass(stored);
}

function volumeOf(cluster: Cluster, { spec }: Claim): Volume | undefined {
  const stored = cluster.informer(volumes).byKey(spec.volumeName ?? '');
  return stored && readVolume(stored);
}

/** Why these volumes cannot be had on the node, in the scheduler's words. */
export function volumeObstacle(
  cluster: Cluster,
  { bound, later }: PodVolumes,
  node: Node,
): string | undefined {
  if (bound.some(volume => !volume)) {
    return 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)';
  }
  if (!bound.every(volume => volume && isReachable(volume, node))) {
    return 'node(s) had volume node affinity conflict';
  }
  const there = cluster
    .informer(volumes)
    .list()
    .map(readVolume)
    .filter(volume => isReachable(volume, node));
  const missing = later.some(
    ({ claim, storageClass }) =>
      storageClass.provisioner === 'kubernetes.io/no-provisioner' && !matchingVolume(claim, there),
  );
  return missing ? "node(s) didn't find available persistent volumes to bind" : undefined;
}

function isReachable({ spec }: Volume, node: Node): boolean {
  const required = spec.nodeAffinity?.required;
  return !required || matchesSelector(required, node);
}

/** Says on which node the volumes are wanted. @returns whether none is */
export function choosePlace(cluster: Cluster, { later }: PodVolumes, node: string): boolean {
  for (const { claim } of later) {
    const { namespace, name, annotations } = claim.metadata;
    if (annotations[selectedNode] === node) continue;
    const patch = { metadata: { annotations: { [selectedNode]: node } } };
    cluster.apiAs('kube-scheduler').patch({ resource: claims, namespace, name }, patch);
  }
  return later.length === 0;
}
