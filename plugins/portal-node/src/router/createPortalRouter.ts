import type {
  AuditorService,
  HttpAuthService,
  HttpRouterService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import express, { type Request, type Response } from 'express';
import Router from 'express-promise-router';
import type { Decisions } from '../decisions/Decisions';
import type { Reply } from './declareRoute';
import { fromBodyParser, retryAfterSeconds } from './errors';
import type { Route, RouteRequest } from './performRoute';
import { sendReply } from './sendReply';

export interface PortalRouterDeps {
  httpRouter: Pick<HttpRouterService, 'addAuthPolicy'>;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  auditor: AuditorService;
  decisions: Decisions;
}

/** Largest body that a route takes, in bytes. */
const BODY_LIMIT = 256 * 1024;

/** The one place where routes meet express. Give the result to `httpRouter.use`. */
export function createPortalRouter(deps: PortalRouterDeps, routes: readonly Route[]) {
  const router = Router();
  router.use(express.json({ limit: BODY_LIMIT, type: () => true, strict: false }));
  for (const route of routes) {
    if (route.isPublic) {
      deps.httpRouter.addAuthPolicy({ path: route.path, allow: 'unauthenticated' });
    }
    const mount = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    router[mount](route.path, async (req: Request, res: Response) => {
      const reply: Reply = await route.perform(deps, routeRequest(deps, req));
      await sendReply(req, res, reply);
    });
  }
  router.use((error: unknown, _req: Request, res: Response, next: (error: unknown) => void) => {
    const seconds = retryAfterSeconds(error);
    if (seconds !== undefined && !res.headersSent) {
      res.set('retry-after', String(seconds));
    }
    next(fromBodyParser(error));
  });
  return router;
}

function routeRequest({ httpAuth, auditor }: PortalRouterDeps, req: Request): RouteRequest {
  return {
    raw: {
      params: req.params,
      query: req.query,
      body: req.body,
      headers: req.headers,
      contentType: req.get('content-type'),
    },
    credentials: allow => httpAuth.credentials(req, { allow: [...allow] }),
    audit: options => auditor.createEvent({ ...options, request: req }),
  };
}
