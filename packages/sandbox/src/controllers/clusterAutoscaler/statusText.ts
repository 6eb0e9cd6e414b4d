import { stringify } from 'yaml';
import { stamp } from '../moments';
import { type NodeGroup, readyNodes } from './nodeGroups';

/** Why a group is not tried for a while. */
export interface BackOff {
  errorCode: string;
  errorMessage: string;
}

export interface GroupState {
  group: NodeGroup;
  /** So many nodes it was asked to have. */
  target: number;
  backOff?: BackOff;
}

/** Since when something is as it is, RFC 3339. @param about what; @param state how it is now */
export type Since = (about: string, state: string) => string;

/** The status of the Cluster Autoscaler 1.30 and later: YAML below `data.status` of its ConfigMap. */
export function statusText(states: readonly GroupState[], now: Date, since: Since): string {
  const at = stamp(now);
  const entry = (about: string, status: string, more: object = {}) => ({
    status,
    ...more,
    lastProbeTime: at,
    lastTransitionTime: since(about, status),
  });
  const groups = states.map(state => groupOf(state, entry));
  const growing = states.some(({ group, target }) => target > group.nodes.length);
  const total = states.reduce((sum, { group }) => sum + group.nodes.length, 0);
  const ready = states.reduce((sum, { group }) => sum + readyNodes(group), 0);
  return stringify({
    time: writtenTime(now),
    autoscalerStatus: 'Running',
    clusterWide: {
      health: entry('cluster health', healthOf(ready, total), { nodeCounts: counts(ready, total) }),
      scaleUp: entry('cluster scaleUp', growing ? 'InProgress' : 'NoActivity'),
      scaleDown: entry('cluster scaleDown', 'NoCandidates'),
    },
    nodeGroups: groups,
  });
}

/** A time as Go prints it. */
export function writtenTime(at: Date): string {
  return `${at.toISOString().replace('T', ' ').replace('Z', '000000')} +0000 UTC`;
}

type Entry = (about: string, status: string, more?: object) => object;

function groupOf({ group, target, backOff }: GroupState, entry: Entry): object {
  const { name, min, max, nodes } = group;
  const ready = readyNodes(group);
  const growing = target > nodes.length ? 'InProgress' : 'NoActivity';
  const counted = {
    nodeCounts: counts(ready, nodes.length),
    cloudProviderTarget: target,
    minSize: min,
    maxSize: max,
  };
  const up = backOff ? entry(`${name} scaleUp`, 'Backoff', { backoffInfo: backOff }) : undefined;
  return {
    name,
    health: entry(`${name} health`, healthOf(ready, nodes.length), counted),
    scaleUp: up ?? entry(`${name} scaleUp`, growing, { backoffInfo: {} }),
    scaleDown: entry(`${name} scaleDown`, 'NoCandidates'),
  };
}

/** As with the autoscaler's own limits: up to three nodes may be unready, and of larger groups 45 %. */
function healthOf(ready: number, total: number): string {
  return total - ready > Math.max(3, total * 0.45) ? 'Unhealthy' : 'Healthy';
}

function counts(ready: number, total: number): object {
  const unready = { total: total - ready, resourceUnready: 0 };
  return {
    registered: { total, ready, notStarted: 0, suspended: 0, unready },
    longUnregistered: 0,
    unregistered: 0,
  };
}
