import type { AuthService, BackstageCredentials } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { Check, Source } from '@greenroom/plugin-portal-common';
import { type Rollout, rolloutKey, type RolloutRef } from '@greenroom/plugin-rollouts-common';
import { checksOf } from './checks';
import type { ReadinessSource } from './config';
import type { FeatureClient } from './FeatureClient';

export interface ReadinessOptions {
  rollouts: {
    entries(): ReadonlyMap<string, { readonly rollout: Rollout }>;
    source(cluster: string): Source;
  };
  features: readonly ReadinessSource[];
  client: Pick<FeatureClient, 'checks'>;
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
}

/** Longer reasons of others are cut. */
const REASON = 500;

/** Everything that speaks for or against letting a rollout's preview go live. */
export class Readiness {
  readonly #options: ReadinessOptions;

  constructor(options: ReadinessOptions) {
    this.#options = options;
  }

  /** What the portal can say without asking anybody. */
  now(rollout: Rollout): Check[] {
    return checksOf(rollout, this.#options.rollouts.source(rollout.cluster));
  }

  /**
   * With what the other features say, each asked as the portal's own service and given its own time. Never rejects for
   * one of them: a feature that fails is a check that nobody can tell.
   * @throws NotFoundError for a cluster that is not configured
   */
  async of(ref: RolloutRef): Promise<Check[]> {
    const rollout = this.#options.rollouts.entries().get(rolloutKey(ref))?.rollout;
    if (!rollout) {
      return [];
    }
    const others = await Promise.all(
      this.#options.features.map(async feature =>
        this.#ask(feature, rollout, await this.#options.auth.getOwnServiceCredentials()),
      ),
    );
    return [...this.now(rollout), ...others.flat()];
  }

  /** The same for the eyes of one caller: of a source they may not see they learn the outcome, not the text. */
  async seenBy(credentials: BackstageCredentials, ref: RolloutRef): Promise<Check[]> {
    const [checks, hidden] = await Promise.all([this.of(ref), this.#hiddenFrom(credentials, ref)]);
    // That a feature says nothing are our own words.
    return checks.map(check =>
      hidden.has(check.from) && check.id !== check.from
        ? { ...check, reason: `${check.from} does not show you why` }
        : check,
    );
  }

  async #hiddenFrom(credentials: BackstageCredentials, ref: RolloutRef): Promise<ReadonlySet<string>> {
    const entityRef = this.#options.rollouts.entries().get(rolloutKey(ref))?.rollout.entityRef;
    const hidden = await Promise.all(
      this.#options.features.map(async ({ pluginId, timeoutMs }) => {
        const shown =
          entityRef !== undefined &&
          (await this.#checks({ pluginId, timeoutMs }, entityRef, credentials).then(
            () => true,
            () => false,
          ));
        return shown ? [] : [pluginId];
      }),
    );
    return new Set(hidden.flat());
  }

  async #ask(
    feature: ReadinessSource,
    rollout: Rollout,
    credentials: BackstageCredentials,
  ): Promise<Check[]> {
    const { pluginId, timeoutMs } = feature;
    if (rollout.entityRef === undefined) {
      return [
        unknown(pluginId, 'it is asked about a service of the catalog, and this rollout belongs to none'),
      ];
    }
    try {
      const checks = await this.#checks(feature, rollout.entityRef, credentials);
      // A feature speaks for itself only: neither in our name nor by our ids.
      return checks.map(check => ({
        ...check,
        id: `${pluginId}.${check.id}`,
        from: pluginId,
        reason: check.reason.slice(0, REASON),
      }));
    } catch (error) {
      const late = isError(error) && error.name === 'TimeoutError';
      return [unknown(pluginId, late ? `it did not answer within ${timeoutMs / 1_000} s` : whyOf(error))];
    }
  }

  /** A server that accepts the connection and then says nothing is given up too. */
  #checks({ pluginId, timeoutMs }: ReadinessSource, entityRef: string, onBehalfOf: BackstageCredentials) {
    const signal = AbortSignal.timeout(timeoutMs);
    return this.#options.client.checks(pluginId, entityRef, { onBehalfOf, signal });
  }
}

function unknown(pluginId: string, why: string): Check {
  return { id: pluginId, from: pluginId, outcome: 'unknown', reason: `${pluginId} says nothing: ${why}` };
}

function whyOf(error: unknown): string {
  return isError(error) ? (error.message.split('\n')[0] ?? error.name).slice(0, REASON) : String(error);
}
