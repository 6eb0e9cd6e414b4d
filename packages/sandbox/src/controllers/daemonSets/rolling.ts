import { type Pod } from '../pods/podView';

export interface DaemonsOfNode {
  name: string;
  pods: Pod[];
}

export interface RollingSituation {
  /** Those that should have a pod, or have one. */
  nodes: DaemonsOfNode[];
  /** How many should have one. */
  desired: number;
  /** Numbers of nodes, or shares of `desired` such as `10%`. */
  maxUnavailable: number | string;
  maxSurge: number | string;
  isUpdated(pod: Pod): boolean;
  isAvailable(pod: Pod): boolean;
}

export interface Replacement {
  remove: Pod[];
  /** Where a new pod comes before the old one goes. */
  createOn: string[];
}

interface Pair extends DaemonsOfNode {
  newer?: Pod;
  older?: Pod;
}

function share(value: number | string, of: number): number {
  return typeof value === 'number' ? value : Math.ceil((of * Number(value.slice(0, -1))) / 100);
}

/** Which pods of older templates go now; they are replaced when they are gone, or beforehand where pods may surge. */
export function podsToReplace(situation: RollingSituation): Replacement {
  const { nodes, desired, maxSurge, maxUnavailable, isUpdated } = situation;
  const pairs = nodes.map(node => {
    const living = node.pods.filter(({ metadata }) => !metadata.deletionTimestamp);
    return { ...node, newer: living.find(isUpdated), older: living.find(pod => !isUpdated(pod)) };
  });
  const surge = share(maxSurge, desired);
  return surge > 0
    ? surging(pairs, situation, surge)
    : taking(pairs, situation, share(maxUnavailable, desired));
}

function taking(pairs: Pair[], { isAvailable }: RollingSituation, most: number): Replacement {
  const useless = pairs.flatMap(({ newer, older }) =>
    !newer && older && !isAvailable(older) ? [older] : [],
  );
  const candidates = pairs.flatMap(({ newer, older }) =>
    !newer && older && isAvailable(older) ? [older] : [],
  );
  const unavailable = pairs.filter(
    ({ newer, older }) =>
      !newer === !older || (newer && !isAvailable(newer)) || (older && !isAvailable(older)),
  ).length;
  return { remove: [...useless, ...candidates.slice(0, Math.max(0, most - unavailable))], createOn: [] };
}

function surging(pairs: Pair[], { isAvailable }: RollingSituation, most: number): Replacement {
  const done = pairs.flatMap(({ newer, older }) => (newer && older && isAvailable(newer) ? [older] : []));
  const starting = pairs.filter(({ newer, older }) => newer && older && !isAvailable(newer)).length;
  const single = pairs.filter(({ newer, older }) => !newer && older);
  const isUseless = ({ older }: Pair) => older !== undefined && !isAvailable(older);
  const useless = single.filter(isUseless);
  const candidates = single.filter(pair => !isUseless(pair)).slice(0, Math.max(0, most - starting));
  return { remove: done, createOn: [...useless, ...candidates].map(({ name }) => name) };
}
