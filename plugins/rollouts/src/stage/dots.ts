import type { PodDot, Revision } from '@greenroom/plugin-rollouts-common';
import { count } from '@greenroom/plugin-portal-react';
import { podWords } from '../words';

/** One place for a replica: a pod, or one that is still to come. */
export type Dot = { key: string; state: PodDot['state'] | 'missing'; words: string };

/** Beyond this many the dots would be a wall: the rest is said as a number. */
export const MOST_DOTS = 48;

const worstFirst: readonly PodDot['state'][] = ['failing', 'starting', 'ready', 'ending'];

const mostTelling = (pods: readonly PodDot[]) =>
  [...pods].sort((a, b) => worstFirst.indexOf(a.state) - worstFirst.indexOf(b.state)).slice(0, MOST_DOTS);

/**
 * The replicas of a revision as dots. A pod that ends does not fill a place. Dots keep their place while pods come
 * and go, as far as names allow: pods are in the order of their names, those to come after them.
 */
export function dotsOf({ pods, replicas }: Revision): { dots: Dot[]; more: number } {
  const filling = pods.filter(({ state }) => state !== 'ending').length;
  const missing = Math.max(0, replicas.desired - filling);
  const shown = pods.length > MOST_DOTS ? mostTelling(pods) : pods;
  const named = [...shown].sort((a, b) => (a.name < b.name ? -1 : 1)).map(podDot);
  const room = Math.max(0, MOST_DOTS - named.length);
  const empty = Array.from({ length: Math.min(missing, room) }, (_, index): Dot => ({
    key: `missing ${index}`,
    state: 'missing',
    words: 'to come',
  }));
  const dots = [...named, ...empty];
  return { dots, more: pods.length + missing - dots.length };
}

function podDot(pod: PodDot): Dot {
  const why = pod.reason ? [pod.reason] : [];
  const restarts = pod.restarts > 0 ? [count(pod.restarts, 'restart')] : [];
  const words = [`${pod.name}: ${podWords[pod.state]}`, ...why, ...restarts].join(', ');
  return { key: pod.name, state: pod.state, words };
}

/** `6 of 6`, or `4 of 6, 1 failing, 1 starting`. */
export function replicaWords({ pods, replicas }: Revision): string {
  const told = (['failing', 'starting', 'ending'] as const).flatMap(state => {
    const n = pods.filter(pod => pod.state === state).length;
    return n > 0 ? [`${n} ${podWords[state]}`] : [];
  });
  return [`${replicas.ready} of ${replicas.desired}`, ...told].join(', ');
}

/** Why pods fail, each reason once with how many it holds back, most first. */
export function failureReasons(pods: readonly PodDot[]): string[] {
  const reasons = new Map<string, number>();
  for (const { state, reason } of pods) {
    if (state === 'failing' && reason) {
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
  }
  return [...reasons]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, n]) => (n > 1 ? `${reason} (${count(n, 'pod')})` : reason));
}
