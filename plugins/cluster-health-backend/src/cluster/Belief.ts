import type { Unseen } from '@greenroom/plugin-cluster-health-common';
import type { Source } from '@greenroom/plugin-portal-common';

/** How far everything can be believed: when that is another than before, everything that says so says something else. */
export class Belief {
  #told = '';

  /** Whether rows, and services, say something else than before. What is used is no part of how anything is. */
  observe({ freshness, reason }: Source, unseen: readonly Unseen[]): boolean {
    const lost = unseen.filter(({ part, why }) => part !== 'metrics' && why !== 'not-installed');
    const told = JSON.stringify([freshness, reason, lost]);
    const isOther = told !== this.#told;
    this.#told = told;
    return isOther;
  }
}

/** That it was observed again is no news. */
export function withoutTime({ observedAt: _, ...source }: Source): Source {
  return source;
}
