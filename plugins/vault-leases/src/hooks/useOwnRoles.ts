import { type Answer, type TopicView, useOwned } from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { type OwnRole, ownRoles } from '../home/mine';
import { useWatchedRoles } from './useWatchedRoles';

/** The watched roles of one's own services, worst first; `mine` is what the catalog said of whose they are. */
export function useOwnRoles(): {
  view: TopicView;
  mine: Answer<ReadonlySet<string>>;
  own: readonly OwnRole[];
} {
  const { view, roles } = useWatchedRoles();
  const mine = useOwned();
  const owned = mine.value;
  const own = useMemo(() => (owned ? ownRoles(roles, owned) : []), [roles, owned]);
  return { view, mine, own };
}
