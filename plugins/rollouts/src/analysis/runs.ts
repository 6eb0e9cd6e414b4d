import type { Analysis, Rollout } from '@greenroom/plugin-rollouts-common';
import { arrange } from '../stage/arrange';

/**
 * The runs that say something of what happens now, and those that are history: now is what judges the revision in
 * the green room (the one on stage while nothing waits), and what has not ended.
 */
export function splitRuns(rollout: Rollout): { now: Analysis[]; earlier: Analysis[] } {
  const { onStage, greenRoom } = arrange(rollout);
  const judged = (greenRoom ?? onStage)?.revision.revision;
  const isNow = ({ revision, phase }: Analysis) =>
    revision === undefined || revision === judged || phase === 'running' || phase === 'pending';
  return {
    now: rollout.analysis.filter(isNow),
    earlier: rollout.analysis.filter(run => !isNow(run)),
  };
}
