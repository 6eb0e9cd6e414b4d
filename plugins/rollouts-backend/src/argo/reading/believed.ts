import { type Source, verdictFrom } from '@greenroom/plugin-portal-common';
import { noActs, type Rollout } from '@greenroom/plugin-rollouts-common';

/**
 * A reading, as far as the source it was made from can be believed: old data stays to be seen, its verdict is unknown, and nothing can be done on it.
 * `complete`: everything that it is read from was there once; before that there is nothing that was known last.
 */
export function believed(rollout: Rollout, source: Source, complete: boolean): Rollout {
  if (source.freshness === 'live') {
    return rollout;
  }
  const why = source.reason ?? `${source.id} is ${source.freshness}`;
  const known = complete ? rollout.verdict : { state: 'unknown' as const, reasons: [] };
  return {
    ...rollout,
    verdict: verdictFrom(known, [source]),
    sentence: complete ? `Not known now: ${why}. Last known: ${rollout.sentence}` : `Not known yet: ${why}`,
    since: source.since,
    acts: noActs(`What is there now is not known: ${why}`),
  };
}
