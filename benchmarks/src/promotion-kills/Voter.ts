import { promotionRequestSchema, type PromotionRequest } from '@greenroom/plugin-rollouts-common';
import { z } from 'zod';
import { sleep } from '../measure';

const requestsSchema = z.object({
  items: z.array(promotionRequestSchema),
  nextCursor: z.string().optional(),
});
const entriesSchema = z.object({
  items: z.array(z.object({ request: z.string().optional() })),
  nextCursor: z.string().optional(),
});
const checkSchema = z.object({ valid: z.boolean(), entries: z.number() });

const START_MS = 300_000;

/** A person at the portal, who asks again what was not answered. */
export class Voter {
  constructor(
    private readonly portal: string,
    private readonly token: string,
  ) {}

  /** Every request that waits. */
  async waiting(): Promise<PromotionRequest[]> {
    return this.#all(requestsSchema, 'promotion-requests', { state: 'waiting' });
  }

  /** Ids of the requests with such an entry, once for each. */
  async recorded(kind: string): Promise<string[]> {
    const entries = await this.#all(entriesSchema, 'ledger', { kind });
    return entries.flatMap(({ request }) => request ?? []);
  }

  async verification() {
    return checkSchema.parse(await this.#look('ledger/verification'));
  }

  async read(id: string): Promise<PromotionRequest> {
    return promotionRequestSchema.parse(await this.#look(`promotion-requests/${id}`));
  }

  async vote({ id, etag }: PromotionRequest): Promise<void> {
    await this.#ask(`promotion-requests/${id}/votes`, { vote: 'approve', reason: '', seen: etag });
  }

  async go({ id }: PromotionRequest): Promise<void> {
    await this.#ask(`promotion-requests/${id}/execute`, {});
  }

  /** A portal that is not there, or not ready, is asked again: for as long as it takes it to start on a busy machine. */
  async #look(path: string): Promise<unknown> {
    const end = performance.now() + START_MS;
    for (;;) {
      try {
        return await this.#ask(path);
      } catch (error) {
        if (performance.now() > end) {
          throw error;
        }
      }
      await sleep(300);
    }
  }

  async #all<Item>(
    schema: z.ZodType<{ items: Item[]; nextCursor?: string }>,
    path: string,
    query: Record<string, string>,
  ): Promise<Item[]> {
    const found: Item[] = [];
    let cursor: string | undefined;
    do {
      const asked = new URLSearchParams({ limit: '100', ...query, ...(cursor !== undefined && { cursor }) });
      const page = schema.parse(await this.#look(`${path}?${asked}`));
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return found;
  }

  async #ask(path: string, body?: object): Promise<unknown> {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${this.portal}/api/rollouts/${path}`, {
      headers,
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!answer.ok) {
      throw new RangeError(`${path}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
    }
    return answer.json();
  }
}
