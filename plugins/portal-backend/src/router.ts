import {
  type Me,
  portalSourcesReadPermission,
  streamRequestSchema,
  topicRefSchema,
} from '@greenroom/plugin-portal-common';
import {
  createPortalRouter,
  declareRoute,
  pageOf,
  pagingQuery,
  type PortalRouterDeps,
  type SourceRegistry,
} from '@greenroom/plugin-portal-node';
import { z } from 'zod';
import { sourceOf } from './sources/sourcesTopic';
import type { StreamHub } from './stream/StreamHub';

export interface RouterOptions extends PortalRouterDeps {
  hub: StreamHub;
  sources: Pick<SourceRegistry, 'reports' | 'watch'>;
  people: { describe(userEntityRef: string): Promise<Me> };
}

/** Routes of the portal itself: see `http-api`. */
export function createRouter(options: RouterOptions) {
  return createPortalRouter(options, [
    streamRoute(options),
    topicRoute(options),
    sourcesRoute(options),
    meRoute(options),
  ]);
}

function streamRoute({ hub, permissions }: RouterOptions) {
  return declareRoute({
    method: 'POST',
    path: '/stream',
    reads: 'the topics go in the body because a URL is too short for them and is logged',
    signedIn: 'each topic is authorised on its own, and again while it streams',
    principals: ['user'],
    input: { body: streamRequestSchema },
    handler({ input, credentials }) {
      const person = credentials.principal.userEntityRef;
      hub.admit(person);
      return {
        stream: {
          contentType: 'text/event-stream',
          compressed: true,
          open: channel => hub.connect(person, { credentials, permissions }, channel, input.body.topics),
        },
      };
    },
  });
}

function topicRoute({ hub, permissions }: RouterOptions) {
  return declareRoute({
    method: 'GET',
    path: '/topics/:type',
    signedIn: 'the topic is authorised by the questions of its own type',
    principals: ['user', 'service'],
    input: {
      params: z.object({ type: topicRefSchema.shape.type }),
      query: z.object({ key: topicRefSchema.shape.key.default('') }),
    },
    async handler({ input, credentials }) {
      const ref = { type: input.params.type, key: input.query.key };
      return { document: await hub.document(ref, { credentials, permissions }) };
    },
  });
}

function sourcesRoute({ sources }: RouterOptions) {
  return declareRoute({
    method: 'GET',
    path: '/sources',
    permission: portalSourcesReadPermission,
    principals: ['user', 'service'],
    input: { query: z.object(pagingQuery) },
    handler({ input }) {
      // Who asks once is told what is known now, and the next who asks what is so.
      sources.watch()();
      const reports = sources.reports();
      const page = pageOf(reports, report => report.id, input.query);
      return { json: { ...page, sources: page.items.map(sourceOf) } };
    },
  });
}

function meRoute({ people }: RouterOptions) {
  return declareRoute({
    method: 'GET',
    path: '/me',
    signedIn: 'everybody may know who they are',
    principals: ['user'],
    async handler({ credentials }) {
      return { json: await people.describe(credentials.principal.userEntityRef) };
    },
  });
}
