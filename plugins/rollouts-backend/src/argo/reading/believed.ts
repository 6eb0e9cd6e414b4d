import { type Source, verdictFrom } from '@greenroom/plugin-portal-common';
import type { Rollout } from '@greenroom/plugin-rollouts-common';

/** A reading, as far as the source it was made from can be believed: old data stays to be seen, its verdict is unknown. */
export function believed(rollout: Rollout, source: Source): Rollout {
  if (source.freshness === 'live') {
    return rollout;
  }
  const why = source.reason ?? `${source.id} is ${source.freshness}`;
  return {
    ...rollout,
    verdict: verdictFrom(rollout.verdict, [source]),
    sentence: `Not known now: ${why}. Last known: ${rollout.sentence}`,
    since: source.since,
  };
}
