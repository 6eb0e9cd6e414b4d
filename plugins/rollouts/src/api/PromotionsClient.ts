import type { FetchApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { type Me, meSchema } from '@greenroom/plugin-portal-common';
import {
  type Comparison,
  comparisonSchema,
  type LedgerCheck,
  ledgerCheckSchema,
  ledgerEntrySchema,
  type PromotionRequest,
  promotionRequestSchema,
  rolloutKey,
  type RolloutRef,
} from '@greenroom/plugin-rollouts-common';
import { z } from 'zod';
import type {
  Deed,
  GitOps,
  LedgerPage,
  LedgerQuery,
  NewDeed,
  NewRequest,
  NewVote,
  PromotionsApi,
} from './PromotionsApi';

const ledgerPageSchema = z.object({ items: z.array(ledgerEntrySchema), nextCursor: z.string().optional() });

const gitOpsSchema = z.object({ managed: z.boolean(), wouldRevert: z.boolean(), why: z.string() });

const pathOf = ({ cluster, namespace, kind, name }: RolloutRef) =>
  `rollouts/${[cluster, namespace, kind, name].map(encodeURIComponent).join('/')}`;

/** Promotions over HTTP (`http-api.md`); every answer is read before anything is made of it. */
export class PromotionsClient implements PromotionsApi {
  readonly #fetchApi: FetchApi;
  #me: Promise<Me> | undefined;

  constructor(fetchApi: FetchApi) {
    this.#fetchApi = fetchApi;
  }

  me(): Promise<Me> {
    this.#me ??= this.#read('plugin://portal/me', meSchema).catch(error => {
      this.#me = undefined;
      throw error;
    });
    return this.#me;
  }

  comparison(rollout: RolloutRef): Promise<Comparison> {
    return this.#read(`plugin://rollouts/${pathOf(rollout)}/comparison`, comparisonSchema);
  }

  gitOps({ cluster, namespace, kind, name }: RolloutRef): Promise<GitOps> {
    const query = new URLSearchParams({ cluster, namespace, kind, name });
    return this.#read(`plugin://delivery/managed?${query}`, gitOpsSchema);
  }

  ledger({ rollout, kind, since, cursor }: LedgerQuery): Promise<LedgerPage> {
    const asked = Object.entries({ rollout: rollout && rolloutKey(rollout), kind, since, cursor });
    const query = new URLSearchParams(
      asked.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
    return this.#read(`plugin://rollouts/ledger?${query}`, ledgerPageSchema);
  }

  ledgerCheck(): Promise<LedgerCheck> {
    return this.#read('plugin://rollouts/ledger/verification', ledgerCheckSchema);
  }

  request(body: NewRequest): Promise<PromotionRequest> {
    return this.#send('plugin://rollouts/promotion-requests', body);
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
    await this.#post(`plugin://rollouts/${pathOf(rollout)}/narrowings/acknowledge`, { name, reason });
  }

  async perform(rollout: RolloutRef, act: Deed, body: NewDeed, key: string): Promise<void> {
    await this.#post(`plugin://rollouts/${pathOf(rollout)}/actions/${act}`, body, { 'idempotency-key': key });
  }

  #requestPath(id: string, part: string): string {
    return `plugin://rollouts/promotion-requests/${encodeURIComponent(id)}/${part}`;
  }

  async #read<T>(url: string, schema: z.ZodType<T>): Promise<T> {
    return schema.parse(await (await this.#fetch(url)).json());
  }

  async #send(url: string, body: object): Promise<PromotionRequest> {
    return promotionRequestSchema.parse(await (await this.#post(url, body)).json());
  }

  #post(url: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
    return this.#fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  async #fetch(url: string, init?: RequestInit): Promise<Response> {
    const response = await this.#fetchApi.fetch(url, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}
