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
import { deliveryPlugin } from '../plugin';

export interface DeliveryBackendOptions {
  /** Absent: those of the configuration. */
  clusters?: Clusters;
  entities?: Entity[];
  config?: JsonObject;
  /** What the permission policy answers a person. */
  policy: (person: string, permission: string) => PolicyDecision;
}

const caller = z.object({ credentials: z.object({ principal: z.object({ userEntityRef: z.string() }) }) });

/** The real plugin behind a real server; the permission policy is the test's. */
export async function startDelivery({
  clusters,
  entities = [],
  config = {},
  policy,
}: DeliveryBackendOptions) {
  const topics: TopicRegistry = createTopicRegistry();
  /** Backstage asks the policy of persons only: a service may whatever a route lets it ask. */
  const answer = (options: unknown, permission: string): PolicyDecision => {
    const person = caller.safeParse(options).data?.credentials.principal.userEntityRef;
    return person === undefined ? { result: AuthorizeResult.ALLOW } : policy(person, permission);
  };
  const backend = await startTestBackend({
    features: [
      deliveryPlugin,
      ...(clusters
        ? [createServiceFactory({ service: clustersServiceRef, deps: {}, factory: () => clusters })]
        : []),
      createServiceFactory({ service: topicsServiceRef, deps: {}, factory: () => topics }),
      mockServices.permissions.mock({
        authorize: async (questions, options) =>
          questions.map(({ permission }) => ({
            result:
              answer(options, permission.name).result === AuthorizeResult.ALLOW
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
          })),
        authorizeConditional: async (questions, options) =>
          questions.map(({ permission }) => answer(options, permission.name)),
      }).factory,
      mockServices.rootConfig.factory({ data: config }),
      mockServices.httpAuth.factory({ defaultCredentials: mockCredentials.none() }),
      catalogServiceMock.factory({ entities }),
    ],
  });
  const { server } = backend;
  const as = (person: string) => mockCredentials.user.header(`user:default/${person}`);
  return {
    server,
    stop: () => backend.stop(),
    topics,
    get: (person: string, path: string) =>
      request(server).get(`/api/delivery${path}`).set('authorization', as(person)),
    post: (person: string, path: string, body: object, headers: Record<string, string> = {}) =>
      request(server).post(`/api/delivery${path}`).set('authorization', as(person)).set(headers).send(body),
  };
}
