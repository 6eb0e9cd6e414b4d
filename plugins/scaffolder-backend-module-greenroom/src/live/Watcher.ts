import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { z } from 'zod';
import type { Clock } from '../clock';
import type { PortalClient } from '../portal/PortalClient';
import { applicationSchema, rolloutSchema, type Target, waitsFor } from './liveness';

export interface Environment {
  name: string;
  cluster: string;
}

export interface Service {
  name: string;
  namespace: string;
  environments: readonly Environment[];
  target: Target;
}

export interface WatcherOptions {
  portal: Pick<PortalClient, 'ask'>;
  clock: Clock;
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/** How one environment stands. */
export interface Standing extends Environment {
  /** Absent: it is live. */
  waitsFor?: string;
  revision?: string;
}

/** Where Argo CD's own objects are. */
const ARGOCD = 'argocd';
const EVERY_MS = 1_000;

/** Looks at a service in all its environments until it is live in each, asking the portal as the person whose run it is. */
export class Watcher {
  readonly #options: WatcherOptions;

  constructor(options: WatcherOptions) {
    this.#options = options;
  }

  /**
   * How all stand when all are live, or the time is over. `onChange` is told each time an environment stands otherwise.
   * @throws NotAllowedError when the person may not see where the service runs, and what else does not pass by itself
   */
  async until(
    service: Service,
    timeoutMs: number,
    onChange: (standing: Standing) => void,
  ): Promise<Standing[]> {
    const { clock, signal } = this.#options;
    const end = clock.now() + timeoutMs;
    const told = new Map<string, string | undefined>();
    for (;;) {
      const standings = await this.look(service);
      for (const standing of standings) {
        if (!told.has(standing.name) || told.get(standing.name) !== standing.waitsFor) {
          told.set(standing.name, standing.waitsFor);
          onChange(standing);
        }
      }
      const isLive = standings.every(standing => standing.waitsFor === undefined);
      if (isLive || clock.now() >= end || signal?.aborted) {
        return standings;
      }
      await clock.sleep(EVERY_MS, signal);
    }
  }

  async look({ name, namespace, environments, target }: Service): Promise<Standing[]> {
    return Promise.all(
      environments.map(async environment => {
        const at = (parts: readonly string[]) => parts.map(encodeURIComponent).join('/');
        const { cluster } = environment;
        try {
          const [application, rollout] = await Promise.all([
            this.#find('delivery', `/applications/${at([cluster, ARGOCD, name])}`, applicationSchema),
            this.#find('rollouts', `/rollouts/${at([cluster, namespace, 'rollout', name])}`, rolloutSchema),
          ]);
          const waits = waitsFor({ application, rollout }, target);
          const revision = rollout?.active?.revision;
          return {
            ...environment,
            ...(waits !== undefined && { waitsFor: waits }),
            ...(revision !== undefined && { revision }),
          };
        } catch (error) {
          if (error instanceof ServiceUnavailableError) {
            return { ...environment, waitsFor: error.message };
          }
          throw error;
        }
      }),
    );
  }

  async #find<T>(plugin: string, path: string, schema: z.ZodType<T>): Promise<T | undefined> {
    const { portal, credentials, signal } = this.#options;
    try {
      return await portal.ask({ plugin, path, onBehalfOf: credentials, signal }, schema);
    } catch (error) {
      if (error instanceof NotFoundError) {
        return undefined;
      }
      throw error;
    }
  }
}
