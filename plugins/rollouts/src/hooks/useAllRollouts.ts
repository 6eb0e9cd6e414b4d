import { believer, type TopicView, useRows, useTopic } from '@greenroom/plugin-portal-react';
import { ROLLOUTS_TOPIC, type RolloutRow, rolloutRowSchema } from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';

const topic = { type: ROLLOUTS_TOPIC, key: '' };

/** Every rollout this person may see, by its key, as far as its cluster can be believed now. */
export function useAllRollouts(): {
  view: TopicView;
  rows: ReadonlyMap<string, RolloutRow>;
  unreadable: number;
} {
  const view = useTopic(topic);
  const { rows, unreadable } = useRows(view, rolloutRowSchema);
  const { sources } = view;
  const believed = useMemo(() => {
    const believe = believer(sources);
    return new Map([...rows].map(([key, row]) => [key, believe(row)]));
  }, [rows, sources]);
  return { view, rows: believed, unreadable };
}
