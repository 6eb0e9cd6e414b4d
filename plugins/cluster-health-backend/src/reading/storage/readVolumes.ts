import type { EventRow, StorageClassRow, VolumeClaimRow, VolumeRow } from '@greenroom/cluster-access';
import { CEPH, namedKey } from '../about';
import { type Finding, found, NOTHING, type Reading, together } from '../Finding';
import { linkTo } from '../links';
import { hasLasted, MINUTE } from '../time';
import { because, bytes } from '../words';

export interface ClaimContext {
  /** Milliseconds since 1970. */
  now: number;
  /** By name; absent where they may not be read. */
  storageClasses?: ReadonlyMap<string, StorageClassRow>;
  /** Warnings about it that are not old. */
  warnings?: readonly EventRow[];
}

/** A volume is made in less. */
const BINDING_LIMIT = MINUTE;

type Part = Omit<Finding, 'object' | 'about'> & { until?: number };

/** What is wrong with a claim (kubernetes.io/docs/concepts/storage/persistent-volumes/). */
export function readVolumeClaim(claim: VolumeClaimRow, context: ClaimContext): Reading {
  if (claim.deleting) {
    return NOTHING;
  }
  const parts = [...lost(claim), ...pending(claim, context), ...resize(claim)];
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

function lost({ name, phase, volume }: VolumeClaimRow): Part[] {
  return phase === 'Lost'
    ? [{ rule: 'claim-lost', text: `claim ${name} has lost its volume ${volume ?? ''}`.trim() }]
    : [];
}

function pending(claim: VolumeClaimRow, { now, storageClasses, warnings = [] }: ClaimContext): Part[] {
  if (claim.phase !== 'Pending') {
    return [];
  }
  const storageClass = storageClasses?.get(claim.storageClass ?? '');
  const event = warnings.find(({ reason }) => pendingReasons.has(reason));
  if (storageClass?.waitsForPod && !event) {
    const text = `claim ${claim.name} waits for the first pod that mounts it`;
    return [{ rule: 'claim-unused', text, since: claim.createdAt }];
  }
  const { lasted, until } = hasLasted(claim.createdAt, BINDING_LIMIT, now);
  return [
    {
      rule: 'claim-pending',
      ...(!lasted && !event && { state: 'progressing' as const, severity: 7 }),
      text: because(`claim ${claim.name} has no volume`, event?.text ?? whyPending(claim, storageClasses)),
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

function whyPending(
  { storageClass }: VolumeClaimRow,
  classes: ReadonlyMap<string, StorageClassRow> | undefined,
): string | undefined {
  if (storageClass === undefined) {
    return 'it names no storage class, and there is no default one or no volume that fits';
  }
  return classes && !classes.has(storageClass)
    ? `there is no storage class ${storageClass}`
    : `${storageClass} has not made one yet`;
}

/** States of `status.allocatedResourceStatuses` that end an attempt (core/v1, ClaimResourceStatus). */
const givenUp = /Infeasible$|ResizeFailed$/;

function resize(claim: VolumeClaimRow): Part[] {
  const failed = claim.conditions?.find(
    ({ type, status }) =>
      status === 'True' && (type === 'ControllerResizeError' || type === 'NodeResizeError'),
  );
  const size = claim.requestedBytes === undefined ? 'larger' : `as large as ${bytes(claim.requestedBytes)}`;
  if (failed || givenUp.test(claim.resize ?? '')) {
    const text = because(`claim ${claim.name} can not be made ${size}`, failed?.message);
    return [{ rule: 'claim-resize', text, since: failed?.since }];
  }
  const waits = claim.conditions?.find(
    ({ type, status }) => status === 'True' && type === 'FileSystemResizePending',
  );
  return waits
    ? [
        {
          rule: 'claim-resize',
          state: 'waiting',
          severity: 19,
          text: `claim ${claim.name} becomes ${size} when its pod is started again`,
          since: waits.since,
        },
      ]
    : [];
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
