import type { Route } from '@greenroom/plugin-portal-node';
import type { DatabasesService } from './DatabasesService';
import { databaseRoutes } from './router/databaseRoutes';

export interface RouterDeps {
  databases: DatabasesService;
}

/** The HTTP interface of the feature. */
export function databasesRouter({ databases }: RouterDeps): Route[] {
  return [...databaseRoutes(databases)];
}
