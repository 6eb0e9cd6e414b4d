import { type BackendFeature, createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult, type PolicyDecision } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import { z } from 'zod';
import { createTopicRegistry, type TopicRegistry, topicsServiceRef } from '../topics/TopicRegistry';

/** What the permission policy answers a person. */
export type TestPolicy = (person: string, permission: string) => PolicyDecision;

export interface FeatureBackendOptions {
  /** The plugin, and what a test puts in the place of what it depends on: its clusters, its notifications. */
  features: BackendFeature[];
  /** What the catalog knows. */
  entities?: Entity[];
  config?: JsonObject;
  policy: TestPolicy;
}

const caller = z.object({ credentials: z.object({ principal: z.object({ userEntityRef: z.string() }) }) });

/** The real plugin behind a real server, asked by people with tokens; the permission policy is the test's. */
export async function startFeature(pluginId: string, options: FeatureBackendOptions) {
  const { features, entities = [], config = {}, policy } = options;
  const topics: TopicRegistry = createTopicRegistry();
  const backend = await startTestBackend({
    features: [
      ...features,
      createServiceFactory({ service: topicsServiceRef, deps: {}, factory: () => topics }),
      permissionsBy(policy),
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
      request(server).get(`/api/${pluginId}${path}`).set('authorization', as(person)),
    post: (person: string, path: string, body: object, headers: Record<string, string> = {}) =>
      request(server)
        .post(`/api/${pluginId}${path}`)
        .set('authorization', as(person))
        .set(headers)
        .send(body),
  };
}

/** Backstage asks the policy of persons only: a service may whatever a route lets it ask. */
function permissionsBy(policy: TestPolicy) {
  const answer = (options: unknown, permission: string): PolicyDecision => {
    const person = caller.safeParse(options).data?.credentials.principal.userEntityRef;
    return person === undefined ? { result: AuthorizeResult.ALLOW } : policy(person, permission);
  };
  return mockServices.permissions.mock({
    authorize: async (questions, options) =>
      questions.map(({ permission }) => ({
        result:
          answer(options, permission.name).result === AuthorizeResult.ALLOW
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
    authorizeConditional: async (questions, options) =>
      questions.map(({ permission }) => answer(options, permission.name)),
  }).factory;
}
