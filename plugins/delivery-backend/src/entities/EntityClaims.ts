import { type Entity, RELATION_OWNED_BY, stringifyEntityRef } from '@backstage/catalog-model';
import { ARGOCD_APP_NAME, KUBERNETES_ID } from '@greenroom/plugin-delivery-common';
import type { ApplicationRow } from '../argo/rows';

/** Whose an Application is. */
export interface Claims {
  /** Every entity that says so, by name. The first is shown; that is display, no right follows from it. */
  entityRefs: readonly string[];
  /** Who may read because of it: only where the cluster side names the entity, for anyone can register one. Of several, who owns all. */
  readers: readonly string[];
}

interface Claimant {
  entityRef: string;
  owners: readonly string[];
  id?: string;
  applications: readonly string[];
}

/** Which catalog entities claim which Applications. */
export class EntityClaims {
  readonly #listeners = new Set<() => void>();
  #claimants: readonly Claimant[] = [];
  #held = '';

  of({ name, kubernetesId }: Pick<ApplicationRow, 'name' | 'kubernetesId'>): Claims {
    const named = this.#claimants.filter(({ id }) => id !== undefined && id === kubernetesId);
    const claiming = this.#claimants.filter(({ applications }) => applications.includes(name));
    return {
      entityRefs: [...new Set([...named, ...claiming].map(({ entityRef }) => entityRef))],
      readers: ownersOfAll(named),
    };
  }

  get size(): number {
    return this.#claimants.length;
  }

  /** All entities that may claim something, as the catalog has them now. */
  replace(entities: readonly Entity[]): void {
    const held = JSON.stringify(entities.map(({ metadata, relations }) => [metadata, relations]));
    if (held === this.#held) {
      return;
    }
    this.#held = held;
    this.#claimants = entities.map(claimantOf).sort((a, b) => (a.entityRef < b.entityRef ? -1 : 1));
    this.#listeners.forEach(listener => listener());
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

function claimantOf(entity: Entity): Claimant {
  const annotations = entity.metadata.annotations ?? {};
  return {
    entityRef: stringifyEntityRef(entity),
    owners: (entity.relations ?? [])
      .filter(({ type }) => type === RELATION_OWNED_BY)
      .map(({ targetRef }) => targetRef)
      .sort(),
    id: annotations[KUBERNETES_ID],
    applications: (annotations[ARGOCD_APP_NAME] ?? '')
      .split(',')
      .map(name => name.trim())
      .filter(name => name !== ''),
  };
}

function ownersOfAll([first, ...others]: readonly Claimant[]): readonly string[] {
  return (first?.owners ?? []).filter(owner => others.every(({ owners }) => owners.includes(owner)));
}
