import type {
  AuditorServiceEventSeverityLevel,
  BackstageCredentials,
  BackstagePrincipalTypes,
} from '@backstage/backend-plugin-api';
import type { BasicPermission, ResourcePermission } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import type { z } from 'zod';
import type { ByteChannel } from './ByteChannel';
import type { JsonDocument } from './JsonDocument';
import { type Input, inputParser, type InputSchemas, type Nothing } from './input';
import { performRoute, type Route } from './performRoute';

export type Principal = 'user' | 'service' | 'none';

/** What a handler answers. JSON gets an `ETag` without being asked. */
export type Reply =
  | { json: unknown; status?: 200 | 201 | 202 }
  /** JSON that is text already; whoever keeps it has it compressed once. */
  | { document: JsonDocument }
  | { stream: StreamReply };

/** An answer that goes on. */
export interface StreamReply {
  contentType: string;
  /** Whether it is compressed for whoever takes it so. */
  compressed?: boolean;
  open(channel: ByteChannel): void;
}

/** What a handler is given: everything was parsed, authenticated and authorised. */
export interface Call<In, Who extends Principal> {
  input: In;
  credentials: BackstageCredentials<BackstagePrincipalTypes[Who]>;
  /** Whether the caller has the route's permission for this resource: for lists. Always `false` without a permission. */
  may(resourceRef: string): boolean;
}

/** Who may call: one of these, or it does not compile. Every reason is read by a reviewer. */
type Access<In, Who extends Principal> =
  | {
      permission: BasicPermission;
      principals: readonly Exclude<Who, 'none'>[];
    }
  | {
      /** One, or the one that this call needs. */
      permission: ResourcePermission | ((input: In) => ResourcePermission);
      /** The resource that this call is about. May look it up, and throw NotFoundError when there is no such thing. */
      resource(input: In): string | Promise<string>;
      principals: readonly Exclude<Who, 'none'>[];
    }
  | {
      permission: ResourcePermission;
      /** The handler leaves out what `may` refuses; who may see nothing at all is refused before. */
      list: true;
      principals: readonly Exclude<Who, 'none'>[];
    }
  | {
      /** Why every signed-in caller may. */
      signedIn: string;
      principals: readonly Exclude<Who, 'none'>[];
    }
  | {
      /** Why callers without credentials may. */
      public: string;
      principals: readonly Who[];
    };

/** What it does: only reads, or is a person's deed and audited. */
type Deed<In> =
  | { method: 'GET' }
  | {
      method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
      principals: readonly 'user'[];
      audit: { eventId: string; severity: AuditorServiceEventSeverityLevel; meta?(input: In): JsonObject };
    }
  | {
      method: 'POST';
      /** Why this POST changes nothing. */
      reads: string;
    };

interface Handled<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodObject,
  Who extends Principal,
  H extends z.ZodObject,
> {
  path: `/${string}`;
  input?: InputSchemas<P, Q, B, H>;
  handler(call: Call<Input<P, Q, B, H>, Who>): Reply | Promise<Reply>;
}

/** A route as its author writes it. */
export type RouteDeclaration<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodObject,
  Who extends Principal,
  H extends z.ZodObject = Nothing,
> = Handled<P, Q, B, Who, H> & Access<Input<P, Q, B, H>, Who> & Deed<Input<P, Q, B, H>>;

/**
 * Declares one route: how it is called, by whom, with what. Nothing is left out silently: a route without a permission
 * or a reason for having none does not compile, nor does a write by anything but a person, nor one without an audit event.
 */
export function declareRoute<
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
  B extends z.ZodObject = Nothing,
  H extends z.ZodObject = Nothing,
  const Who extends Principal = Principal,
>(declared: RouteDeclaration<P, Q, B, Who, H>): Route {
  const parse = inputParser<P, Q, B, H>(declared.input ?? {});
  return {
    method: declared.method,
    path: declared.path,
    takesBody: declared.input?.body !== undefined,
    isPublic: 'public' in declared,
    principals: declared.principals,
    perform: (deps, request) => performRoute(declared, parse, deps, request),
  };
}
