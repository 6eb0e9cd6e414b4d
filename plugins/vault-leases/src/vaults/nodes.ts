import { type NodeState, nodeStateSchema, type VaultLine } from '@greenroom/plugin-vault-leases-common';

/** How many nodes are in each state that any is in, the one that leads first. */
export function nodesByState(nodes: VaultLine['nodes']): { state: NodeState; nodes: number }[] {
  return nodeStateSchema.options.flatMap(state => {
    const own = nodes.filter(node => node.state === state).length;
    return own === 0 ? [] : [{ state, nodes: own }];
  });
}
