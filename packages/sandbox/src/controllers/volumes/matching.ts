import { labelSelector, selectorText } from '../../kubernetes/selectors';
import { quantity } from '../quantities';
import { isFor, type Claim, type Volume } from './volumeView';

/** The volume that a claim gets of those there are: one that was meant for it, or else the smallest that is enough. */
export function matchingVolume(claim: Claim, volumes: Volume[]): Volume | undefined {
  const meant = volumes.find(volume => isFor(volume, claim) && suits(volume, claim));
  if (meant) return meant;
  return volumes
    .filter(volume => !volume.spec.claimRef && isFree(volume) && suits(volume, claim))
    .sort((a, b) => sizeOf(a) - sizeOf(b) || a.metadata.name.localeCompare(b.metadata.name))[0];
}

function isFree({ metadata, status }: Volume): boolean {
  return !metadata.deletionTimestamp && (status.phase === 'Available' || status.phase === 'Pending');
}

function suits({ metadata, spec }: Volume, { spec: wanted }: Claim): boolean {
  return (
    spec.storageClassName === (wanted.storageClassName ?? '') &&
    spec.volumeMode === wanted.volumeMode &&
    wanted.accessModes.every(mode => spec.accessModes.includes(mode)) &&
    quantity(spec.capacity.storage) >= quantity(wanted.resources.requests.storage) &&
    (!wanted.selector || labelSelector(selectorText(wanted.selector))(metadata.labels))
  );
}

function sizeOf({ spec }: Volume): number {
  return quantity(spec.capacity.storage);
}
