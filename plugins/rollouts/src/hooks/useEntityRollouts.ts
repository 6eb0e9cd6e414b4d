import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { compareVerdicts } from '@greenroom/plugin-portal-common';
import { type TopicView, useRows, useTopic } from '@greenroom/plugin-portal-react';
import {
  ENTITY_ROLLOUTS_TOPIC,
  type Rollout,
  rolloutKey,
  rolloutSchema,
} from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import { believer } from '../believe';

const worstFirst = (a: Rollout, b: Rollout) =>
  compareVerdicts(a.verdict, b.verdict) || (rolloutKey(a) < rolloutKey(b) ? -1 : 1);

/** The rollouts of the service whose page this is, in every cluster, worst first. */
export function useEntityRollouts(): {
  view: TopicView;
  rollouts: readonly Rollout[];
  unreadable: number;
} {
  const { entity } = useEntity();
  const view = useTopic({ type: ENTITY_ROLLOUTS_TOPIC, key: stringifyEntityRef(entity) });
  const { rows, unreadable } = useRows(view, rolloutSchema);
  const { sources } = view;
  const rollouts = useMemo(() => [...rows.values()].map(believer(sources)).sort(worstFirst), [rows, sources]);
  return { view, rollouts, unreadable };
}
