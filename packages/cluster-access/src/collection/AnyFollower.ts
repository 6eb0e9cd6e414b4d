import type { LiveCollection, RowIdentity } from '../types';
import type { Collection } from './Collection';
import type { Follower } from './Follower';

/** A follower of whatever rows. */
export type AnyFollower = Pick<Follower<RowIdentity>, 'held' | 'stop' | 'restart' | 'mistrust' | 'clear'> & {
  collection: LiveCollection<RowIdentity> &
    Pick<Collection<RowIdentity>, 'kind' | 'namespace' | 'condition' | 'unreadable' | 'refresh' | 'drop'>;
};
