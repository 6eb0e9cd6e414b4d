import type { ResourceDefinition } from '../types';
import type { User } from './authentication';
import type { Format } from './negotiation';
import type { RequestInfo, ResourcePath } from './requestInfo';

/** A request about objects, with all that the handlers need of it. */
export interface ApiRequest {
  info: RequestInfo & { resource: ResourcePath };
  definition: ResourceDefinition;
  user: User;
  format: Format;
  /** Media type of the body, without parameters. */
  contentType: string;
  body: string;
  /** For `metadata.managedFields`: `fieldManager`, else the program's name. */
  manager: string;
  /** What the answer says beside its body, in `Warning` headers. */
  warnings: string[];
}

/** The program's name of a User-Agent, as Kubernetes takes it for a manager. */
export function managerOf(query: URLSearchParams, userAgent: string | undefined): string {
  return query.get('fieldManager') || (userAgent ?? '').split('/')[0] || 'unknown';
}
