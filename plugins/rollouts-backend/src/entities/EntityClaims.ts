import { type Entity, RELATION_OWNED_BY, stringifyEntityRef } from '@backstage/catalog-model';
import {
  KUBERNETES_CLUSTER,
  KUBERNETES_ID,
  KUBERNETES_LABEL_SELECTOR,
  KUBERNETES_NAMESPACE,
  type RolloutRef,
} from '@greenroom/plugin-rollouts-common';
import { parseLabelSelector } from './labelSelector';

/** Whose a rollout is. */
export interface Claims {
  /** Every entity that says so, by name. The first is shown; that is display, no right follows from it. */
  entityRefs: readonly string[];
  /**
   * Who may read because of it. Only where the cluster side names the entity (the label on the Rollout): anyone can
   * register an entity with a selector. If several are named, only who owns all of them: the strictest.
   */
  readers: readonly string[];
}

type Labels = Readonly<Record<string, string>>;

interface Claimant {
  entityRef: string;
  owners: readonly string[];
  id?: string;
  namespace?: string;
  cluster?: string;
  selects?(labels: Labels): boolean;
}

const nobody: Claims = { entityRefs: [], readers: [] };

/** Which catalog entities claim which rollouts, by Backstage's own annotations for Kubernetes. */
export class EntityClaims {
  readonly #listeners = new Set<() => void>();
  #byId = new Map<string, Claimant[]>();
  #bySelector: Claimant[] = [];
  #held = '';

  of(ref: RolloutRef, labels: Labels): Claims {
    const id = labels[KUBERNETES_ID];
    const here = (claimant: Claimant) =>
      (claimant.cluster ?? ref.cluster) === ref.cluster &&
      (claimant.namespace ?? ref.namespace) === ref.namespace;
    const named = (id === undefined ? [] : (this.#byId.get(id) ?? [])).filter(here);
    const selecting = this.#bySelector.filter(claimant => here(claimant) && claimant.selects?.(labels));
    if (named.length + selecting.length === 0) {
      return nobody;
    }
    return {
      entityRefs: [...new Set([...named, ...selecting].map(({ entityRef }) => entityRef))].sort(),
      readers: ownersOfAll(named),
    };
  }

  /** How many entities claim anything. */
  get size(): number {
    return new Set([...[...this.#byId.values()].flat(), ...this.#bySelector]).size;
  }

  /** All entities that may claim something, as the catalog has them now. */
  replace(entities: readonly Entity[]) {
    const claimants = entities.map(claimantOf).sort((a, b) => (a.entityRef < b.entityRef ? -1 : 1));
    const held = JSON.stringify(entities.map(({ metadata, relations }) => [metadata, relations]));
    if (held === this.#held) {
      return;
    }
    this.#held = held;
    this.#byId = groupById(claimants);
    this.#bySelector = claimants.filter(({ selects }) => selects !== undefined);
    this.#listeners.forEach(listener => listener());
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

function claimantOf(entity: Entity): Claimant {
  const annotations = entity.metadata.annotations ?? {};
  const selector = annotations[KUBERNETES_LABEL_SELECTOR];
  return {
    entityRef: stringifyEntityRef(entity),
    owners: (entity.relations ?? [])
      .filter(({ type }) => type === RELATION_OWNED_BY)
      .map(({ targetRef }) => targetRef)
      .sort(),
    id: annotations[KUBERNETES_ID],
    namespace: annotations[KUBERNETES_NAMESPACE],
    cluster: annotations[KUBERNETES_CLUSTER],
    selects: selector === undefined ? undefined : parseLabelSelector(selector),
  };
}

function groupById(claimants: readonly Claimant[]): Map<string, Claimant[]> {
  const groups = new Map<string, Claimant[]>();
  for (const claimant of claimants) {
    if (claimant.id !== undefined) {
      groups.set(claimant.id, [...(groups.get(claimant.id) ?? []), claimant]);
    }
  }
  return groups;
}

function ownersOfAll([first, ...others]: readonly Claimant[]): readonly string[] {
  return (first?.owners ?? []).filter(owner => others.every(({ owners }) => owners.includes(owner)));
}
