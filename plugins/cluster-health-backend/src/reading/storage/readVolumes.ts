import type { VolumeClaimRow, VolumeRow } from '@greenroom/cluster-access';
import { CEPH, namedKey } from '../about';
import { newest } from '../events/newest';
import { found, NOTHING, type Reading, together } from '../Finding';
import { linkTo } from '../links';
import { hasLasted, MINUTE } from '../time';
import { because, bytes } from '../words';
import { type ClaimContext, type ClaimPart, conditionOf } from './ClaimContext';
import { codeWords, driverOf, driverWords } from './driverWords';
import { growth } from './growth';

/** A volume is made in less. */
const BINDING_LIMIT = MINUTE;

/** What is wrong with a claim (kubernetes.io/docs/concepts/storage/persistent-volumes/). */
export function readVolumeClaim(claim: VolumeClaimRow, context: ClaimContext): Reading {
  if (claim.deleting) {
    return NOTHING;
  }
  const parts = [
    ...lost(claim),
    ...pending(claim, context),
    ...growth(claim, context),
    ...change(claim, context),
  ];
  const provisioner = context.storageClasses?.get(claim.storageClass ?? '')?.provisioner ?? '';
  const about = {
    claim: [namedKey(claim)],
    namespace: [claim.namespace],
    ...(provisioner.includes('ceph') && { part: [CEPH] }),
  };
  return together(
    parts.map(({ until, ...part }) =>
      found({ ...part, object: linkTo('PersistentVolumeClaim', claim), about }, until),
    ),
  );
}

function lost({ name, phase, volume }: VolumeClaimRow): ClaimPart[] {
  return phase === 'Lost'
    ? [{ rule: 'claim-lost', text: `claim ${name} has lost its volume ${volume ?? ''}`.trim() }]
    : [];
}

function pending(claim: VolumeClaimRow, context: ClaimContext): ClaimPart[] {
  const { now, storageClasses, warnings = [] } = context;
  if (claim.phase !== 'Pending') {
    return [];
  }
  const storageClass = storageClasses?.get(claim.storageClass ?? '');
  const event = newest(warnings.filter(({ reason }) => pendingReasons.has(reason)));
  if (storageClass?.waitsForPod && claim.selectedNode === undefined && !event) {
    const text = `claim ${claim.name} waits for the first pod that mounts it`;
    return [{ rule: 'claim-unused', text, since: claim.createdAt }];
  }
  const { lasted, until } = hasLasted(claim.createdAt, BINDING_LIMIT, now);
  const why = event ? driverWords(event.text, driverOf(claim, context)) : whyPending(claim, context, lasted);
  return [
    {
      rule: 'claim-pending',
      ...(!lasted && !event && { state: 'progressing' as const, severity: 7 }),
      text: because(`claim ${claim.name} has no volume`, why),
      since: claim.createdAt,
      until,
    },
  ];
}

const pendingReasons: ReadonlySet<string> = new Set([
  'ProvisioningFailed',
  'FailedBinding',
  'VolumeMismatch',
]);

function whyPending(claim: VolumeClaimRow, context: ClaimContext, isLate: boolean): string {
  const { storageClass } = claim;
  const { storageClasses: classes } = context;
  if (storageClass === undefined) {
    return 'it names no storage class, and there is no default one or no volume that fits';
  }
  if (classes && !classes.has(storageClass)) {
    return `there is no storage class ${storageClass}`;
  }
  const driver = driverOf(claim, context);
  return isLate ? `${driver} has not made one, and does not say why` : `${driver} has not made one yet`;
}

/** The error stays when the change is taken back; that it is being changed does not. */
function change(claim: VolumeClaimRow, context: ClaimContext): ClaimPart[] {
  const error = conditionOf(claim, 'ModifyVolumeError');
  if (!error || !conditionOf(claim, 'ModifyingVolume')) {
    return [];
  }
  const { reason, message = '', since } = error;
  const why = codeWords(reason, message, driverOf(claim, context));
  const wanted = `the attributes ${claim.attributesClass ? `of ${claim.attributesClass}` : 'it asks for'}`;
  return [
    { rule: 'claim-modify', text: because(`claim ${claim.name} can not be given ${wanted}`, why), since },
  ];
}

/** What is wrong with a volume. */
export function readVolume(volume: VolumeRow): Reading {
  const object = linkTo('PersistentVolume', volume);
  const of = volume.claim ? ` of ${volume.claim.namespace}/${volume.claim.name}` : '';
  if (volume.phase === 'Failed') {
    const text = because(
      `volume ${volume.name}${of} could not be taken back`,
      volume.message ?? volume.reason,
    );
    return found({ rule: 'volume-failed', text, since: volume.since, object });
  }
  if (volume.phase !== 'Released') {
    return NOTHING;
  }
  const size = volume.capacityBytes === undefined ? '' : ` (${bytes(volume.capacityBytes)})`;
  const text = `volume ${volume.name}${size} is kept, and nobody claims it since its claim${of} went`;
  return found({ rule: 'volume-released', text, since: volume.since, object });
}
