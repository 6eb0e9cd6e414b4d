import type { Unseen } from '@greenroom/plugin-cluster-health-common';
import type { Source } from '@greenroom/plugin-portal-common';

/** How far everything can be believed: when that is another than before, everything that says so says something else. */
export class Belief {
  #ofRows = '';
  #ofServices = '';

  /** Whether rows, and services, say something else than before. */
  observe(
    { freshness, reason }: Source,
    unseen: readonly Unseen[],
  ): { ofRows: boolean; ofServices: boolean } {
    const ofRows = JSON.stringify([freshness, reason, unseen.filter(({ part }) => part === 'pods')]);
    const ofServices = JSON.stringify([freshness, reason, unseen]);
    const isOther = { ofRows: ofRows !== this.#ofRows, ofServices: ofServices !== this.#ofServices };
    this.#ofRows = ofRows;
    this.#ofServices = ofServices;
    return isOther;
  }
}

/** That it was observed again is no news. */
export function withoutTime({ observedAt: _, ...source }: Source): Source {
  return source;
}
