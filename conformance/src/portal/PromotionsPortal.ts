import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import rolloutsPlugin from '@greenroom/plugin-rollouts-backend';
import {
  type PromotionRequest,
  promotionRequestSchema,
  rolloutAnswerSchema,
} from '@greenroom/plugin-rollouts-common';
import { request } from 'undici';
import type { z } from 'zod';
import type { Access } from '../Api';
import { type CheckContext, CLUSTER } from '../CheckContext';
import { portalAccess } from '../documented';
import { eventually } from '../eventually';

type RolloutAnswer = z.infer<typeof rolloutAnswerSchema>;

/** What the portal answered: its status, and the body as JSON. */
export interface PortalAnswer {
  status: number;
  body: unknown;
}

const team = 'group:default/storefront';

/**
 * The whole rollouts backend before one cluster, over HTTP, with the identity and the rights that the documentation
 * gives it. ada, ben and chen are in the team that may ask and vote.
 */
export class PromotionsPortal {
  private constructor(
    private readonly url: string,
    private readonly namespace: string,
    private readonly close: () => Promise<void>,
  ) {}

  static async start(context: CheckContext): Promise<PromotionsPortal> {
    const access = await portalAccess(context);
    const backend = await startTestBackend({
      features: [
        rolloutsPlugin,
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({ send: async () => {} }),
        }),
        // What the portal's own permission policy decides is told elsewhere: here everybody may ask.
        mockServices.permissions.factory({ result: AuthorizeResult.ALLOW }),
        mockServices.httpAuth.factory({ defaultCredentials: mockCredentials.none() }),
        mockServices.rootConfig.factory({ data: configFor(context, access) }),
        catalogServiceMock.factory({ entities: ['ada', 'ben', 'chen'].map(member) }),
      ],
    });
    const url = `http://127.0.0.1:${backend.server.port()}/api/rollouts`;
    const portal = new PromotionsPortal(url, context.namespace, () => backend.stop());
    context.cleanUp(() => portal.close());
    return portal;
  }

  async ask(person: string, path: string, body?: object): Promise<PortalAnswer> {
    const answer = await request(`${this.url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: mockCredentials.user.header(`user:default/${person}`),
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
      headersTimeout: 60_000,
    });
    return { status: answer.statusCode, body: await answer.body.json() };
  }

  /** What a page shows of the rollout, as soon as it shows that. */
  shows(fits: (rollout: RolloutAnswer) => boolean, name = 'shop'): Promise<RolloutAnswer> {
    return eventually(async () => {
      const { body } = await this.ask('ada', this.pathOf(name));
      const rollout = rolloutAnswerSchema.parse(body);
      if (!fits(rollout)) throw new NotShown(`it shows ${rollout.sentence}`);
      return rollout;
    }, 30_000);
  }

  /** Asks for what waits now to go live; again while the portal can not tell what that is. */
  request(person: string): Promise<PromotionRequest> {
    return eventually(async () => {
      const { pause, preview } = await this.shows(rollout => !!rollout.pause && !!rollout.preview);
      const rollout = { cluster: CLUSTER, namespace: this.namespace, kind: 'rollout', name: 'shop' };
      const { status, body } = await this.ask(person, '/promotion-requests', {
        rollout,
        revision: preview?.revision,
        pauseStartedAt: pause?.startedAt,
        reason: 'it is good',
      });
      if (status > 201) throw new NotShown(`${status} ${JSON.stringify(body)}`);
      return promotionRequestSchema.parse(body);
    });
  }

  vote(person: string, { id, etag }: PromotionRequest, vote: 'approve' | 'reject' = 'approve') {
    return this.ask(person, `/promotion-requests/${id}/votes`, { vote, reason: 'looked at', seen: etag });
  }

  /** The request as soon as it stands so. */
  stands({ id }: PromotionRequest, state: PromotionRequest['state']): Promise<PromotionRequest> {
    return eventually(async () => {
      const { body } = await this.ask('ada', `/promotion-requests/${id}`);
      const found = promotionRequestSchema.parse(body);
      if (found.state !== state) {
        throw new NotShown(`it is ${found.state}: ${found.outcome?.text ?? found.progress ?? found.heldBy}`);
      }
      return found;
    }, 40_000);
  }

  /** The request when it is live. What was held back at its last vote goes on only when a voter says so, as on the page. */
  async goesLive({ id }: PromotionRequest, voter: string): Promise<PromotionRequest> {
    return eventually(async () => {
      const { body } = await this.ask(voter, `/promotion-requests/${id}`);
      const found = promotionRequestSchema.parse(body);
      if (found.state === 'approved') await this.ask(voter, `/promotion-requests/${id}/execute`, {});
      if (found.state !== 'promoted') {
        throw new NotShown(`it is ${found.state}: ${found.outcome?.text ?? found.progress ?? found.heldBy}`);
      }
      return found;
    }, 60_000);
  }

  act(person: string, action: string, body: { revision: string; toRevision?: string }) {
    return this.ask(person, `${this.pathOf('shop')}/actions/${action}`, { reason: 'it has to be', ...body });
  }

  private pathOf(name: string): string {
    return `/rollouts/${CLUSTER}/${this.namespace}/rollout/${name}`;
  }
}

/** It did not become what was waited for. */
class NotShown extends Error {
  override readonly name = 'NotShown';
}

function member(name: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    spec: { memberOf: ['storefront'] },
    relations: [{ type: 'memberOf', targetRef: team }],
  };
}

function configFor({ namespace }: CheckContext, { url, ca, token = '' }: Access) {
  const policy = {
    name: 'storefront',
    match: { namespaces: [namespace] },
    requesters: [team],
    voters: [team],
    votes: 1,
    lifetime: { hours: 1 },
    checks: { block: ['preview-ready', 'analysis', 'cluster-live'] },
  };
  return {
    kubernetes: { clusters: [{ name: CLUSTER, url, caData: ca, token }] },
    greenroom: {
      promotions: {
        policies: [policy],
        ledger: { configMap: { cluster: CLUSTER, namespace, name: 'greenroom-ledger-head' } },
      },
    },
  };
}
