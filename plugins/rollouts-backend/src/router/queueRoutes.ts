import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { declareRoute, pageOf, pagingQuery, type Paging, type Route } from '@greenroom/plugin-portal-node';
import {
  mayAcknowledge,
  mayExecute,
  mayVote,
  type Person,
  type QueueItem,
  rolloutKey,
  rolloutPlace,
  rolloutsReadPermission,
} from '@greenroom/plugin-rollouts-common';
import { z } from 'zod';
import type { PersonReader } from '../policy/PersonReader';
import type { Promotions } from '../promotions/Promotions';
import type { RolloutsService } from '../RolloutsService';

export interface QueueRoutesDeps {
  promotions: Pick<Promotions, 'queue'>;
  people: Pick<PersonReader, 'read'>;
  rollouts: Pick<RolloutsService, 'sources'>;
}

interface Question {
  credentials: BackstageCredentials;
  paging: Paging;
  may(place: string): boolean;
}

/** What waits for a person: what waits for the caller first, the oldest before the others. */
export function queueRoutes(deps: QueueRoutesDeps): Route[] {
  return [
    declareRoute({
      method: 'GET',
      path: '/queue',
      input: { query: z.object(pagingQuery) },
      permission: rolloutsReadPermission,
      list: true,
      principals: ['user', 'service'],
      handler: async ({ input, credentials, may }) => ({
        json: await listQueue(deps, { credentials, paging: input.query, may }),
      }),
    }),
  ];
}

async function listQueue(
  { promotions, people, rollouts }: QueueRoutesDeps,
  { credentials, paging, may }: Question,
) {
  const person = await people.read(credentials);
  const readable = [...promotions.queue().values()].filter(({ rollout }) => may(rolloutPlace(rollout)));
  const rank = (item: QueueItem) =>
    `${waitsFor(person, item) ? 0 : 1} ${item.waitingSince} ${rolloutKey(item.rollout)}`;
  const places = new Set(readable.map(({ rollout }) => rolloutPlace(rollout)));
  return { ...pageOf(readable, rank, paging), sources: rollouts.sources(places) };
}

function waitsFor(person: Person, { request }: QueueItem): boolean {
  return (
    request !== undefined &&
    [mayVote(person, request), mayExecute(person, request), mayAcknowledge(person, request)].some(
      ({ allowed }) => allowed,
    )
  );
}
