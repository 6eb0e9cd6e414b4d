import { createBackendModule, createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { InputError, NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult, createPermission, type PolicyDecision } from '@backstage/plugin-permission-common';
import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { type AudienceParams, type HasAudience, type SourceReport } from '@greenroom/plugin-portal-common';
import {
  createAudienceRule,
  decisionsServiceRef,
  PolicyDecisions,
  sourcesServiceRef,
  steadyClock,
  topicsServiceRef,
} from '@greenroom/plugin-portal-node';
import { z } from 'zod';
import { createPortalPlugin } from '../plugin';
import { usualRhythm } from '../stream/Rhythm';
import type { RowsTopic } from './RowsTopic';

/** Everything the usual rhythm does, in a fraction of its time. */
const hurried = {
  ...usualRhythm,
  tickMs: 20,
  recheckMs: 100,
  maxAnswerAgeMs: 20,
  unconfirmedMs: 2_000,
  gapMs: 20,
  heartbeatMs: 200,
  lingerMs: 100,
  streamsPerPerson: 3,
};

const placeRef = createPermissionResourceRef<HasAudience, AudienceParams>().with({
  pluginId: 'stage',
  resourceType: 'stage-place',
});
const readPlace = createPermission({
  name: 'stage.read',
  attributes: { action: 'read' },
  resourceType: 'stage-place',
});

const callerSchema = z.object({ principal: z.object({ userEntityRef: z.string() }) });

/** A permission policy that a test writes: what each person gets for everything. */
export class TestPolicy {
  readonly #answers = new Map<string, PolicyDecision>();

  answer(person: string, decision: PolicyDecision): void {
    this.#answers.set(person, decision);
  }

  of(credentials: unknown): PolicyDecision {
    const { data } = callerSchema.safeParse(credentials);
    return (data && this.#answers.get(data.principal.userEntityRef)) ?? { result: AuthorizeResult.DENY };
  }
}

export const eks: SourceReport = {
  id: 'cluster:eks-prod',
  kind: 'cluster',
  name: 'eks-prod',
  freshness: 'live',
  observedAt: '2026-11-21T10:00:00Z',
  missingPermissions: [],
  parts: [],
};

export interface TestPortalOptions {
  policy: TestPolicy;
  rows: RowsTopic;
  /** Who reads which place. */
  audiences: Map<string, HasAudience>;
  entities?: NonNullable<Parameters<typeof catalogServiceMock.factory>[0]>['entities'];
}

/** The real plugin behind a real server, with one feature whose rows are `<place>/<name>`. */
export async function startPortal({ policy, rows, audiences, entities = [] }: TestPortalOptions) {
  const stage = createBackendModule({
    pluginId: 'portal',
    moduleId: 'stage',
    register(env) {
      env.registerInit({
        deps: { topics: topicsServiceRef, decisions: decisionsServiceRef, sources: sourcesServiceRef },
        async init({ topics, decisions, sources }) {
          sources.register({ reports: () => [eks], onChange: () => () => {} });
          decisions.addResourceType({
            resourceRef: placeRef,
            rules: [createAudienceRule(placeRef)],
            load: ref => audiences.get(ref),
          });
          topics.register({
            name: 'stage',
            parse(key) {
              if (key.includes('?')) {
                throw new InputError('key: a stage has no question mark');
              }
              return key;
            },
            authorise: () => [{ permission: readPlace, ofSome: true }],
            audience: {
              partition: key => key.split('/')[0] ?? '',
              question: place => ({ permission: readPlace, resourceRef: place }),
            },
            open(key) {
              if (key !== '') {
                throw new NotFoundError(`no stage ${key}`);
              }
              return rows.open();
            },
          });
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      createPortalPlugin(hurried),
      stage,
      mockServices.permissions.mock({
        authorize: async (requests, options) =>
          requests.map(() => {
            const { result } = policy.of('credentials' in options ? options.credentials : undefined);
            return { result: result === AuthorizeResult.ALLOW ? result : AuthorizeResult.DENY };
          }),
        authorizeConditional: async (requests, options) =>
          requests.map(() => policy.of('credentials' in options ? options.credentials : undefined)),
      }).factory,
      createServiceFactory({
        service: decisionsServiceRef,
        deps: {},
        factory: () =>
          new PolicyDecisions({
            now: steadyClock,
            logger: mockServices.logger.mock(),
            ttlMs: 100,
            timeoutMs: 1_000,
            patienceMs: 15_000,
            patienceBeforeMs: 700,
            atOnce: 16,
            kept: 100,
          }),
      }),
      mockServices.rootConfig.factory({ data: {} }),
      mockServices.httpAuth.factory({ defaultCredentials: mockCredentials.none() }),
      catalogServiceMock.factory({ entities }),
    ],
  });
  return { backend, server: backend.server, port: backend.server.port() };
}
