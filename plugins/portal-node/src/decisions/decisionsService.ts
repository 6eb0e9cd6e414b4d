import { coreServices, createServiceFactory, createServiceRef } from '@backstage/backend-plugin-api';
import { steadyClock } from '../clock';
import type { Decisions } from './Decisions';
import { PolicyDecisions } from './PolicyDecisions';

/**
 * Together with the stream's own rhythm (a look at every subscription each 3 s) and the policy's memory of groups
 * (1 s) this keeps a revoked reader out within 10 s.
 */
const TTL_MS = 5_000;

/** One memory of answers for the process. */
export const decisionsServiceRef = createServiceRef<Decisions>({
  id: 'portal.decisions',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { logger: coreServices.rootLogger },
      factory: ({ logger }) =>
        new PolicyDecisions({ now: steadyClock, logger, ttlMs: TTL_MS, timeoutMs: 3_000, kept: 20_000 }),
    }),
});
