import { z } from 'zod';
import { systemClock } from '../clock';
import { urlCredentials } from '../connection/urlCredentials';
import { LiveCluster } from '../LiveCluster';
import { type Tuning, tuning } from '../tuning';
import type { LiveCollection, RowIdentity, WatchedKind } from '../types';
import { keepingLogger } from './logger';
import type { ScriptedApiServer } from './ScriptedApiServer';
import { tlsFile } from './tls';

export interface WidgetRow extends RowIdentity {
  namespace: string;
  value?: number;
}

const widgetSchema = z.object({
  metadata: z.object({ uid: z.string(), namespace: z.string(), name: z.string() }),
  value: z.number().optional(),
});

/** Some custom resource, held as its name and one number. */
export function widgetsKind(): WatchedKind<WidgetRow> {
  return {
    type: { group: 'example.com', version: 'v1', resource: 'widgets' },
    project: object => {
      const parsed = widgetSchema.safeParse(object);
      return parsed.success ? { ...parsed.data.metadata, value: parsed.data.value } : undefined;
    },
  };
}

/** Everything four times as fast, so that tests are; what a server counts in seconds stays whole. */
export const fastTuning: Tuning = {
  ...tuning,
  probeEvery: 300,
  probeLimit: 600,
  rewindPatience: 300,
  retryFirst: 50,
  retryLast: 300,
  connectLimit: 600,
  credentialsLimit: 1_500,
  silenceLimit: 1_000,
  callLimit: 1_000,
  watchSeconds: 1,
  watchOverdue: 300,
  grace: 300,
  installedEvery: 200,
  deniedEvery: 300,
  endedEvery: 250,
};

/** A cluster that reaches the server with a token, started. */
export function startCluster(
  server: { url: string },
  options: Partial<{ name: string; tuning: Tuning; token: string }> = {},
) {
  const { name = 'eks-prod', token = 'secret-token' } = options;
  const cluster = new LiveCluster({
    name,
    load: urlCredentials({ name, url: server.url, caFile: tlsFile('ca.crt'), token }),
    clock: systemClock,
    tuning: options.tuning ?? fastTuning,
    logger: keepingLogger(),
    version: '1.2.3',
  });
  cluster.start();
  return cluster;
}

/** Keeps what the emitted changes say, to be held against the rows. */
export class Replay<Row> {
  readonly rows = new Map<string, Row>();
  readonly wrong: string[] = [];

  constructor(collection: LiveCollection<Row>) {
    collection.rows().forEach((row, key) => this.rows.set(key, row));
    collection.subscribe(changes => {
      for (const { key, row, before } of changes) {
        if (this.rows.get(key) !== before) {
          this.wrong.push(`${key}: before is not what was told last`);
        }
        if (row === undefined) {
          this.rows.delete(key);
        } else {
          this.rows.set(key, row);
        }
      }
    });
  }
}

/** The rows as the server would have them. */
export function expectedRows(server: ScriptedApiServer): Record<string, number | undefined> {
  const entries = server.store
    .all('widgets')
    .map(
      ({ metadata, value }) =>
        [`${metadata.namespace}/${metadata.name}`, value as number | undefined] as const,
    );
  return Object.fromEntries(entries);
}

export function heldRows(collection: LiveCollection<WidgetRow>): Record<string, number | undefined> {
  return Object.fromEntries([...collection.rows()].map(([key, row]) => [key, row.value]));
}

/** Resolves when it is live, whatever it is. */
export function untilLive(state: () => { freshness: string; reason?: string }): Promise<void> {
  return eventually(() => {
    const { freshness, reason } = state();
    if (freshness !== 'live') {
      throw new RangeError(`it is ${freshness}: ${reason}`);
    }
  });
}

/** Resolves when it holds; fails with what `check` threw last when it does not within the time, milliseconds. */
export async function eventually(check: () => void, within = 5_000): Promise<void> {
  const end = performance.now() + within;
  for (;;) {
    try {
      check();
      return;
    } catch (error) {
      if (performance.now() > end) {
        throw error;
      }
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
