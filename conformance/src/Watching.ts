import { z } from 'zod';
import type { Api, Asked } from './Api';
import { sleep } from './eventually';
import { textAt } from './json';

const eventSchema = z.object({ type: z.string(), object: z.looseObject({}) });
export type WatchEvent = z.infer<typeof eventSchema>;

/** One watch, open; keeps every event. */
export class Watching {
  readonly events: WatchEvent[] = [];
  ended = false;
  readonly #abort = new AbortController();
  #status = 0;

  private constructor() {}

  /** Resolves when the server has answered with its headers. */
  static async open(api: Api, asked: Asked): Promise<Watching> {
    const watching = new Watching();
    const query = { watch: 'true', ...asked.query };
    const { statusCode, body } = await api.open({ ...asked, query }, watching.#abort.signal);
    watching.#status = statusCode;
    void watching.#follow(body);
    return watching;
  }

  get status(): number {
    return this.#status;
  }

  /** `ADDED one`, by type and name. */
  told(): string[] {
    return this.events.map(({ type, object }) => `${type} ${textAt(object, 'metadata', 'name')}`.trim());
  }

  /** Resolves with the first event that fits, past or to come. @throws when none comes within the time, milliseconds */
  async first(fits: (event: WatchEvent) => boolean, within = 10_000): Promise<WatchEvent> {
    const end = performance.now() + within;
    for (;;) {
      const found = this.events.find(fits);
      if (found) {
        return found;
      }
      if (performance.now() > end || this.ended) {
        throw new NoSuchEvent(
          `not told within ${within} ms${this.ended ? ', it ended' : ''}: ${this.told()}`,
        );
      }
      await sleep(20);
    }
  }

  /** Resolves with how long it took, milliseconds. @throws when the server does not end it within the time */
  async end(within: number): Promise<void> {
    const limit = performance.now() + within;
    while (!this.ended) {
      if (performance.now() > limit) {
        throw new NoSuchEvent(`the watch did not end within ${within} ms`);
      }
      await sleep(20);
    }
  }

  close(): void {
    this.#abort.abort();
  }

  async #follow(body: AsyncIterable<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const part of body) {
        const lines = (rest + decoder.decode(part, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        this.events.push(
          ...lines.filter(line => line !== '').map(line => eventSchema.parse(JSON.parse(line))),
        );
      }
    } catch (error) {
      if (!this.#abort.signal.aborted) {
        this.events.push({ type: 'BROKEN', object: { message: String(error) } });
      }
    }
    this.ended = true;
  }
}

class NoSuchEvent extends Error {
  override readonly name = 'NoSuchEvent';
}
