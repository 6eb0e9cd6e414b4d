import {
  type Check,
  checkSchema,
  type Me,
  type LedgerCheck,
  ledgerCheckSchema,
  type LedgerPage,
  ledgerPageSchema,
} from '@greenroom/plugin-portal-common';
import { type Http, pathOf, queryOf } from '@greenroom/plugin-portal-react';
import {
  type Comparison,
  comparisonSchema,
  type PromotionRequest,
  promotionRequestSchema,
  rolloutKey,
  type RolloutRef,
} from '@greenroom/plugin-rollouts-common';
import { z } from 'zod';
import type { Deed, GitOps, LedgerQuery, NewDeed, NewRequest, NewVote, PromotionsApi } from './PromotionsApi';

const checksSchema = z.object({ items: z.array(checkSchema) });

const gitOpsSchema = z.object({ managed: z.boolean(), wouldRevert: z.boolean(), why: z.string() });

const BASE = 'plugin://rollouts';

const rolloutUrl = ({ cluster, namespace, kind, name }: RolloutRef) =>
  `${BASE}/rollouts/${pathOf(cluster, namespace, kind, name)}`;

/** Promotions over HTTP (`http-api.md`); every answer is read before anything is made of it. */
export class PromotionsClient implements PromotionsApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  me(): Promise<Me> {
    return this.#http.me();
  }

  comparison(rollout: RolloutRef): Promise<Comparison> {
    return this.#http.read(`${rolloutUrl(rollout)}/comparison`, comparisonSchema);
  }

  async readiness(rollout: RolloutRef): Promise<Check[]> {
    return (await this.#http.read(`${rolloutUrl(rollout)}/readiness`, checksSchema)).items;
  }

  gitOps({ cluster, namespace, kind, name }: RolloutRef): Promise<GitOps> {
    const query = queryOf({ cluster, namespace, kind, name });
    return this.#http.read(`plugin://delivery/managed?${query}`, gitOpsSchema);
  }

  ledger({ rollout, kind, since, cursor }: LedgerQuery): Promise<LedgerPage> {
    const query = queryOf({ rollout: rollout && rolloutKey(rollout), kind, since, cursor });
    return this.#http.read(`${BASE}/ledger?${query}`, ledgerPageSchema);
  }

  ledgerCheck(): Promise<LedgerCheck> {
    return this.#http.read(`${BASE}/ledger/verification`, ledgerCheckSchema);
  }

  request(body: NewRequest): Promise<PromotionRequest> {
    return this.#send(`${BASE}/promotion-requests`, body);
  }

  vote(id: string, body: NewVote): Promise<PromotionRequest> {
    return this.#send(this.#requestPath(id, 'votes'), body);
  }

  execute(id: string): Promise<PromotionRequest> {
    return this.#send(this.#requestPath(id, 'execute'), {});
  }

  breakGlass(id: string, reason: string): Promise<PromotionRequest> {
    return this.#send(this.#requestPath(id, 'execute'), { breakGlass: true, reason });
  }

  withdraw(id: string): Promise<PromotionRequest> {
    return this.#send(this.#requestPath(id, 'withdraw'), {});
  }

  acknowledge(id: string): Promise<PromotionRequest> {
    return this.#send(this.#requestPath(id, 'acknowledge'), {});
  }

  async letGo(rollout: RolloutRef, name: string, reason: string): Promise<void> {
    await this.#http.post(`${rolloutUrl(rollout)}/narrowings/acknowledge`, { name, reason });
  }

  async perform(rollout: RolloutRef, act: Deed, body: NewDeed, key: string): Promise<void> {
    await this.#http.post(`${rolloutUrl(rollout)}/actions/${act}`, body, {
      headers: { 'idempotency-key': key },
    });
  }

  #requestPath(id: string, part: string): string {
    return `${BASE}/promotion-requests/${pathOf(id, part)}`;
  }

  #send(url: string, body: object): Promise<PromotionRequest> {
    return this.#http.ask(url, body, promotionRequestSchema);
  }
}
