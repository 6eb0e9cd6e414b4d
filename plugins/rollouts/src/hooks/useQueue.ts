import { choices, type TopicView, useStableList } from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { countForMe, type QueueEntry, queueEntries, readQueue } from '../queue/entries';
import { useMe } from './useMe';
import { useOwners } from './useOwners';
import { useReadableQueue } from './useReadableQueue';

const noRows = new Map<string, unknown>();

/** Everything that waits for a person, in every cluster, mine first. */
export function useQueue(): { view: TopicView; entries: readonly QueueEntry[]; unreadable: number } {
  const view = useReadableQueue();
  const person = useMe();
  const { rows = noRows, sources } = view;
  const { items, unreadable } = useMemo(() => readQueue(rows), [rows]);
  const services = useStableList(useMemo(() => choices(items.map(item => item.entityRef)), [items]));
  const owners = useOwners(services);
  const entries = useMemo(
    () => queueEntries(items, { person, owners, sources }),
    [items, person, owners, sources],
  );
  return { view, entries, unreadable };
}

/** How many things wait for this very person; nothing is claimed while nobody can tell. */
export function useWaitingForMe(): number {
  const { rows = noRows, sources } = useReadableQueue();
  const person = useMe();
  return useMemo(() => countForMe(readQueue(rows).items, { person, sources }), [rows, person, sources]);
}
