import { z } from 'zod';

const text = z.string().optional();
const keySchema = z.object({
  ...{ kty: z.string(), alg: text, use: text, kid: text },
  ...{ crv: text, x: text, y: text, n: text, e: text },
});
const keysSchema = z.object({ keys: z.array(keySchema) });
/** Keys as a plugin publishes them (RFC 7517). */
export type Keys = z.infer<typeof keysSchema>;

/** So long one waits for a plugin of this very process that has no time: longer than a busy moment is. */
const PATIENCE_MS = 10_000;
/** So long an answer holds: who sends false tokens does not make the portal ask itself each time. */
const KEPT_MS = 10_000;

interface Asked {
  at: number;
  keys: Promise<Keys | undefined>;
}

/** What the plugins of this backend publish, asked once for all who wait for the same. */
export class PublishedKeys {
  readonly #now: () => number;
  readonly #asked = new Map<string, Asked>();

  /** @param now in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @returns `undefined` when they did not come; none where there is no such document */
  of(url: string): Promise<Keys | undefined> {
    const now = this.#now();
    for (const [of, { at }] of this.#asked) {
      if (now - at >= KEPT_MS) {
        this.#asked.delete(of);
      }
    }
    const { keys } = this.#asked.get(url) ?? this.#ask(url, now);
    return keys;
  }

  #ask(url: string, at: number): Asked {
    const asked = { at, keys: publishedAt(url) };
    this.#asked.set(url, asked);
    void asked.keys.then(keys => keys ?? this.#asked.delete(url));
    return asked;
  }
}

async function publishedAt(url: string): Promise<Keys | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.status === 404) {
      return { keys: [] };
    }
    return answer.ok ? keysSchema.parse(await answer.json()) : undefined;
  } catch {
    return undefined;
  }
}
