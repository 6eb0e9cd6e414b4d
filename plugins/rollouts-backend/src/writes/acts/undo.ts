import type { ReplicaSetRow } from '@greenroom/cluster-access';
import { z } from 'zod';
import {
  type Act,
  type ActOptions,
  end,
  type Plan,
  refused,
  type Standing,
  supersededBy,
  turnedTo,
} from '../Act';
import { asRead, unseen } from '../guard';
import { isLive } from '../live';
import type { Look, Subject } from '../Look';
import { BLUE_GREEN_PAUSE, HASH_LABEL, isObserved, pausesOf, type RolloutObject } from '../rolloutObject';
import type { Seen } from '../RolloutWriter';
import { short, trafficWords } from '../words';

/** A template is handed on as it came. */
const replicaSetSchema = z.object({
  spec: z.object({
    template: z.object({
      metadata: z.record(z.string(), z.json()).default({}),
      spec: z.json(),
    }),
  }),
});
const labelsSchema = z.record(z.string(), z.string()).default({});

/** Back to the template of an older revision, as the official program does it: a new revision by number, the same by hash. */
export function undo({ seen, subject }: ActOptions, toRevision: string): Act {
  return {
    quiet: 'hoped',
    plan: async look => whyNot(look, seen, toRevision) ?? write(look, subject, toRevision),
    standing: look => standing(look, seen, toRevision),
  };
}

function whyNot({ rollout }: Look, seen: Seen, toRevision: string): Plan | undefined {
  const { metadata, spec, status } = rollout;
  if (metadata.uid !== seen.uid) {
    return supersededBy('another rollout of the same name');
  }
  if (status.currentPodHash !== seen.revision) {
    return turnedTo(status.currentPodHash);
  }
  if (status.currentPodHash === toRevision) {
    return refused(`${short(toRevision)} is the revision that the specification asks for already`);
  }
  if (spec.workloadRef) {
    return refused(
      'Its template is a Deployment’s, by workloadRef: going back is a change of that Deployment',
    );
  }
  return isObserved(rollout)
    ? undefined
    : { kind: 'wait', why: 'the controller has not seen the last change of the specification' };
}

async function write(look: Look, { cluster, ref }: Subject, toRevision: string): Promise<Plan> {
  const { rollout, objects } = look;
  const held = objects?.replicaSets.find(({ hash }) => hash === toRevision);
  if (!held) {
    return refused(`There is no ReplicaSet of ${short(toRevision)} any more to go back to`);
  }
  const type = { group: 'apps', version: 'v1', resource: 'replicasets' };
  const found = await cluster.read({ type, namespace: ref.namespace, name: held.name }, replicaSetSchema);
  const { metadata, spec } = found.spec.template;
  const { [HASH_LABEL]: _, ...labels } = labelsSchema.parse(metadata.labels);
  return {
    kind: 'write',
    ...(isUndecided(look, held) && { hope: 'the controller has not said yet when its pods go' }),
    preconditions: guardOf(rollout),
    change: [
      {
        op: 'replace',
        path: '/spec/template',
        value: { metadata: { ...metadata, labels }, spec },
      },
    ],
  };
}

/**
 * Its pods are up, and nothing tells the controller yet that it goes back: it knows a way back by the time at which pods
 * are to go, which it writes a moment after the switch. Without it the revision would wait like a new one.
 */
function isUndecided({ rollout, servicePointsAt }: Look, { hash, desired, scaleDownAt }: ReplicaSetRow) {
  const isInUse = hash === rollout.status.stableRS || hash === servicePointsAt;
  return desired > 0 && scaleDownAt === undefined && !isInUse;
}

function guardOf({ metadata, status }: RolloutObject) {
  return [
    asRead('/metadata/uid', metadata.uid),
    asRead('/metadata/generation', metadata.generation),
    asRead('/status/currentPodHash', status.currentPodHash),
    asRead('/spec/workloadRef', undefined),
  ];
}

function standing(look: Look, seen: Seen, toRevision: string): Standing {
  const { rollout, servicePointsAt } = look;
  const { metadata, status } = rollout;
  if (metadata.uid !== seen.uid) {
    return supersededBy('another rollout of the same name');
  }
  if (status.currentPodHash === seen.revision) {
    // Until the controller has seen it, the object looks as before but for its generation.
    return isObserved(rollout) ? { kind: 'untouched' } : { kind: 'ignored', nudge: unseen(rollout) };
  }
  if (status.currentPodHash !== toRevision) {
    return turnedTo(status.currentPodHash);
  }
  if (isLive(look, toRevision)) {
    return end({ kind: 'done', text: `${short(toRevision)} is active and stable again` });
  }
  const where = trafficWords(servicePointsAt, status.stableRS);
  const [pause] = pausesOf(rollout);
  if (pause && isObserved(rollout) && !endsByItself(rollout)) {
    return end({
      kind: 'waits',
      text: `${short(toRevision)} is back as a preview, ${waitsFor(pause)}; ${where}`,
    });
  }
  if (status.phase === 'Degraded' && isObserved(rollout)) {
    return end({
      kind: 'failed',
      why: `The controller says ${status.message ?? 'that it is degraded'}; ${where}`,
    });
  }
  return { kind: 'moving', text: `${short(toRevision)} comes back; ${where}` };
}

/** A pause that the controller itself ends after a time. */
function endsByItself({ spec }: RolloutObject): boolean {
  const { autoPromotionEnabled, autoPromotionSeconds } = spec.strategy.blueGreen ?? {};
  return autoPromotionEnabled !== false && (autoPromotionSeconds ?? 0) > 0;
}

function waitsFor({ reason }: { reason: string }): string {
  return reason === BLUE_GREEN_PAUSE ? 'and waits for a promotion' : `paused by ${reason}`;
}
