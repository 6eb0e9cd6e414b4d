import { ANNOTATION_LOCATION, ANNOTATION_ORIGIN_LOCATION, type Entity } from '@backstage/catalog-model';
import { type Database, DATABASES_ANNOTATION } from '@greenroom/plugin-databases-common';

/** What of a database its entity is made of. */
export type FoundDatabase = Pick<
  Database,
  'id' | 'name' | 'engine' | 'place' | 'account' | 'owner' | 'entityRefs'
>;

const words: Readonly<Record<Database['engine'], string>> = {
  'aurora-postgresql': 'Aurora PostgreSQL',
  'rds-postgresql': 'RDS for PostgreSQL',
  postgresql: 'PostgreSQL',
  'postgresql-pgpool': 'PostgreSQL behind pgpool',
};

/**
 * A `Resource` of type `database` for each, used by the components that the database or they themselves name; owned by
 * who its tag or the configuration says, otherwise by `owner`.
 */
export function entitiesOf(databases: readonly FoundDatabase[], owner: string): Entity[] {
  const names = databases.map(({ name }) => entityName(name));
  return databases.map((database, index) => {
    const name = names[index] ?? '';
    const isAlone = names.indexOf(name) === names.lastIndexOf(name);
    return entityOf(database, isAlone ? name : entityName(database.id), owner);
  });
}

function entityOf(
  { id, name, engine, place, entityRefs, owner }: FoundDatabase,
  unique: string,
  otherwise: string,
): Entity {
  const location = `databases:${id}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: unique,
      title: name,
      description: `${words[engine]} in ${place}`,
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [DATABASES_ANNOTATION]: id,
      },
    },
    spec: {
      type: 'database',
      owner: owner ?? otherwise,
      dependencyOf: entityRefs.filter(ref => ref.startsWith('component:')),
    },
  };
}

/** What the catalog takes for a name: letters, digits and single separators, 63 at most. */
function entityName(text: string): string {
  return text
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(-63)
    .replace(/^-/, '');
}
