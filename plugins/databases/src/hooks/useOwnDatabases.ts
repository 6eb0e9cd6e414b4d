import { type Answer, type TopicView, useOwned, useTicking } from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { type OwnDatabase, ownDatabases } from '../home/mine';
import { useDatabases } from './useDatabases';

const minute = (now: Date) => Math.floor(now.getTime() / 60_000) * 60_000;

/** The databases of one's own services, worst first; `mine` is what the catalog said of whose they are. */
export function useOwnDatabases(): {
  view: TopicView;
  mine: Answer<ReadonlySet<string>>;
  own: readonly OwnDatabase[];
} {
  const { view, lines } = useDatabases();
  const mine = useOwned();
  const now = useTicking(minute);
  const owned = mine.value;
  const own = useMemo(() => (owned ? ownDatabases(lines, owned, now) : []), [lines, owned, now]);
  return { view, mine, own };
}
