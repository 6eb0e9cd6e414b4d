import { type Entity, RELATION_OWNED_BY, stringifyEntityRef } from '@backstage/catalog-model';

/** Whose something in a cluster is. */
export interface Claims {
  /** Every entity that says so, by name. The first is shown; that is display, no right follows from it. */
  entityRefs: readonly string[];
  /**
   * Who may read because of it. Only where the cluster side names the entity: anyone can register one with a selector.
   * If several are named, only who owns all of them: the strictest.
   */
  readers: readonly string[];
}

/** An entity that may claim something. */
export interface Claimant {
  entityRef: string;
  owners: readonly string[];
}

const nobody: Claims = { entityRefs: [], readers: [] };

/** The entities that claim something, as the catalog has them now; what each claims is read by the feature. */
export abstract class EntityClaims<C extends Claimant = Claimant> {
  readonly #listeners = new Set<() => void>();
  #held = '';
  #refs: ReadonlySet<string> = new Set();

  /** How many entities claim anything. */
  get size(): number {
    return this.#refs.size;
  }

  /** Whether this one claims anything, as far as the catalog has told. */
  has(entityRef: string): boolean {
    return this.#refs.has(entityRef);
  }

  /** All entities that may claim something, as the catalog has them now. */
  replace(entities: readonly Entity[]): void {
    const held = JSON.stringify(entities.map(({ metadata, relations }) => [metadata, relations]));
    if (held === this.#held) {
      return;
    }
    this.#held = held;
    const claimants = entities
      .map(entity => this.read(claimantOf(entity), entity.metadata.annotations ?? {}))
      .filter(claimant => claimant !== undefined)
      .sort((a, b) => (a.entityRef < b.entityRef ? -1 : 1));
    this.#refs = new Set(claimants.map(({ entityRef }) => entityRef));
    this.hold(claimants);
    this.#listeners.forEach(listener => listener());
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** What an entity claims by its annotations; `undefined` for nothing. */
  protected abstract read(claimant: Claimant, annotations: Readonly<Record<string, string>>): C | undefined;

  /** Takes those that claim something, by name, in the place of those before. */
  protected abstract hold(claimants: readonly C[]): void;
}

/** `named` are those that the cluster side names, `claiming` those that only say so themselves. */
export function claimsBy(named: readonly Claimant[], claiming: readonly Claimant[]): Claims {
  return named.length + claiming.length === 0
    ? nobody
    : {
        entityRefs: [...new Set([...named, ...claiming].map(({ entityRef }) => entityRef))].sort(),
        readers: ownersOfAll(named),
      };
}

function claimantOf(entity: Entity): Claimant {
  return {
    entityRef: stringifyEntityRef(entity),
    owners: (entity.relations ?? [])
      .filter(({ type }) => type === RELATION_OWNED_BY)
      .map(({ targetRef }) => targetRef)
      .sort(),
  };
}

function ownersOfAll([first, ...others]: readonly Claimant[]): readonly string[] {
  return (first?.owners ?? []).filter(owner => others.every(({ owners }) => owners.includes(owner)));
}
