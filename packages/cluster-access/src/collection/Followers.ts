import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { resourceName } from '../connection/path';
import type { HeldObject } from '../probe/Rewind';
import { SharedValues } from '../rows/SharedValues';
import type { LiveCollection, ObjectRef, RowIdentity, WatchedKind } from '../types';
import { type AnyFollower, isOf } from './AnyFollower';
import type { ClusterLink } from './ClusterLink';
import { Collection, type Health } from './Collection';
import { Follower } from './Follower';

export interface FollowersOptions {
  /** The cluster's name. */
  cluster: string;
  link: ClusterLink;
  logger: LoggerService;
  /** How the cluster as a whole is. */
  health(): Health;
  /** Called when a collection reads differently, or is no longer followed. */
  onState(): void;
}

/** One that is followed, and for whom. */
interface Held {
  follower: AnyFollower;
  /** Each holds it until it is aborted. */
  readonly holders: Set<AbortSignal>;
  /** Somebody holds it for ever. */
  isKept: boolean;
}

/** What is followed of one cluster: each resource once, as long as somebody holds it. */
export class Followers {
  readonly #options: FollowersOptions;
  readonly #shared = new SharedValues();
  readonly #held = new Map<string, Held>();

  constructor(options: FollowersOptions) {
    this.#options = options;
  }

  /** See `Cluster.watch`. */
  watch<Row extends RowIdentity>(kind: WatchedKind<Row>, hold?: AbortSignal): LiveCollection<Row> {
    hold?.throwIfAborted();
    const name = resourceName(kind.type);
    const held = this.#held.get(name) ?? this.#follow(name, kind);
    if (!isOf(held.follower, kind)) {
      throw new InputError(`there are two definitions of ${name}: share one, so that there is one watch`);
    }
    this.#hold(name, held, hold);
    return held.follower.collection;
  }

  collections(): AnyFollower['collection'][] {
    return this.#all().map(({ collection }) => collection);
  }

  stop(): void {
    this.#all().forEach(follower => follower.stop());
  }

  /** Reads everything anew, at once. */
  restart(): void {
    this.#all().forEach(follower => follower.restart());
  }

  /** The server closed a connection: see `Follower.mistrust`. */
  mistrust(): void {
    this.#all().forEach(follower => follower.mistrust());
  }

  /** What was held is of another cluster. */
  clear(): void {
    this.#all().forEach(follower => follower.clear());
  }

  /** Any object of the collection that was heard of last. */
  newest(): HeldObject | undefined {
    const candidates = this.#all().flatMap(({ held, collection }): HeldObject[] => {
      const row = held && collection.rows().values().next().value;
      return row ? [{ ...held, ref: { type: collection.kind.type, ...identity(row) } }] : [];
    });
    return candidates.sort((a, b) => b.heardAt - a.heardAt)[0];
  }

  #all(): AnyFollower[] {
    return [...this.#held.values()].map(({ follower }) => follower);
  }

  #follow<Row extends RowIdentity>(name: string, kind: WatchedKind<Row>): Held {
    const { cluster, link, logger, health, onState } = this.#options;
    const collection = new Collection(kind, {
      clock: link.clock,
      shared: this.#shared,
      health,
      onState,
      onListenerError: error => logger.error(`a listener to ${name} of ${cluster} failed`, asError(error)),
    });
    const follower = new Follower(collection, link);
    const held = { follower, holders: new Set<AbortSignal>(), isKept: false };
    this.#held.set(name, held);
    follower.start();
    return held;
  }

  #hold(name: string, held: Held, hold: AbortSignal | undefined): void {
    if (!hold) {
      held.isKept = true;
    } else if (!held.holders.has(hold)) {
      held.holders.add(hold);
      hold.addEventListener('abort', () => this.#letGo(name, held, hold), { once: true });
    }
  }

  #letGo(name: string, held: Held, hold: AbortSignal): void {
    held.holders.delete(hold);
    if (held.holders.size === 0 && !held.isKept) {
      this.#held.delete(name);
      held.follower.stop();
      held.follower.collection.drop();
      this.#options.onState();
    }
  }
}

function identity({ namespace, name }: RowIdentity): Pick<ObjectRef, 'namespace' | 'name'> {
  return namespace === undefined ? { name } : { namespace, name };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new InputError(String(error));
}
