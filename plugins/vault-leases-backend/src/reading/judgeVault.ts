import type { Vault, VaultNode } from '@greenroom/plugin-vault-leases-common';
import type { Verdict } from '@greenroom/plugin-portal-common';
import { count } from '@greenroom/plugin-portal-node';
import { type Finding, verdictOf } from './Finding';
import { FAILING_MINUTES } from './thresholds';

/** A Vault as it was seen, before anybody says how that is. */
export type SeenVault = Omit<Vault, 'budget' | 'sentence' | 'since' | 'verdict'> & {
  /** What is read with others, is not live, and is not hidden from us by a policy: sentences. */
  gaps: readonly string[];
  /** It refused requests lately: too many of somebody, or of ours. */
  isOverQuota: boolean;
};

type Rule = (vault: SeenVault) => Finding[];

/** A node is these and serves: who leads, who follows, and what only the Enterprise edition has. */
const serving: ReadonlySet<VaultNode['state']> = new Set([
  'active',
  'standby',
  'performance-standby',
  'disaster-recovery',
]);
/** It is not known what a node is. */
const hidden: ReadonlySet<VaultNode['state']> = new Set(['unknown', 'quota']);

const words: Readonly<Partial<Record<VaultNode['state'], string>>> = {
  'standby-without-active': 'follows nobody: it can not reach the node that leads',
  'not-initialised': 'is not initialised',
  sealed: 'is sealed',
  removed: 'was removed from the cluster',
  quota: 'refuses to say how it is: a quota is exceeded',
  'not-reachable': 'does not answer',
  unknown: 'answers as no Vault does',
};

const answers = ({ state }: VaultNode) => state !== 'not-reachable';

const leader: Rule = ({ active, nodes }) => {
  if (active !== undefined) {
    return [];
  }
  const heard = nodes.filter(answers);
  if (heard.length === 0) {
    const text =
      nodes.length === 1 ? 'Its node does not answer' : `None of its ${nodes.length} nodes answers`;
    return [{ state: 'unknown', text }];
  }
  if (heard.some(({ state }) => hidden.has(state))) {
    return [{ state: 'unknown', text: 'It is not seen which node leads' }];
  }
  const all = (state: VaultNode['state']) => heard.every(node => node.state === state);
  if (all('sealed')) {
    return [{ state: 'degraded', text: 'It is sealed: nobody gets a secret until it is unsealed' }];
  }
  return all('not-initialised')
    ? [{ state: 'degraded', text: 'It is not initialised' }]
    : [{ state: 'degraded', text: 'No node leads: nobody gets or renews a lease' }];
};

/** Where no node answers it may be the way there: then nothing is known of any. */
const nodeStates: Rule = ({ nodes }) =>
  nodes
    .filter(({ state }) => !serving.has(state))
    .map(({ name, state, reason }) => ({
      state: hidden.has(state) || !nodes.some(answers) ? ('unknown' as const) : ('degraded' as const),
      text: reason ?? `${name} ${words[state] ?? `is ${state}`}`,
      ref: name,
    }));

const missing: Rule = ({ missingNodes, nodes }) =>
  missingNodes
    .filter(name => nodes.every(node => node.name !== name || serving.has(node.state)))
    .map(name => ({
      state: 'degraded',
      text: `Raft expects ${name}, and no node has heard of it lately`,
      ref: name,
    }));

const tolerance: Rule = ({ failureTolerance, nodes }) => {
  if (failureTolerance === undefined || failureTolerance > 0) {
    return [];
  }
  const raft = nodes.flatMap(node => node.raft ?? []);
  const voters = raft.filter(({ voter }) => voter).length;
  if (nodes.length === 1) {
    return [{ state: 'healthy', text: 'A single point of failure: it has one node' }];
  }
  const why = voters < raft.length ? `: ${voters} of ${raft.length} nodes vote` : '';
  return [{ state: 'degraded', text: `No node may be lost any more${why}` }];
};

const irrevocable: Rule = ({ irrevocable: leases }) => {
  if (!leases) {
    return [];
  }
  const text =
    leases === 1
      ? 'A lease is irrevocable: its user stays in the database until somebody takes it away there'
      : `${count(leases)} leases are irrevocable: their users stay in the database until somebody takes them away there`;
  return [{ state: 'degraded', text }];
};

/** How leases are that were looked up comes before the count, which is of all leases, and names none. */
const revocations: Rule = ({ revocationsFailedAt, unrevoked }) => {
  if (unrevoked?.leases) {
    const { leases, looked } = unrevoked;
    const users = leases === 1 ? 'its user still gets in' : 'their users still get in';
    const text = `${count(leases)} of the ${count(looked)} leases that were looked up ${leases === 1 ? 'has' : 'have'} ended and can not be revoked: ${users}`;
    return [{ state: 'degraded', text }];
  }
  const text = `Vault counted revocations that failed within ${FAILING_MINUTES} minutes, and does not say of which leases: their users may still get in`;
  return revocationsFailedAt === undefined ? [] : [{ state: 'degraded', text }];
};

const quota: Rule = ({ isOverQuota }) =>
  isOverQuota ? [{ state: 'waiting', text: 'It refuses requests: a rate limit quota is exceeded' }] : [];

const notLive: Rule = ({ gaps }) => gaps.map(text => ({ state: 'unknown', text }));

/** In the order in which their reasons are read: what stops everybody comes first. */
const rules: readonly Rule[] = [
  leader,
  nodeStates,
  missing,
  tolerance,
  irrevocable,
  revocations,
  quota,
  notLive,
];

/** How a Vault is, with every reason, the worst first. */
export function judgeVault(vault: SeenVault): Verdict {
  return verdictOf(rules.flatMap(rule => rule(vault)));
}
