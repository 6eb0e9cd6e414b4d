import type { PatchOperation } from '@greenroom/cluster-access';
import type { JsonValue } from '@backstage/types';
import { pausesOf, type RolloutObject, WORKLOAD_GENERATION } from './rolloutObject';

export type Test = Extract<PatchOperation, { op: 'test' }>;
export type Change = Exclude<PatchOperation, { op: 'test' }>;

/** Holds only while the field is as it was read. Absent is tested as `null`: to the API server an absent field is that. */
export function asRead(path: string, value: JsonValue | undefined): Test {
  return { op: 'test', path, value: value ?? null };
}

/** The same object, of the same revision. */
export function sameRevision({ metadata, status }: RolloutObject): Test[] {
  return [
    asRead('/metadata/uid', metadata.uid),
    asRead('/status/currentPodHash', status.currentPodHash),
    asRead('/status/abort', status.abort),
  ];
}

/** The controller has not read the specification as it is now: under this it may be woken. */
export function unseen(rollout: RolloutObject): Test[] {
  const { metadata, status } = rollout;
  return [
    ...sameRevision(rollout),
    asRead('/metadata/generation', metadata.generation),
    asRead('/status/observedGeneration', status.observedGeneration),
  ];
}

/** Nobody has written anything since it was read. */
export function unwritten({ metadata }: RolloutObject): Test[] {
  return [asRead('/metadata/resourceVersion', metadata.resourceVersion)];
}

/** The same specification, seen by the controller; with a referenced workload that one's too. `observedGeneration` is a string. */
export function sameSpecification({ metadata, spec, status }: RolloutObject): Test[] {
  const own = [
    asRead('/metadata/generation', metadata.generation),
    asRead('/status/observedGeneration', status.observedGeneration),
    asRead('/spec/paused', spec.paused),
  ];
  const annotation = WORKLOAD_GENERATION.replaceAll('~', '~0').replaceAll('/', '~1');
  return spec.workloadRef
    ? [
        ...own,
        asRead(`/metadata/annotations/${annotation}`, metadata.annotations?.[WORKLOAD_GENERATION]),
        asRead('/status/workloadObservedGeneration', status.workloadObservedGeneration),
      ]
    : own;
}

/** The pause and nothing beside it; `controllerPause` stays, it is how the controller knows that a person let it go on. */
export function samePause(rollout: RolloutObject): Test[] {
  const [pause] = pausesOf(rollout);
  return [
    asRead('/status/controllerPause', rollout.status.controllerPause),
    asRead('/status/pauseConditions', pausesOf(rollout)),
    asRead('/status/pauseConditions/0/reason', pause?.reason),
    asRead('/status/pauseConditions/0/startTime', pause?.startTime),
  ];
}
