import type { Verdict } from '@greenroom/plugin-portal-common';
import { count, duration, since } from '@greenroom/plugin-portal-node';
import type { SeenVault } from './judgeVault';

/**
 * The sentence at the head of a Vault's page: what is wrong, and then how it is. Like
 * `vault-1 is sealed. vault-0 leads for 9 days, 2 of 3 nodes serve, 24 leases.`
 */
export function sentenceOf(vault: SeenVault, verdict: Verdict, now: number): string {
  const first = verdict.state === 'healthy' ? undefined : verdict.reasons[0]?.text;
  return [first, facts(vault, now)]
    .filter(text => text !== undefined && text !== '')
    .map(text => `${text}.`)
    .join(' ');
}

const serves = new Set(['active', 'standby', 'performance-standby']);

function facts({ active, nodes, leases, totalsAt }: SeenVault, now: number): string {
  const serving = nodes.filter(({ state }) => serves.has(state)).length;
  const lead = nodes.find(({ name }) => name === active);
  const told = [
    lead &&
      `${lead.name} leads${lead.activeSince === undefined ? '' : ` for ${duration(since(lead.activeSince, now))}`}`,
    active !== undefined && nodes.length > 1 ? `${serving} of ${nodes.length} nodes serve` : undefined,
    active !== undefined && leases !== undefined && totalsAt !== undefined
      ? `${count(leases)} ${leases === 1 ? 'lease' : 'leases'}`
      : undefined,
  ].filter(text => text !== undefined);
  return told.join(', ');
}
