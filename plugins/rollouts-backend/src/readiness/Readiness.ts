import type { AuthService, BackstageCredentials } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { Check, Source } from '@greenroom/plugin-portal-common';
import { type Rollout, rolloutKey, type RolloutRef } from '@greenroom/plugin-rollouts-common';
import { checksOf } from './checks';
import type { ReadinessSource } from './config';
import type { FeatureClient } from './FeatureClient';
import type { Room } from './quotas/room';

export interface ReadinessOptions {
  rollouts: {
    entries(): ReadonlyMap<string, { readonly rollout: Rollout }>;
    source(cluster: string): Source;
  };
  /** How many pods more its namespace's quotas let in. */
  room(rollout: Rollout): Room;
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
    const { rollouts, room } = this.#options;
    return checksOf(rollout, rollouts.source(rollout.cluster), room(rollout));
  }

  /**
   * With what the other features say, each asked as the portal's own service and given its own time; of theirs the
   * outcome only, because who reads this may not see those sources. Never rejects for one of them: a feature that fails
   * is a check that nobody can tell.
   */
  async of(ref: RolloutRef): Promise<Check[]> {
    const rollout = this.#rollout(ref);
    return rollout ? [...this.now(rollout), ...(await this.#others(rollout)).map(withoutText)] : [];
  }

  /** The same for the eyes of one caller, with the text of the checks that they may see. */
  async seenBy(credentials: BackstageCredentials, ref: RolloutRef): Promise<Check[]> {
    const rollout = this.#rollout(ref);
    if (!rollout) {
      return [];
    }
    const [others, shown] = await Promise.all([
      this.#others(rollout),
      this.#shownTo(credentials, rollout.entityRef),
    ]);
    return [...this.now(rollout), ...others.map(check => (shown.has(check.id) ? check : withoutText(check)))];
  }

  #rollout(ref: RolloutRef): Rollout | undefined {
    return this.#options.rollouts.entries().get(rolloutKey(ref))?.rollout;
  }

  async #others(rollout: Rollout): Promise<Check[]> {
    const { features, auth } = this.#options;
    if (features.length === 0) {
      return [];
    }
    const own = await auth.getOwnServiceCredentials();
    return (await Promise.all(features.map(feature => this.#ask(feature, rollout, own)))).flat();
  }

  /** The checks that this caller is answered too: a feature may show them one of its sources, and another not. */
  async #shownTo(credentials: BackstageCredentials, entityRef = ''): Promise<ReadonlySet<string>> {
    const asked = await Promise.allSettled(
      this.#options.features.map(async feature => {
        const checks = await this.#checks(feature, entityRef, credentials);
        return checks.map(({ id }) => idOf(feature, id));
      }),
    );
    return new Set(asked.flatMap(answer => (answer.status === 'fulfilled' ? answer.value : [])));
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
        id: idOf(feature, check.id),
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

function idOf({ pluginId }: ReadinessSource, id: string): string {
  return `${pluginId}.${id}`;
}

/** That a feature says nothing are our own words, and hide nothing. */
function withoutText(check: Check): Check {
  return check.id === check.from
    ? check
    : { ...check, reason: `${check.from} shows why to those who may see it` };
}

function unknown(pluginId: string, why: string): Check {
  return { id: pluginId, from: pluginId, outcome: 'unknown', reason: `${pluginId} says nothing: ${why}` };
}

function whyOf(error: unknown): string {
  return isError(error) ? (error.message.split('\n')[0] ?? error.name).slice(0, REASON) : String(error);
}
