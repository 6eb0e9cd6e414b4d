import { type ServiceRows, sourcesOf, useServiceRows } from '@greenroom/plugin-portal-react';
import { ENTITY_ROLLOUTS_TOPIC, type Rollout, rolloutSchema } from '@greenroom/plugin-rollouts-common';

/** The rollouts of the service whose page this is, in every cluster, worst first. */
export function useEntityRollouts(): ServiceRows<Rollout> {
  return useServiceRows(ENTITY_ROLLOUTS_TOPIC, rolloutSchema, sourcesOf);
}
