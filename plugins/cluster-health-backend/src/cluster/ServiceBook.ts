import { isDeepStrictEqual } from 'node:util';
import type { ServiceHealth } from '@greenroom/plugin-cluster-health-common';
import type { Claimed } from './Claimed';
import { serviceOf, type ServiceReading } from './serviceOf';

/** How services are in a cluster, by `sectionId`: those that somebody has asked for, or all. */
export class ServiceBook {
  readonly #claimed: Claimed;
  readonly #services = new Map<string, ServiceHealth>();
  readonly #touched = new Set<string>();
  /** Refs of the entities that somebody has asked for. */
  readonly #wanted = new Set<string>();
  #wantsAll = false;

  constructor(claimed: Claimed) {
    this.#claimed = claimed;
  }

  all(): ReadonlyMap<string, ServiceHealth> {
    return this.#services;
  }

  get hasTouched(): boolean {
    return this.#touched.size > 0;
  }

  touch(id: string): void {
    this.#touched.add(id);
  }

  touchAll(): void {
    this.#claimed.sections().forEach((_, id) => this.#touched.add(id));
  }

  /** All are kept up from now on; those that nobody has asked for are read by and by. */
  wantAll(): void {
    if (!this.#wantsAll) {
      this.#wantsAll = true;
      this.touchAll();
    }
  }

  /** One is kept up from now on, and read at once where it was not. */
  want(entityRef: string, read: () => ServiceReading, now: number): ServiceHealth[] {
    this.#wanted.add(entityRef);
    return this.#claimed.sectionsOfEntity(entityRef).flatMap(id => {
      if (!this.#services.has(id)) {
        this.#read(id, read(), now);
      }
      return this.#services.get(id) ?? [];
    });
  }

  /** The same as is read already, and nothing besides. */
  known(entityRef: string): ServiceHealth[] {
    this.#wanted.add(entityRef);
    return this.#claimed.sectionsOfEntity(entityRef).flatMap(id => this.#services.get(id) ?? []);
  }

  /** Nobody asks for any any more. */
  forget(): void {
    this.#wanted.clear();
    this.#wantsAll = false;
    this.#services.clear();
    this.#touched.clear();
  }

  /** Reads what was touched until `isLate`. What is other than before. */
  settle(read: ServiceReading, now: number, isLate: () => boolean): Map<string, ServiceHealth | undefined> {
    const changes = new Map<string, ServiceHealth | undefined>();
    for (const id of this.#touched) {
      if (isLate()) {
        break;
      }
      this.#touched.delete(id);
      const isKept = this.#wantsAll || this.#wanted.has(id.slice(id.indexOf('|') + 1));
      if (isKept && this.#read(id, read, now)) {
        changes.set(id, this.#services.get(id));
      }
    }
    return changes;
  }

  /** Whether it is other than before. */
  #read(id: string, read: ServiceReading, now: number): boolean {
    const section = this.#claimed.sections().get(id);
    const health = section && serviceOf(section, read, now);
    if (isDeepStrictEqual(this.#services.get(id), health)) {
      return false;
    }
    if (health) {
      this.#services.set(id, health);
    } else {
      this.#services.delete(id);
    }
    return true;
  }
}
