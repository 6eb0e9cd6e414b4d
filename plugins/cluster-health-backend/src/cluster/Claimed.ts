import { isDeepStrictEqual } from 'node:util';
import type { Claims, KubernetesClaims, Place } from '@greenroom/plugin-portal-node';

/** What belongs to one entity in one namespace. */
export interface Section {
  entityRef: string;
  namespace: string;
}

export function sectionId({ entityRef, namespace }: Section): string {
  return `${namespace}|${entityRef}`;
}

/** Whose the units of one cluster are. Units are named by `unitId`. */
export class Claimed {
  readonly #cluster: string;
  readonly #entities: Pick<KubernetesClaims, 'of'>;
  readonly #ofUnit = new Map<string, Claims>();
  /** By `sectionId`. */
  readonly #sections = new Map<string, Section & { units: Set<string> }>();
  /** Ids of the sections of each entity, and in each namespace. */
  readonly #ofEntity = new Map<string, Set<string>>();
  readonly #inNamespace = new Map<string, Set<string>>();

  constructor(cluster: string, entities: Pick<KubernetesClaims, 'of'>) {
    this.#cluster = cluster;
    this.#entities = entities;
  }

  of(id: string): Claims | undefined {
    return this.#ofUnit.get(id);
  }

  /** The one that is shown. */
  entityOf(id: string): string | undefined {
    return this.#ofUnit.get(id)?.entityRefs[0];
  }

  sections(): ReadonlyMap<string, Section & { units: ReadonlySet<string> }> {
    return this.#sections;
  }

  /** Ids of the sections that a unit is in. */
  sectionsOf(id: string): string[] {
    const namespace = id.split('/')[1] ?? '';
    return (this.#ofUnit.get(id)?.entityRefs ?? []).map(entityRef => sectionId({ entityRef, namespace }));
  }

  /** Ids of the sections of an entity, one for each namespace where it is. */
  sectionsOfEntity(entityRef: string): string[] {
    return [...(this.#ofEntity.get(entityRef) ?? [])];
  }

  /** Whom the cluster side names as owners of what is in a namespace. */
  readersIn(namespace: string): string[] {
    const own = [...(this.#inNamespace.get(namespace) ?? [])];
    return own.flatMap(id =>
      [...(this.#sections.get(id)?.units ?? [])].flatMap(unit => this.#ofUnit.get(unit)?.readers ?? []),
    );
  }

  /**
   * Finds whose a unit with these labels is; with none it is gone. Ids of the sections that it left or joined; `readers`
   * when other people own it.
   */
  put(
    id: string,
    labels: Readonly<Record<string, string>> | undefined,
  ): { sections: string[]; readers: boolean } {
    const namespace = id.split('/')[1] ?? '';
    const place: Place = { cluster: this.#cluster, namespace };
    const before = this.#ofUnit.get(id);
    const found = labels && this.#entities.of(place, labels);
    const now = found && found.entityRefs.length > 0 ? found : undefined;
    if (isDeepStrictEqual(before, now)) {
      return { sections: [], readers: false };
    }
    const left = this.sectionsOf(id);
    left.forEach(section => this.#leave(section, id));
    if (now) {
      this.#ofUnit.set(id, now);
    } else {
      this.#ofUnit.delete(id);
    }
    now?.entityRefs.forEach(entityRef => this.#join({ entityRef, namespace }, id));
    return {
      sections: [...left, ...this.sectionsOf(id)],
      readers: !isDeepStrictEqual(before?.readers ?? [], now?.readers ?? []),
    };
  }

  #join(section: Section, unit: string): void {
    const at = sectionId(section);
    const held = this.#sections.get(at) ?? { ...section, units: new Set<string>() };
    held.units.add(unit);
    this.#sections.set(at, held);
    add(this.#ofEntity, section.entityRef, at);
    add(this.#inNamespace, section.namespace, at);
  }

  #leave(id: string, unit: string): void {
    const held = this.#sections.get(id);
    held?.units.delete(unit);
    if (held?.units.size === 0) {
      this.#sections.delete(id);
      remove(this.#ofEntity, held.entityRef, id);
      remove(this.#inNamespace, held.namespace, id);
    }
  }
}

function add(index: Map<string, Set<string>>, name: string, id: string): void {
  const ids = index.get(name) ?? new Set<string>();
  index.set(name, ids.add(id));
}

function remove(index: Map<string, Set<string>>, name: string, id: string): void {
  const ids = index.get(name);
  ids?.delete(id);
  if (ids?.size === 0) {
    index.delete(name);
  }
}
