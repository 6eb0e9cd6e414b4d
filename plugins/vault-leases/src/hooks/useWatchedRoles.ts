import { believe, type TopicView, useRows, useTopic, worstFirst } from '@greenroom/plugin-portal-react';
import { roleSchema, WATCHED_TOPIC } from '@greenroom/plugin-vault-leases-common';
import { useMemo } from 'react';
import { type SaidRole, saidRole } from '../roles/said';
import { believedSources } from '../vaults/sources';

const topic = { type: WATCHED_TOPIC, key: '' };

/** Roles of services that asked to be watched, worst first, as far as they can be believed now. */
export function useWatchedRoles(): { view: TopicView; roles: readonly SaidRole[]; unreadable: number } {
  const view = useTopic(topic);
  const { rows, unreadable } = useRows(view, roleSchema);
  const { sources } = view;
  const roles = useMemo(
    () =>
      [...rows.values()]
        .map(role => believe(saidRole(role), believedSources(role, sources)))
        .sort(worstFirst),
    [rows, sources],
  );
  return { view, roles, unreadable };
}
