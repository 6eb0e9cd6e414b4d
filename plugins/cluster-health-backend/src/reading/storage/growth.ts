import type { VolumeClaimRow } from '@greenroom/cluster-access';
import { newest } from '../events/newest';
import { hasLasted, MINUTE } from '../time';
import { because, bytes } from '../words';
import { type ClaimContext, type ClaimPart, conditionOf } from './ClaimContext';
import { driverOf, driverWords } from './driverWords';

/** A kubelet with a pod that mounts the volume has enlarged its file system by then: it looks every minute or two. */
const NODE_LIMIT = 5 * MINUTE;

/** States of `status.allocatedResourceStatuses` that end an attempt (core/v1, ClaimResourceStatus). */
const givenUp = /Infeasible$|ResizeFailed$/;

/** What becomes of a claim that asks for more than it has (kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims). */
export function growth(claim: VolumeClaimRow, context: ClaimContext): ClaimPart[] {
  const { phase, requestedBytes = 0, capacityBytes } = claim;
  if (phase !== 'Bound' || capacityBytes === undefined || requestedBytes <= capacityBytes) {
    return [];
  }
  const size = `as large as ${bytes(requestedBytes)}`;
  return [
    givesUp(claim, context, size) ??
      waitsForNode(claim, context, size) ??
      failing(claim, context, size) ?? {
        rule: 'claim-resize',
        state: 'progressing',
        severity: 7,
        text: `claim ${claim.name} is to be made ${size}`,
        since: conditionOf(claim, 'Resizing')?.since,
      },
  ];
}

/** What a driver answered stays when it is asked again. Of the controller's it stays even when it did answer well, and the node is next. */
function givesUp(claim: VolumeClaimRow, context: ClaimContext, size: string): ClaimPart | undefined {
  const isWithNode = conditionOf(claim, 'FileSystemResizePending') !== undefined;
  const byNode = conditionOf(claim, 'NodeResizeError');
  const error = byNode ?? (isWithNode ? undefined : conditionOf(claim, 'ControllerResizeError'));
  if (!error && !givenUp.test(claim.resize ?? '')) {
    return undefined;
  }
  const why = error?.message && driverWords(error.message, driverOf(claim, context));
  const where = byNode ? ' on its node' : '';
  const text = because(`claim ${claim.name} can not be made ${size}${where}`, why);
  return { rule: 'claim-resize', text, since: error?.since };
}

function waitsForNode(claim: VolumeClaimRow, { now }: ClaimContext, size: string): ClaimPart | undefined {
  const pending = conditionOf(claim, 'FileSystemResizePending');
  if (!pending) {
    return undefined;
  }
  const { since } = pending;
  const { lasted, until } = hasLasted(since, NODE_LIMIT, now);
  const rule = 'claim-resize';
  return lasted
    ? {
        rule,
        state: 'waiting',
        severity: 19,
        text: `claim ${claim.name} becomes ${size} when a pod that mounts it is started, or started again`,
        since,
      }
    : {
        rule,
        state: 'progressing',
        severity: 7,
        text: `claim ${claim.name} becomes ${size} as soon as its node sees to it`,
        since,
        until,
      };
}

/** A driver that does not answer is told by a warning alone. */
function failing(claim: VolumeClaimRow, context: ClaimContext, size: string): ClaimPart | undefined {
  const { warnings = [] } = context;
  const event = newest(warnings.filter(({ reason }) => reason === 'VolumeResizeFailed'));
  return (
    event && {
      rule: 'claim-resize',
      text: because(
        `claim ${claim.name} is not made ${size}`,
        driverWords(event.text, driverOf(claim, context)),
      ),
      since: event.firstAt,
    }
  );
}
