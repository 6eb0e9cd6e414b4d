import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult, type PolicyDecision } from '@backstage/plugin-permission-common';
import { type Clusters, clustersServiceRef } from '@greenroom/cluster-access';
import { createTopicRegistry, type TopicRegistry, topicsServiceRef } from '@greenroom/plugin-portal-node';
import request from 'supertest';
import { z } from 'zod';
import { rolloutsPlugin } from '../plugin';

export interface RolloutsBackendOptions {
  /** Absent: those of the configuration. */
  clusters?: Clusters;
  entities?: Entity[];
  config?: JsonObject;
  /** What the permission policy answers each person; nobody else may anything. */
  policy: Readonly<Record<string, PolicyDecision>>;
}

const caller = z.object({ credentials: z.object({ principal: z.object({ userEntityRef: z.string() }) }) });

/** The real plugin behind a real server; the permission policy is the test's. */
export async function startRollouts({
  clusters,
  entities = [],
  config = {},
  policy,
}: RolloutsBackendOptions) {
  const topics: TopicRegistry = createTopicRegistry();
  const { server } = await startTestBackend({
    features: [
      rolloutsPlugin,
      ...(clusters
        ? [createServiceFactory({ service: clustersServiceRef, deps: {}, factory: () => clusters })]
        : []),
      createServiceFactory({ service: topicsServiceRef, deps: {}, factory: () => topics }),
      mockServices.permissions.mock({
        authorizeConditional: async (questions, options) => {
          const { data } = caller.safeParse(options);
          const person = data?.credentials.principal.userEntityRef ?? '';
          return questions.map(() => policy[person] ?? { result: AuthorizeResult.DENY });
        },
      }).factory,
      mockServices.rootConfig.factory({ data: config }),
      mockServices.httpAuth.factory({ defaultCredentials: mockCredentials.none() }),
      catalogServiceMock.factory({ entities }),
    ],
  });
  return {
    server,
    topics,
    get: (person: string, path: string) =>
      request(server)
        .get(`/api/rollouts${path}`)
        .set('authorization', mockCredentials.user.header(`user:default/${person}`)),
  };
}
