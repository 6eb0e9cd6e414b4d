import type { Rollout, RolloutRow } from '@greenroom/plugin-rollouts-common';
import { revisionTag } from './argo/reading/words';

/** What of a rollout fits a row of the table. */
export function rolloutRow(rollout: Rollout): RolloutRow {
  const { active, preview } = rollout;
  return {
    cluster: rollout.cluster,
    namespace: rollout.namespace,
    kind: rollout.kind,
    name: rollout.name,
    entityRef: rollout.entityRef,
    engine: rollout.engine,
    strategy: rollout.strategy,
    verdict: rollout.verdict,
    sentence: rollout.sentence,
    since: rollout.since,
    activeRevision: active?.revision,
    activeTag: active && revisionTag(active, preview),
    previewRevision: preview?.revision,
    previewTag: preview && revisionTag(preview, active),
    ready: active?.replicas.ready ?? 0,
    desired: rollout.desired,
    pauseStartedAt: rollout.pause?.startedAt,
  };
}
