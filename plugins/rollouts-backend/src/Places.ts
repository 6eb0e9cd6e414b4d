import { isDeepStrictEqual } from 'node:util';
import type { Audiences, PlaceRights } from '@greenroom/plugin-portal-node';
import { rolloutPlace } from '@greenroom/plugin-rollouts-common';
import type { RolloutsService } from './RolloutsService';

/** Anybody can ask about any place, so they are not kept without end. */
const PLACES_KEPT = 20_000;

/**
 * Who may read the rollouts of a place: whom the configuration names, and the owners of the entities that the rollouts
 * there belong to; and who may operate them: whom the configuration names, for anybody can register an entity. A place
 * is the same object as long as its rights are the same.
 */
export class Places {
  readonly #rollouts: RolloutsService;
  readonly #audiences: Audiences;
  /** Right until somebody else owns something. */
  #fresh = new Map<string, PlaceRights>();
  #before = new Map<string, PlaceRights>();
  #readers: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  constructor(rollouts: RolloutsService, audiences: Audiences) {
    this.#rollouts = rollouts;
    this.#audiences = audiences;
    rollouts.onChange(({ claims }) => {
      if (claims.size > 0) {
        this.#forget();
      }
    });
  }

  /** `undefined` for what names no place. */
  load(place: string): PlaceRights | undefined {
    const known = this.#fresh.get(place);
    if (known) {
      return known;
    }
    const resource = this.#read(place);
    if (resource) {
      this.#keep(place, resource);
    }
    return resource;
  }

  #read(place: string): PlaceRights | undefined {
    const [cluster, namespace, ...rest] = place.split('/');
    if (!cluster || !namespace || rest.length > 0) {
      return undefined;
    }
    this.#readers ??= readersByPlace(this.#rollouts);
    const { readers, operators, rollback } = this.#audiences.appointed({ cluster, namespace });
    const audience = [...new Set([...readers, ...(this.#readers.get(place) ?? [])])].sort();
    const now = { audience, operators, rollback };
    const before = this.#before.get(place);
    return before && isDeepStrictEqual(before, now) ? before : now;
  }

  #keep(place: string, resource: PlaceRights) {
    if (this.#fresh.size >= PLACES_KEPT) {
      this.#fresh.clear();
    }
    this.#fresh.set(place, resource);
  }

  #forget() {
    this.#before = new Map([...this.#before, ...this.#fresh].slice(-PLACES_KEPT));
    this.#fresh = new Map();
    this.#readers = undefined;
  }
}

function readersByPlace(rollouts: RolloutsService): ReadonlyMap<string, ReadonlySet<string>> {
  const readers = new Map<string, Set<string>>();
  for (const { rollout, claims } of rollouts.entries().values()) {
    const place = rolloutPlace(rollout);
    const held = readers.get(place) ?? new Set<string>();
    claims.readers.forEach(reader => held.add(reader));
    readers.set(place, held);
  }
  return readers;
}
