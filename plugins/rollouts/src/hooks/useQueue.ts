import { type TopicView, useTopic } from '@greenroom/plugin-portal-react';
import { PROMOTION_QUEUE_TOPIC } from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import { choices } from '../all/filters';
import { countForMe, type QueueEntry, queueEntries, readQueue } from '../queue/entries';
import { useMe } from './useMe';
import { useOwners } from './useOwners';
import { useStableList } from './useStableList';

const topic = { type: PROMOTION_QUEUE_TOPIC, key: '' };
const noRows = new Map<string, unknown>();

/** Everything that waits for a person, in every cluster, mine first. */
export function useQueue(): { view: TopicView; entries: readonly QueueEntry[]; unreadable: number } {
  const view = useTopic(topic);
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
  const view = useTopic(topic);
  const person = useMe();
  const { rows = noRows, sources } = view;
  return useMemo(() => countForMe(readQueue(rows).items, { person, sources }), [rows, person, sources]);
}
