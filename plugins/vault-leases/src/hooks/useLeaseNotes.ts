import { notesFrom, type ServiceNotes, useTicking, wholeMinute } from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { leaseNotes } from '../home/leaseNotes';
import { useNamedRoles } from './useNamedRoles';
import { useVaultLinks } from './useVaultLinks';
import { useWatchedRoles } from './useWatchedRoles';

/** How the leases of these services are: from the one topic of roles that are watched, and what the services say themselves. */
export function useLeaseNotes(entityRefs: readonly string[]): ServiceNotes {
  const { view, roles } = useWatchedRoles();
  const { value: named, refusal } = useNamedRoles(entityRefs);
  const links = useVaultLinks();
  const now = useTicking(wholeMinute);
  const isHeard = view.sources.every(({ freshness }) => freshness === 'live');
  const byService = useMemo(
    () => named && leaseNotes(roles, { services: entityRefs, named, isHeard, now: new Date(now), links }),
    [roles, entityRefs, named, isHeard, now, links],
  );
  return useMemo(() => {
    if (byService) {
      return notesFrom(view, byService);
    }
    return refusal ? { byService: new Map(), unknown: refusal.message } : {};
  }, [view, byService, refusal]);
}
