import type { Coverage, NodeState, Vault } from '@greenroom/plugin-vault-leases-common';
import type { VerdictState } from '@greenroom/plugin-portal-common';
import { amount, count, formatDuration } from '@greenroom/plugin-portal-react';

export const flavourWords: Readonly<Record<Vault['flavour'], string>> = {
  vault: 'Vault',
  openbao: 'OpenBao',
  unknown: 'Vault or OpenBao',
};

/** How a node's state looks, and what it is called. */
export const nodeLooks: Readonly<Record<NodeState, { state: VerdictState; words: string }>> = {
  active: { state: 'healthy', words: 'leads' },
  standby: { state: 'healthy', words: 'standby' },
  'performance-standby': { state: 'healthy', words: 'performance standby' },
  'disaster-recovery': { state: 'healthy', words: 'disaster recovery' },
  'standby-without-active': { state: 'degraded', words: 'standby, sees no leader' },
  'not-initialised': { state: 'degraded', words: 'not initialised' },
  sealed: { state: 'degraded', words: 'sealed' },
  removed: { state: 'degraded', words: 'removed' },
  quota: { state: 'unknown', words: 'over its quota' },
  'not-reachable': { state: 'unknown', words: 'not reachable' },
  unknown: { state: 'unknown', words: 'not known' },
};

/** `1 h 00 min`; nothing where it is not known. */
export function secondsWords(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : formatDuration(seconds * 1000);
}

/** Instead of a number where nobody has listed a role. */
export const NOT_LISTED = 'not listed: open it to list it';

/** What a sum or a soonest end was made from: `50 of 300 looked up`. */
export function coverageWords({ looked, of }: Coverage): string {
  if (of === undefined) {
    return NOT_LISTED;
  }
  if (of === 0) {
    return 'there is none';
  }
  if (looked >= of) {
    return of === 1 ? 'looked up' : `all ${amount(of)} looked up`;
  }
  return `${amount(looked)} of ${amount(of)} looked up`;
}

/** What can be said of the leases of a role of which nothing is wrong that was looked at. */
export function coverageSentence({ looked, of }: Coverage): string {
  if (of === undefined) {
    return 'Its leases are not listed: nobody can tell how many there are.';
  }
  if (of === 0) {
    return 'It has no lease now.';
  }
  if (looked >= of) {
    return of === 1 ? 'Its only lease needs nobody.' : `None of its ${amount(of)} leases needs you.`;
  }
  if (looked === 0) {
    return `It has ${count(of, 'lease')}, and none of them was looked up.`;
  }
  const seen =
    looked === 1
      ? 'The only lease that was looked up needs nobody'
      : `None of the ${amount(looked)} leases that were looked up needs you`;
  const left = of - looked;
  return `${seen}; ${left === 1 ? 'the other' : `one of the other ${amount(left)}`} may end sooner.`;
}
