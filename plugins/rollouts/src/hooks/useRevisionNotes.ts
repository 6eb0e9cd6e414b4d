import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { notesFrom, type ServiceNotes, useRows, useTopic } from '@greenroom/plugin-portal-react';
import { ROLLOUTS_TOPIC, rolloutRowSchema } from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import { revisionNotes } from '../home/revisionNotes';
import { useRolloutLinks } from './useRolloutLinks';

const topic = { type: ROLLOUTS_TOPIC, key: '' };

/** Which revision of these services is live and which one waits: from the one topic of all rollouts. */
export function useRevisionNotes(entityRefs: readonly string[]): ServiceNotes {
  const view = useTopic(topic);
  const { rows } = useRows(view, rolloutRowSchema);
  const { sources } = view;
  const { one } = useRolloutLinks();
  const entity = useEntityRefLink();
  const byService = useMemo(
    () =>
      revisionNotes(rows.values(), {
        services: new Set(entityRefs),
        sources,
        links: { one, service: entityRef => `${entity(entityRef)}/rollout` },
      }),
    [rows, entityRefs, sources, one, entity],
  );
  return useMemo(() => notesFrom(view, byService), [view, byService]);
}
