import type { PodCounts, PodLine, ProblemState, Resources } from '@greenroom/plugin-cluster-health-common';
import type { VerdictState } from '@greenroom/plugin-portal-common';
import { amount, bytesWords, count, figures } from '@greenroom/plugin-portal-react';

/** `63.4 cores`. */
export function coresWords(cores: number): string {
  return `${figures(cores)} ${cores === 1 ? 'core' : 'cores'}`;
}

/** `63.4 of 72 cores`. */
export function coresOf(part: number, whole: number): string {
  return `${figures(part)} of ${figures(whole)} ${whole === 1 ? 'core' : 'cores'}`;
}

/** `231 of 522 pods`. */
export function podsOf(part: number, whole: number): string {
  return `${amount(part)} of ${count(whole, 'pod')}`;
}

export const podStateWords: Record<PodLine['state'], string> = {
  ready: 'ready',
  starting: 'starting',
  pending: 'pending',
  failing: 'failing',
  ending: 'ending',
  ended: 'ended',
};

/** How a pod in a state looks. */
export const podStates: Record<PodLine['state'], VerdictState> = {
  ready: 'healthy',
  starting: 'progressing',
  pending: 'waiting',
  failing: 'degraded',
  ending: 'progressing',
  ended: 'healthy',
};

const told = ['ready', 'failing', 'pending', 'starting', 'ended'] as const;

/** `231 ready, 2 failing, 4 pending`: states that no pod is in are left out. */
export function podCountWords(pods: PodCounts): string {
  const words = told.flatMap(state => (pods[state] > 0 ? [`${amount(pods[state])} ${state}`] : []));
  return words.length > 0 ? words.join(', ') : 'no pods';
}

/** A risk is nothing that is wrong: it has a word of its own. */
export const problemWords: Record<ProblemState, string> = {
  degraded: 'degraded',
  waiting: 'waiting',
  progressing: 'progressing',
  unknown: 'unknown',
  healthy: 'worth knowing',
};

/** What a pod or a workload may use at most, in words; `undefined` where nothing is written. */
export function limitWords({ cpuCoresLimit, memoryBytesLimit }: Resources): string | undefined {
  const words = [
    ...(cpuCoresLimit === undefined ? [] : [coresWords(cpuCoresLimit)]),
    ...(memoryBytesLimit === undefined ? [] : [bytesWords(memoryBytesLimit)]),
  ];
  return words.length > 0 ? words.join(', ') : undefined;
}

/** `v1.8.2` of `registry.example/shop/checkout:v1.8.2`; a digest is cut. */
export function tagOf(image: string): string {
  const own = image.slice(image.lastIndexOf('/') + 1);
  const [named = own, digest] = own.split('@');
  const tag = named.includes(':') ? named.slice(named.indexOf(':') + 1) : named;
  return digest && tag === named ? `${named}@${digest.slice(0, 15)}` : tag;
}
