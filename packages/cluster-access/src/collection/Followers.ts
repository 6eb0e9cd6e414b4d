import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { resourceName } from '../connection/path';
import type { HeldObject } from '../probe/Rewind';
import { SharedValues } from '../rows/SharedValues';
import type { LiveCollection, ObjectRef, RowIdentity, WatchedKind } from '../types';
import type { AnyFollower } from './AnyFollower';
import type { ClusterLink } from './ClusterLink';
import { Collection, type Health } from './Collection';
import { Follower } from './Follower';
import { Gathered } from './Gathered';

export interface FollowersOptions {
  /** The cluster's name. */
  cluster: string;
  /** Where objects of namespaces are looked for; absent: everywhere, at once. */
  namespaces?: readonly string[];
  link: ClusterLink;
  logger: LoggerService;
  /** How the cluster as a whole is. */
  health(): Health;
  /** Called when a collection reads differently, or is no longer followed. */
  onState(): void;
}

/** One that is followed, and for whom. */
interface Held<Row extends RowIdentity = RowIdentity> {
  kind: WatchedKind<Row>;
  collection: LiveCollection<Row>;
  /** One, or one for each namespace. */
  followers: readonly AnyFollower[];
  /** Forgets what is kept beside the followers' own rows. */
  drop(): void;
  /** Each holds it until it is aborted. */
  readonly holders: Set<AbortSignal>;
  /** Somebody holds it for ever. */
  isKept: boolean;
}

/** What is followed of one cluster: each resource once, or once in each namespace, as long as somebody holds it. */
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
    if (!isOf(held, kind)) {
      throw new InputError(`there are two definitions of ${name}: share one, so that there is one watch`);
    }
    this.#hold(name, held, hold);
    return held.collection;
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
    return [...this.#held.values()].flatMap(({ followers }) => followers);
  }

  #follow<Row extends RowIdentity>(name: string, kind: WatchedKind<Row>): Held {
    const { namespaces } = this.#options;
    const places = namespaces === undefined || kind.isClusterWide ? [undefined] : namespaces;
    const [place, ...others] = places;
    const first = this.#collection(name, kind, place);
    const collections = [first, ...others.map(namespace => this.#collection(name, kind, namespace))];
    const followers = collections.map(collection => new Follower(collection, this.#options.link));
    const gathered = others.length > 0 ? new Gathered(collections) : undefined;
    const held = {
      kind,
      collection: gathered ?? first,
      followers,
      drop: () => gathered?.drop(),
      holders: new Set<AbortSignal>(),
      isKept: false,
    };
    this.#held.set(name, held);
    followers.forEach(follower => follower.start());
    return held;
  }

  #collection<Row extends RowIdentity>(
    name: string,
    kind: WatchedKind<Row>,
    namespace: string | undefined,
  ): Collection<Row> {
    const { cluster, link, logger, health, onState } = this.#options;
    return new Collection(kind, {
      namespace,
      clock: link.clock,
      shared: this.#shared,
      health,
      onState,
      onListenerError: error => logger.error(`a listener to ${name} of ${cluster} failed`, asError(error)),
    });
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
      held.followers.forEach(follower => follower.stop());
      held.followers.forEach(({ collection }) => collection.drop());
      held.drop();
      this.#options.onState();
    }
  }
}

/** One definition is one type of row. */
function isOf<Row extends RowIdentity>(held: Held, kind: WatchedKind<Row>): held is Held<Row> {
  return held.kind === kind;
}

function identity({ namespace, name }: RowIdentity): Pick<ObjectRef, 'namespace' | 'name'> {
  return namespace === undefined ? { name } : { namespace, name };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new InputError(String(error));
}
