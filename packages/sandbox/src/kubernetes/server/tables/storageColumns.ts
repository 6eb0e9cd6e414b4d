import { at, isObject, textAt } from '../../json';
import type { KubeObject } from '../../types';
import { ageColumn, createdAt, field, list, nameColumn, wide, type Column } from './columns';

const attributesClass = field('VolumeAttributesClass', 'spec.volumeAttributesClassName', '<unset>');
const volumeMode = wide(field('VolumeMode', 'spec.volumeMode', '<unset>'));

function accessModes(...path: string[]): Column {
  return {
    name: 'Access Modes',
    cell: object =>
      list(at(object, ...path))
        .map(accessMode)
        .join(','),
  };
}

/** Volumes, and what limits a namespace. */
export const storageColumns: Record<string, Column[]> = {
  persistentvolumeclaims: [
    nameColumn,
    { name: 'Status', cell: phase },
    field('Volume', 'spec.volumeName'),
    field('Capacity', 'status.capacity.storage'),
    accessModes('status', 'accessModes'),
    field('StorageClass', 'spec.storageClassName'),
    attributesClass,
    ageColumn,
    volumeMode,
  ],
  persistentvolumes: [
    nameColumn,
    field('Capacity', 'spec.capacity.storage'),
    accessModes('spec', 'accessModes'),
    field('Reclaim Policy', 'spec.persistentVolumeReclaimPolicy'),
    { name: 'Status', cell: phase },
    { name: 'Claim', cell: claim },
    field('StorageClass', 'spec.storageClassName'),
    attributesClass,
    field('Reason', 'status.reason'),
    ageColumn,
    volumeMode,
  ],
  'storageclasses.storage.k8s.io': [
    { ...nameColumn, cell: className },
    field('Provisioner', 'provisioner'),
    field('ReclaimPolicy', 'reclaimPolicy', 'Delete'),
    field('VolumeBindingMode', 'volumeBindingMode', 'Immediate'),
    field('AllowVolumeExpansion', 'allowVolumeExpansion', false),
    ageColumn,
  ],
  resourcequotas: [
    nameColumn,
    { name: 'Request', cell: quota => quotaText(quota, false) },
    { name: 'Limit', cell: quota => quotaText(quota, true) },
    ageColumn,
  ],
  limitranges: [nameColumn, createdAt],
};

function phase(object: KubeObject): string {
  return object.metadata.deletionTimestamp ? 'Terminating' : (textAt(object, 'status', 'phase') ?? '');
}

function accessMode(mode: unknown): string {
  return String(mode).replace(/[a-z]/g, '');
}

function claim(volume: KubeObject): string {
  const reference = at(volume, 'spec', 'claimRef');
  return isObject(reference) ? `${String(reference.namespace)}/${String(reference.name)}` : '';
}

function className({ metadata }: KubeObject): string {
  const standard = metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
  return standard ? `${metadata.name} (default)` : metadata.name;
}

/** `pods: 1/3, requests.cpu: 1/2`; what is said of limits is told apart. */
function quotaText(quota: KubeObject, limits: boolean): string {
  const hard = at(quota, 'status', 'hard');
  return Object.entries(isObject(hard) ? hard : {})
    .filter(([word]) => word.startsWith('limits.') === limits)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, most]) => `${word}: ${String(at(quota, 'status', 'used', word) ?? 0)}/${String(most)}`)
    .join(', ');
}
