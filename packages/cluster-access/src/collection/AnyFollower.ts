import type { LiveCollection, RowIdentity, WatchedKind } from '../types';
import type { Collection } from './Collection';
import type { Follower } from './Follower';

/** A follower of whatever rows. */
export type AnyFollower = Pick<Follower<RowIdentity>, 'held' | 'stop' | 'restart' | 'mistrust' | 'clear'> & {
  collection: LiveCollection<RowIdentity> &
    Pick<Collection<RowIdentity>, 'kind' | 'condition' | 'unreadable' | 'refresh' | 'drop'>;
};

/** One definition is one type of row. */
export function isOf<Row extends RowIdentity>(
  follower: AnyFollower,
  kind: WatchedKind<Row>,
): follower is AnyFollower & { collection: LiveCollection<Row> } {
  return follower.collection.kind === kind;
}
