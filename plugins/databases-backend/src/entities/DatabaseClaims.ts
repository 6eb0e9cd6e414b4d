import { databasesOf, DATABASES_ANNOTATION } from '@greenroom/plugin-databases-common';
import { type Claimant, EntityClaims } from '@greenroom/plugin-portal-node';

interface DatabaseClaimant extends Claimant {
  databases: readonly string[];
}

/** Which catalog entities say that they use which database, by its name or its id. */
export class DatabaseClaims extends EntityClaims<DatabaseClaimant> {
  /** An entity without it claims nothing: for `EntityJoin`. */
  static readonly annotations: readonly string[] = [DATABASES_ANNOTATION];

  #byName = new Map<string, DatabaseClaimant[]>();
  #byEntity = new Map<string, readonly string[]>();

  /** Those that claim a database, by name. */
  of({ id, name }: { id: string; name: string }): readonly Claimant[] {
    const claimants = [
      ...(this.#byName.get(id) ?? []),
      ...(id === name ? [] : (this.#byName.get(name) ?? [])),
    ];
    return [...new Set(claimants)];
  }

  /** What an entity says it uses: names or ids. */
  claimedBy(entityRef: string): readonly string[] {
    return this.#byEntity.get(entityRef) ?? [];
  }

  protected override read(
    claimant: Claimant,
    annotations: Readonly<Record<string, string>>,
  ): DatabaseClaimant | undefined {
    const databases = databasesOf(annotations[DATABASES_ANNOTATION]);
    return databases.length === 0 ? undefined : { ...claimant, databases };
  }

  protected override hold(claimants: readonly DatabaseClaimant[]): void {
    this.#byName = new Map();
    this.#byEntity = new Map(claimants.map(({ entityRef, databases }) => [entityRef, databases]));
    for (const claimant of claimants) {
      for (const name of claimant.databases) {
        this.#byName.set(name, [...(this.#byName.get(name) ?? []), claimant]);
      }
    }
  }
}
