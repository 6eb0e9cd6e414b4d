import { createServiceFactory, createServiceRef } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type { TopicRef } from '@greenroom/plugin-portal-common';
import type { Question, TopicHandle, TopicType } from './Topic';

/** A topic whose key was understood; not open yet. */
export interface KnownTopic {
  /** Every one has to be allowed. */
  questions: Question[];
  audience: TopicType<unknown>['audience'];
  /** @throws NotFoundError as `TopicType.open` does */
  open(): TopicHandle;
}

/** Where features offer their topics, and the stream finds them. */
export interface TopicRegistry {
  /** @throws ConflictError when the name is taken */
  register<Key>(type: TopicType<Key>): void;
  /** @throws NotFoundError for an unknown type, InputError for a key that the type does not understand */
  find(ref: TopicRef): KnownTopic;
}

class Topics implements TopicRegistry {
  readonly #types = new Map<string, (key: string) => KnownTopic>();

  register<Key>(type: TopicType<Key>) {
    if (this.#types.has(type.name)) {
      throw new ConflictError(`two features offer a topic called ${type.name}`);
    }
    this.#types.set(type.name, text => {
      const key = type.parse(text);
      return { questions: type.authorise(key), audience: type.audience, open: () => type.open(key) };
    });
  }

  find(ref: TopicRef) {
    const type = this.#types.get(ref.type);
    if (!type) {
      throw new NotFoundError(`there is no topic of type ${JSON.stringify(ref.type)}`);
    }
    return type(ref.key);
  }
}

export function createTopicRegistry(): TopicRegistry {
  return new Topics();
}

/** One registry for the process: every feature's topics are reached through the one stream. */
export const topicsServiceRef = createServiceRef<TopicRegistry>({
  id: 'portal.topics',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({ service, deps: {}, factory: () => createTopicRegistry() }),
});
