import { isDeepStrictEqual } from 'node:util';
import type { Audiences, PlaceRights } from '@greenroom/plugin-portal-node';
import type { DeliveryService } from './DeliveryService';

/** Anybody can ask about any place, so they are not kept without end. */
const PLACES_KEPT = 20_000;

/**
 * Who may read what delivers to a place: whom the configuration names, and the owners of the entities that the cluster side
 * names there; and who may act: whom the configuration names. The same object as long as the rights are the same.
 */
export class Places {
  readonly #delivery: Pick<DeliveryService, 'entries'>;
  readonly #audiences: Audiences;
  readonly #known = new Map<string, PlaceRights>();

  constructor(delivery: Pick<DeliveryService, 'entries'>, audiences: Audiences) {
    this.#delivery = delivery;
    this.#audiences = audiences;
  }

  /** `undefined` for what names no place. */
  load(place: string): PlaceRights | undefined {
    const [cluster, namespace, ...rest] = place.split('/');
    if (!cluster || !namespace || rest.length > 0) {
      return undefined;
    }
    const { readers, operators, rollback } = this.#audiences.appointed({ cluster, namespace });
    const audience = [...new Set([...readers, ...this.#owners(place)])].sort();
    return this.#keep(place, { audience, operators, rollback });
  }

  #owners(place: string): string[] {
    return [...this.#delivery.entries().values()].flatMap(({ application, claims }) =>
      application.place === place ? claims.readers : [],
    );
  }

  #keep(place: string, now: PlaceRights): PlaceRights {
    const before = this.#known.get(place);
    if (before && isDeepStrictEqual(before, now)) {
      return before;
    }
    if (this.#known.size >= PLACES_KEPT) {
      this.#known.clear();
    }
    this.#known.set(place, now);
    return now;
  }
}
