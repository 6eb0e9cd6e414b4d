import {
  type Answer,
  type TopicView,
  useOwned,
  useTicking,
  wholeMinute,
} from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { type OwnDatabase, ownDatabases } from '../home/mine';
import { useDatabases } from './useDatabases';

/** The databases of one's own services, worst first; `mine` is what the catalog said of whose they are. */
export function useOwnDatabases(): {
  view: TopicView;
  mine: Answer<ReadonlySet<string>>;
  own: readonly OwnDatabase[];
} {
  const { view, lines } = useDatabases();
  const mine = useOwned();
  const now = useTicking(wholeMinute);
  const owned = mine.value;
  const own = useMemo(() => (owned ? ownDatabases(lines, owned, now) : []), [lines, owned, now]);
  return { view, mine, own };
}
