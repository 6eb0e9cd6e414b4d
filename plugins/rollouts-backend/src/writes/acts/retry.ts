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
import { asRead, sameRevision, sameSpecification } from '../guard';
import type { Look, Subject } from '../Look';
import { isObserved } from '../rolloutObject';
import type { Seen } from '../RolloutWriter';
import { short } from '../words';

const replicaSetSchema = z.object({
  spec: z.object({ replicas: z.number().optional() }).optional(),
  status: z.object({ replicas: z.number().optional() }).optional(),
});

/**
 * Tries an aborted revision again. While its pods are up, 1.9.2 would send it live without a pause, an approval or an
 * analysis: then it is refused. Afterwards it is safe: the deadline they went by stays written on the ReplicaSet, and
 * the controller takes it away before new pods can be ready.
 */
export function retry({ seen, subject }: ActOptions): Act {
  return {
    quiet: 'needed',
    plan: async look => whyNot(look, seen) ?? (await whyNotYet(look, subject, seen)) ?? write(look),
    standing: look => standing(look, seen),
  };
}

function whyNot({ rollout }: Look, seen: Seen): Plan | undefined {
  const { metadata, spec, status } = rollout;
  if (metadata.uid !== seen.uid) {
    return supersededBy('another rollout of the same name');
  }
  if (!spec.strategy.blueGreen) {
    return refused('Only blue-green rollouts can be tried again here yet');
  }
  if (status.currentPodHash !== seen.revision) {
    return turnedTo(status.currentPodHash);
  }
  if (!status.abort) {
    return supersededBy('another hand: it is not aborted any more', {
      did: 'tried-again',
      revision: seen.revision,
    });
  }
  if (spec.paused) {
    return refused('Somebody paused the rollout by hand: resume it first');
  }
  return isObserved(rollout)
    ? undefined
    : { kind: 'wait', why: 'the controller has not seen the last change of the specification' };
}

async function whyNotYet(
  { objects }: Look,
  { cluster, ref }: Subject,
  { revision }: Seen,
): Promise<Plan | undefined> {
  const held = objects?.replicaSets.find(({ hash }) => hash === revision);
  if (!held) {
    return { kind: 'wait', why: `the ReplicaSet of ${short(revision)} is not known` };
  }
  const type = { group: 'apps', version: 'v1', resource: 'replicasets' };
  const replicaSet = await cluster.read(
    { type, namespace: ref.namespace, name: held.name },
    replicaSetSchema,
  );
  const { spec, status } = replicaSet;
  const replicas = Math.max(spec?.replicas ?? 1, status?.replicas ?? 0);
  return replicas > 0
    ? refused(
        `The pods of ${short(revision)} are still up: until they are gone it could go live without a pause`,
      )
    : undefined;
}

function write({ rollout }: Look): Plan {
  return {
    kind: 'write',
    subresource: 'status',
    preconditions: [
      ...sameRevision(rollout),
      ...sameSpecification(rollout),
      asRead('/status/abortedAt', rollout.status.abortedAt),
    ],
    change: [{ op: 'add', path: '/status/abort', value: false }],
  };
}

function standing({ rollout }: Look, seen: Seen): Standing {
  const { metadata, status } = rollout;
  if (metadata.uid !== seen.uid) {
    return supersededBy('another rollout of the same name');
  }
  if (status.currentPodHash !== seen.revision) {
    return turnedTo(status.currentPodHash);
  }
  if (status.abort) {
    return { kind: 'untouched' };
  }
  // The message is no sign: a nudge writes over it.
  return status.phase === 'Degraded'
    ? { kind: 'ignored', nudge: [...sameRevision(rollout), asRead('/status/pauseConditions', undefined)] }
    : end({
        kind: 'done',
        text: `${short(seen.revision)} is tried again: the controller says ${status.phase}`,
      });
}
