import { coreServices, createServiceFactory, createServiceRef } from '@backstage/backend-plugin-api';
import { steadyClock } from '../clock';
import type { Decisions } from './Decisions';
import { PolicyDecisions } from './PolicyDecisions';

/** What a plain answer may be behind the policy; the stream, which lasts, asks for fresher ones. */
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
        new PolicyDecisions({
          now: steadyClock,
          logger,
          ttlMs: TTL_MS,
          timeoutMs: 2_500,
          patienceMs: 15_000,
          patienceBeforeMs: 2_000,
          atOnce: 16,
          kept: 20_000,
        }),
    }),
});
