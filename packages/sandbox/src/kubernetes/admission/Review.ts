import type { User } from '../server/authentication';
import type { KubeObject, ResourceDefinition } from '../types';

/** What somebody wants to do to one object, after they were let in and before it is done. */
export interface Review {
  operation: 'CREATE' | 'UPDATE' | 'DELETE';
  definition: ResourceDefinition;
  /** The empty string for the object itself. */
  subresource: string;
  name: string;
  namespace: string;
  namespaceObject?: KubeObject;
  user: User;
  dryRun: boolean;
  /** As it would be; absent for a DELETE. */
  object?: KubeObject;
  /** As it is; absent for a CREATE. */
  oldObject?: KubeObject;
}
