import { z } from 'zod';
import { quantity } from '../../kubernetes/validation/quantities';
import { nodeSelectorView } from '../scheduling/nodeAffinity';
import { intOrString, labelSelectorView, metadataView, reader } from '../views';

const referenceView = z.object({
  namespace: z.string().default(''),
  name: z.string().default(''),
  uid: z.string().optional(),
});
const storageView = z.record(z.string(), intOrString);

const volumeView = z.object({
  metadata: metadataView,
  spec: z.object({
    capacity: storageView.default({}),
    accessModes: z.array(z.string()).default([]),
    storageClassName: z.string().default(''),
    volumeMode: z.string().default('Filesystem'),
    persistentVolumeReclaimPolicy: z.string().default('Retain'),
    claimRef: referenceView.optional(),
    nodeAffinity: z.object({ required: nodeSelectorView.optional() }).optional(),
    csi: z.object({ driver: z.string() }).optional(),
  }),
  status: z.object({ phase: z.string().default('Pending') }).default({ phase: 'Pending' }),
});

const claimStatusView = z.object({
  phase: z.string().default('Pending'),
  capacity: storageView.default({}),
  allocatedResources: storageView.default({}),
  allocatedResourceStatuses: z.record(z.string(), z.string()).default({}),
  conditions: z.array(z.record(z.string(), z.json())).default([]),
});

const claimView = z.object({
  metadata: metadataView,
  spec: z.object({
    accessModes: z.array(z.string()).default([]),
    resources: z.object({ requests: storageView.default({}) }).default({ requests: {} }),
    storageClassName: z.string().optional(),
    volumeMode: z.string().default('Filesystem'),
    volumeName: z.string().optional(),
    selector: labelSelectorView.optional(),
  }),
  status: claimStatusView.default(claimStatusView.parse({})),
});

const classView = z.object({
  metadata: metadataView,
  provisioner: z.string(),
  reclaimPolicy: z.string().default('Delete'),
  volumeBindingMode: z.string().default('Immediate'),
});

export type Volume = z.infer<typeof volumeView>;
export type Claim = z.infer<typeof claimView>;
export type StorageClass = z.infer<typeof classView>;

export const readVolume = reader(volumeView);
export const readClaim = reader(claimView);
export const readClass = reader(classView);

export const volumes = 'persistentvolumes';
export const claims = 'persistentvolumeclaims';
export const classes = 'storageclasses.storage.k8s.io';

export const selectedNode = 'volume.kubernetes.io/selected-node';
export const provisionerAnnotations = [
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/storage-provisioner',
];
/** Drivers that run in every cluster of the sandbox; others may be named, and then nobody answers. */
export const drivers = [
  'ebs.csi.aws.com',
  'csi.scaleway.com',
  'rook-ceph.rbd.csi.ceph.com',
  'rancher.io/local-path',
];

/** No driver of the sandbox makes volumes larger than 16Ti. */
const largest = 16 * 2 ** 40;

/** Why a driver refuses what a claim asks for, as controllers quote it. */
export function driverRefusal({ spec }: Claim): string | undefined {
  const wanted = quantity(spec.resources.requests.storage);
  return wanted > largest
    ? `rpc error: code = OutOfRange desc = Requested capacity ${wanted} exceeds maximum allowed ${largest}`
    : undefined;
}

/** The driver that is asked for the volume of a claim, if it is there. */
export function provisionedDriver({ metadata }: Claim): string | undefined {
  const driver = provisionerAnnotations.map(key => metadata.annotations[key]).find(text => text);
  return driver !== undefined && drivers.includes(driver) ? driver : undefined;
}

export const boundByController = 'pv.kubernetes.io/bound-by-controller';
export const bindCompleted = 'pv.kubernetes.io/bind-completed';
export const provisionedBy = 'pv.kubernetes.io/provisioned-by';

/** Whether its volume is found or made only for a node that a pod was given. */
export function waitsForConsumer({ volumeBindingMode }: StorageClass): boolean {
  return volumeBindingMode === 'WaitForFirstConsumer';
}

export function isBound({ spec, metadata }: Claim): boolean {
  return spec.volumeName !== undefined && metadata.annotations[bindCompleted] !== undefined;
}

export function isFor({ spec }: Volume, { metadata }: Claim): boolean {
  const { claimRef } = spec;
  if (claimRef?.name !== metadata.name || claimRef.namespace !== metadata.namespace) return false;
  return claimRef.uid === undefined || claimRef.uid === metadata.uid;
}
