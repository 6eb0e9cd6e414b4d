import type { ResourceDefinition } from './types';

/** Why one field was refused, as in `details.causes`. */
export interface StatusCause {
  reason?: string;
  message?: string;
  field?: string;
}

export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** Kubernetes' error body. */
export interface StatusBody {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: { continue?: string };
  status: 'Failure';
  message?: string;
  reason?: string;
  details?: StatusDetails;
  code: number;
}

type Named = Pick<ResourceDefinition, 'group' | 'resource' | 'kind'>;

/** `pods`, `rollouts.argoproj.io`: how a resource is called in messages and as key of the store. */
export function groupResource({ group, resource }: Pick<Named, 'group' | 'resource'>): string {
  return group ? `${resource}.${group}` : resource;
}

const MODIFIED =
  'the object has been modified; please apply your changes to the latest version and try again';

/** What the API server answers instead of an object. The wording is Kubernetes' own: clients show it to people. */
export class StatusError extends Error {
  override readonly name = 'StatusError';

  constructor(
    readonly body: StatusBody,
    readonly headers: Record<string, string> = {},
  ) {
    super(body.message ?? body.reason ?? String(body.code));
  }

  get code(): number {
    return this.body.code;
  }

  static of(code: number, reason: string, message: string, details?: StatusDetails): StatusError {
    return new StatusError({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason,
      ...(details && { details }),
      code,
    });
  }

  static notFound(resource: Named, name: string): StatusError {
    const message = `${groupResource(resource)} "${name}" not found`;
    return StatusError.of(404, 'NotFound', message, about(resource, name));
  }

  /** For paths that no resource has. */
  static noSuchPath(): StatusError {
    const message = 'the server could not find the requested resource';
    return StatusError.of(404, 'NotFound', message, {});
  }

  static alreadyExists(resource: Named, name: string): StatusError {
    const message = `${groupResource(resource)} "${name}" already exists`;
    return StatusError.of(409, 'AlreadyExists', message, about(resource, name));
  }

  static conflict(resource: Named, name: string, why = MODIFIED): StatusError {
    const message = `Operation cannot be fulfilled on ${groupResource(resource)} "${name}": ${why}`;
    return StatusError.of(409, 'Conflict', message, about(resource, name));
  }

  static invalid(resource: Named, name: string, causes: StatusCause[]): StatusError {
    const texts = [...new Set(causes.map(cause => `${cause.field}: ${cause.message}`))];
    const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
    const kind = resource.group ? `${resource.kind}.${resource.group}` : resource.kind;
    return StatusError.of(422, 'Invalid', `${kind} "${name}" is invalid: ${list}`, {
      ...(name && { name }),
      ...(resource.group && { group: resource.group }),
      kind: resource.kind,
      causes,
    });
  }

  /** A JSON Patch that could not be applied; the real server says nothing more either. */
  static patchRefused(): StatusError {
    const message = 'the server rejected our request due to an error in our request';
    return StatusError.of(422, 'Invalid', message, {});
  }

  static forbidden(resource: Named, name: string, why: string): StatusError {
    const subject = name ? `${groupResource(resource)} "${name}"` : groupResource(resource);
    const details = { ...(name && { name }), ...groupOf(resource), kind: resource.resource };
    return StatusError.of(403, 'Forbidden', `${subject} is forbidden: ${why}`, details);
  }

  static unauthorized(): StatusError {
    return StatusError.of(401, 'Unauthorized', 'Unauthorized');
  }

  static badRequest(message: string): StatusError {
    return StatusError.of(400, 'BadRequest', message);
  }

  static expired(message: string): StatusError {
    return StatusError.of(410, 'Expired', message);
  }

  static internal(message: string): StatusError {
    return StatusError.of(500, 'InternalError', `Internal error occurred: ${message}`, {
      causes: [{ message }],
    });
  }

  /** For errors that the real server does not give a reason either. */
  static plainInternal(message: string): StatusError {
    return new StatusError({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      code: 500,
    });
  }

  static methodNotAllowed(): StatusError {
    const message = 'the server does not allow this method on the requested resource';
    return StatusError.of(405, 'MethodNotAllowed', message, {});
  }

  static unsupportedMediaType(message: string): StatusError {
    return StatusError.of(415, 'UnsupportedMediaType', message);
  }
}

function groupOf(resource: Named): { group?: string } {
  return resource.group ? { group: resource.group } : {};
}

function about(resource: Named, name: string): StatusDetails {
  return { name, ...groupOf(resource), kind: resource.resource };
}
