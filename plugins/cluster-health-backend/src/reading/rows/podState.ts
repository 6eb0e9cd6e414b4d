import type { PodRow } from '@greenroom/cluster-access';
import type { PodCounts, PodLine } from '@greenroom/plugin-cluster-health-common';
import type { Finding } from '../Finding';
import { rules } from '../rules';

/** How a pod is, in one word, given what was found of it. */
export function podState(pod: PodRow, findings: readonly Finding[]): PodLine['state'] {
  if (pod.deleting) {
    return findings.length > 0 ? 'failing' : 'ending';
  }
  if (pod.phase === 'Succeeded') {
    return 'ended';
  }
  if (pod.phase === 'Failed') {
    return isBad(findings) ? 'failing' : 'ended';
  }
  if (pod.node === undefined) {
    return 'pending';
  }
  if (pod.ready) {
    return isBad(findings.filter(({ rule }) => rule === 'pod-lost')) ? 'failing' : 'ready';
  }
  return isBad(findings) ? 'failing' : 'starting';
}

function isBad(findings: readonly Finding[]): boolean {
  return findings.some(({ rule, state }) => (state ?? rules[rule].state) === 'degraded');
}

const countOf: Readonly<Record<PodLine['state'], keyof PodCounts>> = {
  ready: 'ready',
  starting: 'starting',
  pending: 'pending',
  failing: 'failing',
  ending: 'ended',
  ended: 'ended',
};

export const NO_PODS: Readonly<PodCounts> = { ready: 0, starting: 0, pending: 0, failing: 0, ended: 0 };

/** To be kept up by what comes (1) and goes (-1). */
export function countedPod(counts: PodCounts, state: PodLine['state'], sign: 1 | -1 = 1): PodCounts {
  const of = countOf[state];
  return { ...counts, [of]: counts[of] + sign };
}

export function podCounts(states: Iterable<PodLine['state']>): PodCounts {
  let counts: PodCounts = NO_PODS;
  for (const state of states) {
    counts = countedPod(counts, state);
  }
  return counts;
}
