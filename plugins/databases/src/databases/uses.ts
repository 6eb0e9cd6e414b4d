import type { Entity } from '@backstage/catalog-model';
import { DATABASES_ANNOTATION, databasesOf } from '@greenroom/plugin-databases-common';

/** Services that name a database: to all others nothing is missing. */
export function usesDatabases({ metadata: { annotations = {} } }: Pick<Entity, 'metadata'>): boolean {
  return databasesOf(annotations[DATABASES_ANNOTATION]).length > 0;
}
