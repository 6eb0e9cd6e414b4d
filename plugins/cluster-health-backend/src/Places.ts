import { isDeepStrictEqual } from 'node:util';
import { healthPlace, parseHealthPlace } from '@greenroom/plugin-cluster-health-common';
import type { Audiences } from '@greenroom/plugin-portal-node';
import type { HealthService } from './HealthService';
import type { HealthPlaceRights } from './permissions';

/** Anybody can ask about any place, so they are not kept without end. */
const PLACES_KEPT = 20_000;

/**
 * Who may read a place: of a namespace, whom the configuration names and the owners of what the cluster side names there; of
 * a cluster, whoever may read any namespace that it has. The same object as long as the rights are the same.
 */
export class Places {
  readonly #health: HealthService;
  readonly #audiences: Audiences;
  /** Right until a cluster has other namespaces, or somebody else owns something. */
  readonly #fresh = new Map<string, HealthPlaceRights>();
  readonly #before = new Map<string, HealthPlaceRights>();

  constructor(health: HealthService, audiences: Audiences) {
    this.#health = health;
    this.#audiences = audiences;
    health.onChange(({ cluster, readersChanged }) => {
      if (readersChanged) {
        this.#forget(cluster);
      }
    });
  }

  /** `undefined` for what names no place of a configured cluster. */
  load(place: string): HealthPlaceRights | undefined {
    const known = this.#fresh.get(place);
    const parsed = known ? undefined : parseHealthPlace(place);
    if (!parsed || !this.#health.names().includes(parsed.cluster)) {
      return known;
    }
    // Who may read it is told by what runs there, so whoever wants to know looks.
    this.#health.look([parsed.cluster]);
    const now =
      parsed.namespace === undefined
        ? this.#ofCluster(parsed.cluster)
        : this.#ofNamespace(parsed.cluster, parsed.namespace);
    return this.#keep(place, now);
  }

  #ofNamespace(cluster: string, namespace: string): HealthPlaceRights {
    const { readers, operators } = this.#audiences.appointed({ cluster, namespace });
    const owners = this.#health.cluster(cluster).readersIn(namespace);
    return { audience: sorted([...readers, ...owners]), loggers: sorted([...operators, ...owners]) };
  }

  /** Nothing that has no namespace writes logs. */
  #ofCluster(cluster: string): HealthPlaceRights {
    const namespaces = [...this.#health.cluster(cluster).namespaces()];
    const readers = namespaces.flatMap(
      namespace => this.load(healthPlace({ cluster, namespace }))?.audience ?? [],
    );
    return { audience: sorted(readers), loggers: [] };
  }

  #keep(place: string, now: HealthPlaceRights): HealthPlaceRights {
    const before = this.#before.get(place);
    const kept = before && isDeepStrictEqual(before, now) ? before : now;
    for (const held of [this.#fresh, this.#before]) {
      if (held.size >= PLACES_KEPT) {
        held.clear();
      }
      held.set(place, kept);
    }
    return kept;
  }

  #forget(cluster: string): void {
    for (const place of this.#fresh.keys()) {
      if (place.startsWith(`${cluster}/`)) {
        this.#fresh.delete(place);
      }
    }
  }
}

function sorted(refs: readonly string[]): readonly string[] {
  return [...new Set(refs)].sort();
}
