import type { Source, TopicData } from '@greenroom/plugin-portal-common';
import type { Permission } from '@backstage/plugin-permission-common';

/** A question to the permission policy: may this person do this (to this resource)? */
export interface Question {
  permission: Permission;
  /** Needed when the permission is about one resource. */
  resourceRef?: string;
  /**
   * Ask about resources in general: yes unless the policy denies every one of them. What is read then has to be
   * filtered: by `TopicType.audience`, or by a list route's `may`.
   */
  ofSome?: boolean;
}

/** What changed in a topic. Rows are immutable: a changed row is another object. */
export interface TopicChange {
  /** Rows that are new or different, by key. */
  upserts: ReadonlyMap<string, unknown>;
  /** Keys that are gone. */
  removals: ReadonlySet<string>;
}

/** A live document somebody has open. */
export interface TopicHandle {
  /** All rows now. */
  rows(): ReadonlyMap<string, unknown>;
  /**
   * The sources this was made from, for somebody who sees only these partitions (all of them when absent).
   * Order is stable.
   */
  sources(partitions?: ReadonlySet<string>): Source[];
  /** Called at once for each change, from the task that made it; `undefined` says that only sources changed. */
  onChange(listener: (change: TopicChange | undefined) => void): () => void;
  /** Nobody watches any more. */
  close(): void;
}

/**
 * A type of topic, registered by the feature that owns it. Nothing else in a feature knows of connections. A topic
 * holds no field that differs between persons; rows a person may not see are left out by `audience`.
 */
export interface TopicType<Key> {
  name: string;
  /** @throws InputError naming what is wrong with the key */
  parse(key: string): Key;
  /** Every one has to be allowed, or the topic is refused. None: everybody signed in, as for a topic that filters by `audience`. */
  authorise(key: Key): Question[];
  /**
   * For topics whose rows have different audiences: the partition of a row, and the question that opens it. Frames
   * are made once for each set of visible partitions, not for each person.
   */
  audience?: {
    partition(rowKey: string): string;
    question(partition: string): Question;
  };
  /** @throws NotFoundError when there is no such thing and there is no telling when there will be */
  open(key: Key): TopicHandle;
}

/** For tests and plain answers: the rows as a JSON object. */
export function topicData(rows: ReadonlyMap<string, unknown>): TopicData {
  return Object.fromEntries(rows);
}
