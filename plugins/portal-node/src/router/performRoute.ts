import type {
  AuditorService,
  AuditorServiceEvent,
  BackstageCredentials,
  BackstagePrincipalTypes,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import type { Permission } from '@backstage/plugin-permission-common';
import type { z } from 'zod';
import type { Decision, Decisions, Refusal, Ruling } from '../decisions/Decisions';
import type { Call, Principal, Reply, RouteDeclaration } from './declareRoute';
import { afterSignIn } from './errors';
import type { Input, RawInput } from './input';

/** What every route needs of its plugin. */
export interface RouteDeps {
  permissions: PermissionsService;
  decisions: Decisions;
}

/** One request, without its framework. */
export interface RouteRequest {
  raw: RawInput;
  /** @throws AuthenticationError, NotAllowedError */
  credentials<Who extends Principal>(
    allow: readonly Who[],
  ): Promise<BackstageCredentials<BackstagePrincipalTypes[Who]>>;
  audit(options: Omit<Parameters<AuditorService['createEvent']>[0], 'request'>): Promise<AuditorServiceEvent>;
}

/** A declared route, ready to be mounted. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  takesBody: boolean;
  isPublic: boolean;
  /** Who may call at all. */
  principals: readonly Principal[];
  perform(deps: RouteDeps, request: RouteRequest): Promise<Reply>;
}

/** Who is it, what do they want, may they: then the handler. A write is audited from the moment it is understood. */
export async function performRoute<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodObject,
  H extends z.ZodObject,
  Who extends Principal,
>(
  route: RouteDeclaration<P, Q, B, Who, H>,
  parse: (raw: RawInput) => Input<P, Q, B, H>,
  deps: RouteDeps,
  request: RouteRequest,
): Promise<Reply> {
  const principals: readonly Who[] = route.principals;
  const credentials = await request.credentials(principals);
  const input = parse(request.raw);
  const proceed = async () => {
    const may = await authorise(route, input, { credentials, permissions: deps.permissions }, deps.decisions);
    const call: Call<Input<P, Q, B, H>, Who> = { input, credentials, may };
    try {
      return await route.handler(call);
    } catch (error) {
      throw afterSignIn(error);
    }
  };
  if (!('audit' in route)) {
    return proceed();
  }
  const { eventId, severity, meta } = route.audit;
  return audited(await request.audit({ eventId, severityLevel: severity, meta: meta?.(input) }), proceed);
}

async function audited<T>(event: AuditorServiceEvent, act: () => Promise<T>): Promise<T> {
  try {
    const result = await act();
    await event.success();
    return result;
  } catch (error) {
    await event.fail({ error: error instanceof Error ? error : new TypeError(String(error)) });
    throw error;
  }
}

type Authorised<In> =
  | {
      permission: Permission | ((input: In) => Permission);
      resource?(input: In): string | Promise<string>;
      list?: true;
    }
  | { signedIn: string }
  | { public: string };

/** @throws NotAllowedError, ServiceUnavailableError when the policy does not answer, and what looking up the resource throws */
async function authorise<In>(
  route: Authorised<In>,
  input: In,
  asker: { credentials: BackstageCredentials; permissions: PermissionsService },
  decisions: Decisions,
): Promise<(resourceRef: string) => boolean> {
  if (!('permission' in route)) {
    return () => false;
  }
  const permission = typeof route.permission === 'function' ? route.permission(input) : route.permission;
  const ruling = await decisions.ruling(permission, asker);
  const decision = await decideRoute(route, input, ruling);
  if (!decision.allowed) {
    throw refusalError(decision.why);
  }
  return resourceRef => ruling.decide(resourceRef).allowed;
}

async function decideRoute<In>(
  route: { resource?(input: In): string | Promise<string>; list?: true },
  input: In,
  ruling: Ruling,
): Promise<Decision> {
  return route.resource
    ? ruling.decide(await route.resource(input))
    : ruling.decideInGeneral(route.list === true);
}

/** The error of a refusal. */
export function refusalError(refusal: Refusal): Error {
  return refusal.name === 'NotAllowedError'
    ? new NotAllowedError(refusal.message)
    : new ServiceUnavailableError(refusal.message);
}
