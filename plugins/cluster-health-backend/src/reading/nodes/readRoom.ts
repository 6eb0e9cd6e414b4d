import type { NodeRow } from '@greenroom/cluster-access';
import { ROOM_ON_NODES } from '../about';
import { type Finding, found, type Reading, together } from '../Finding';
import { linkTo } from '../links';
import { type Load, NO_LOAD } from './NodeLoad';
import { isGoing } from './readNode';

/** From here on a pod of the usual size does not fit any more. */
const NEARLY_ALL = 0.95;

/** What is wrong with the nodes together: no room, or no second one. */
export function readRoom(nodes: readonly NodeRow[], loads: ReadonlyMap<string, Load>): Reading {
  return together([...full(nodes, loads), ...alone(nodes)].map(finding => found(finding)));
}

function full(nodes: readonly NodeRow[], loads: ReadonlyMap<string, Load>): Finding[] {
  const open = nodes.filter(node => node.ready && !node.cordoned && !isGoing(node));
  const first = open[0];
  if (!first) {
    return [];
  }
  const asked = { cpuCores: 0, memoryBytes: 0 };
  const there = { cpuCores: 0, memoryBytes: 0 };
  for (const node of open) {
    const load = loads.get(node.name) ?? NO_LOAD;
    asked.cpuCores += load.cpuCores;
    asked.memoryBytes += load.memoryBytes;
    there.cpuCores += node.allocatable?.cpuCores ?? 0;
    there.memoryBytes += node.allocatable?.memoryBytes ?? 0;
  }
  const parts = [
    { name: 'cpu', share: asked.cpuCores / there.cpuCores },
    { name: 'memory', share: asked.memoryBytes / there.memoryBytes },
  ].filter(({ share }) => share >= NEARLY_ALL);
  return parts.map(({ name, share }) => ({
    rule: 'cluster-full' as const,
    text: `pods have asked for ${percent(share)} of the ${name} of all ready nodes`,
    object: linkTo('Node', first),
    cause: name,
    about: { part: [ROOM_ON_NODES] },
  }));
}

/** Rounded down: what is not all is not called all. */
function percent(share: number): string {
  return Number.isFinite(share) ? `${Math.floor(share * 100)} %` : 'more than all';
}

function alone(nodes: readonly NodeRow[]): Finding[] {
  const [only, second] = nodes;
  return only && !second
    ? [
        {
          rule: 'one-node',
          text: `${only.name} is the only node: when it goes, everything goes`,
          object: linkTo('Node', only),
          about: { node: [only.name] },
        },
      ]
    : [];
}
