import {
  type LimitRangeRow,
  type PodShape,
  readQuantity,
  type VolumeClaimRow,
} from '@greenroom/cluster-access';
import type { ObjectLink } from '@greenroom/plugin-cluster-health-common';
import { type Finding, found, type Reading, together } from '../Finding';
import { linkTo } from '../links';
import { listed, verb } from '../words';

/** From here on somebody who needs a little more will be refused. */
const NEARLY_ALL = 0.9;

export interface LimitContext {
  /** Workloads of the namespace with the shape of their pods. */
  workloads?: readonly { link: ObjectLink; shape?: PodShape }[];
  claims?: readonly VolumeClaimRow[];
}

type Most = Readonly<Record<string, string>>;

/** Who asks for nearly the most that a LimitRange allows (kubernetes.io/docs/concepts/policy/limit-range/). */
export function readLimitRange(row: LimitRangeRow, { workloads = [], claims = [] }: LimitContext): Reading {
  const near = row.limits.flatMap(({ type, max = {} }) => {
    switch (type) {
      case 'Container':
        return workloads
          .filter(({ shape }) => shape && containerIsNear(shape, max))
          .map(({ link }) => link.name);
      case 'Pod':
        return workloads.filter(({ shape }) => shape && podIsNear(shape, max)).map(({ link }) => link.name);
      case 'PersistentVolumeClaim':
        return claims.filter(claim => isNear(claim.requestedBytes, max.storage)).map(({ name }) => name);
      default:
        return [];
    }
  });
  const names = [...new Set(near)].sort();
  return together(names.length === 0 ? [] : [found(finding(row, names))]);
}

function finding(row: LimitRangeRow, names: readonly string[]): Finding {
  const shown = names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return {
    rule: 'limit-near',
    text: `limit range ${row.name} of ${row.namespace} allows hardly more than ${listed(shown)} ${verb(names.length, 'asks', 'ask')} for`,
    object: linkTo('LimitRange', row),
    about: { namespace: [row.namespace] },
  };
}

function containerIsNear({ largestCpuCores, largestMemoryBytes }: PodShape, max: Most): boolean {
  return isNear(largestCpuCores, max.cpu) || isNear(largestMemoryBytes, max.memory);
}

function podIsNear({ cpuCoresLimit, memoryBytesLimit }: PodShape, max: Most): boolean {
  return isNear(cpuCoresLimit, max.cpu) || isNear(memoryBytesLimit, max.memory);
}

function isNear(asked: number | undefined, most: string | undefined): boolean {
  const limit = readQuantity(most);
  return asked !== undefined && limit !== undefined && limit > 0 && asked / limit >= NEARLY_ALL;
}
