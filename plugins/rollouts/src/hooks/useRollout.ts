import { believer, type TopicView, useRow, useTopic } from '@greenroom/plugin-portal-react';
import {
  parseRolloutKey,
  type Rollout,
  ROLLOUT_ROW,
  ROLLOUT_TOPIC,
  type RolloutEvent,
  rolloutKey,
  type RolloutRef,
  rolloutSchema,
} from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { eventsOf } from '../events';

/** The rollout that the address of the page names; `undefined` when it names none. */
export function useRolloutRef(): RolloutRef | undefined {
  const { cluster, namespace, kind, name } = useParams();
  return parseRolloutKey(`${cluster}/${namespace}/${kind}/${name}`);
}

/** One rollout, live. `unreadable`: it came in a shape that this page does not know. */
export function useRollout(ref: RolloutRef): {
  view: TopicView;
  rollout: Rollout | undefined;
  unreadable: boolean;
  events: readonly RolloutEvent[];
} {
  const view = useTopic({ type: ROLLOUT_TOPIC, key: rolloutKey(ref) });
  const { row, unreadable } = useRow(view, ROLLOUT_ROW, rolloutSchema);
  const { rows, sources } = view;
  const rollout = useMemo(() => row && believer(sources)(row), [row, sources]);
  const events = useMemo(() => eventsOf(rows ?? new Map()), [rows]);
  return { view, rollout, unreadable, events };
}
