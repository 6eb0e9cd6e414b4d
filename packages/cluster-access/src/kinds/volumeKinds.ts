import { z } from 'zod';
import type { WatchedKind } from '../types';
import { type Condition, conditions, kept } from './condition';
import { clusterMetadata, namespacedMetadata } from './metadata';
import { readQuantity } from './quantity';
import { each, part, text, texts } from './tolerant';

/** One PersistentVolumeClaim: a namespace's wish for a volume. */
export interface VolumeClaimRow {
  uid: string;
  namespace: string;
  name: string;
  labels: Record<string, string>;
  createdAt?: string;
  deleting?: true;
  /** `Pending`, `Bound` or `Lost`. */
  phase?: string;
  storageClass?: string;
  volume?: string;
  requestedBytes?: number;
  capacityBytes?: number;
  accessModes: string[];
  /** The VolumeAttributesClass that it asks for. */
  attributesClass?: string;
  conditions?: Condition[];
  /** How far a larger size has come, e.g. `NodeResizePending`, or why it was given up: `ControllerResizeInfeasible`. */
  resize?: string;
  /** Where the first pod that mounts it is to run: its volume is wanted now. */
  selectedNode?: string;
}

/** One PersistentVolume. */
export interface VolumeRow {
  uid: string;
  name: string;
  createdAt?: string;
  /** `Available`, `Bound`, `Released`, `Failed` or `Pending`. */
  phase?: string;
  /** Since when it is in this phase. */
  since?: string;
  reason?: string;
  message?: string;
  claim?: { namespace: string; name: string; uid?: string };
  storageClass?: string;
  /** `Delete`, `Retain` or `Recycle`: what becomes of it when its claim goes. */
  reclaim?: string;
  capacityBytes?: number;
}

/** One StorageClass: when and by whom volumes are made. */
export interface StorageClassRow {
  uid: string;
  name: string;
  provisioner?: string;
  /** A volume is made when the first pod wants it. */
  waitsForPod: boolean;
}

const SELECTED_NODE = 'volume.kubernetes.io/selected-node';

const storage = part({ storage: text });
const accessModes = each(z.string());

const claimSchema = z.object({
  metadata: namespacedMetadata,
  spec: part({
    storageClassName: text,
    volumeName: text,
    volumeAttributesClassName: text,
    accessModes,
    resources: part({ requests: storage }),
  }),
  status: part({ phase: text, capacity: storage, conditions, allocatedResourceStatuses: texts }),
});

function projectClaim(object: unknown): VolumeClaimRow | undefined {
  const parsed = claimSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, spec, status } = parsed.data;
  const resize = status?.allocatedResourceStatuses?.storage;
  const selectedNode = metadata.annotations?.[SELECTED_NODE];
  return {
    uid: metadata.uid,
    namespace: metadata.namespace,
    name: metadata.name,
    labels: metadata.labels ?? {},
    createdAt: metadata.creationTimestamp,
    ...(metadata.deletionTimestamp !== undefined && { deleting: true }),
    phase: status?.phase,
    storageClass: spec?.storageClassName,
    volume: spec?.volumeName,
    requestedBytes: readQuantity(spec?.resources?.requests?.storage),
    capacityBytes: readQuantity(status?.capacity?.storage),
    accessModes: spec?.accessModes ?? [],
    ...(spec?.volumeAttributesClassName && { attributesClass: spec.volumeAttributesClassName }),
    ...(status?.conditions.length && { conditions: status.conditions }),
    ...(resize && { resize }),
    ...(selectedNode && { selectedNode }),
  };
}

const volumeSchema = z.object({
  metadata: clusterMetadata,
  spec: part({
    claimRef: part({ namespace: text, name: text, uid: text }),
    storageClassName: text,
    persistentVolumeReclaimPolicy: text,
    capacity: storage,
  }),
  status: part({ phase: text, reason: text, message: text, lastPhaseTransitionTime: text }),
});

function projectVolume(object: unknown): VolumeRow | undefined {
  const parsed = volumeSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, spec, status } = parsed.data;
  const { namespace, name, uid } = spec?.claimRef ?? {};
  return {
    uid: metadata.uid,
    name: metadata.name,
    createdAt: metadata.creationTimestamp,
    phase: status?.phase,
    since: status?.lastPhaseTransitionTime,
    reason: status?.reason,
    message: kept(status?.message),
    ...(namespace !== undefined && name !== undefined && { claim: { namespace, name, uid } }),
    storageClass: spec?.storageClassName,
    reclaim: spec?.persistentVolumeReclaimPolicy,
    capacityBytes: readQuantity(spec?.capacity?.storage),
  };
}

const storageClassSchema = z.object({
  metadata: clusterMetadata,
  provisioner: text,
  volumeBindingMode: text,
});

function projectStorageClass(object: unknown): StorageClassRow | undefined {
  const parsed = storageClassSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, provisioner, volumeBindingMode } = parsed.data;
  return {
    uid: metadata.uid,
    name: metadata.name,
    provisioner,
    waitsForPod: volumeBindingMode === 'WaitForFirstConsumer',
  };
}

/** PersistentVolumeClaims of a cluster. */
export const volumeClaimsKind: WatchedKind<VolumeClaimRow> = {
  type: { group: '', version: 'v1', resource: 'persistentvolumeclaims' },
  reads: claimSchema,
  project: projectClaim,
};

/** PersistentVolumes of a cluster. */
export const volumesKind: WatchedKind<VolumeRow> = {
  type: { group: '', version: 'v1', resource: 'persistentvolumes' },
  isClusterWide: true,
  reads: volumeSchema,
  project: projectVolume,
};

/** StorageClasses of a cluster. */
export const storageClassesKind: WatchedKind<StorageClassRow> = {
  type: { group: 'storage.k8s.io', version: 'v1', resource: 'storageclasses' },
  isClusterWide: true,
  reads: storageClassSchema,
  project: projectStorageClass,
};
