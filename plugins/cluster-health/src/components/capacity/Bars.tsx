import type { Capacities, Capacity } from '@greenroom/plugin-cluster-health-common';
import { bytesOf, CapacityBar, CapacityBars } from '@greenroom/plugin-portal-react';
import { coresOf, podsOf } from '../../words';

/** What is asked for against what is there: processor, memory, pods. `stacked` where it is narrow. */
export function Bars({ capacity, stacked }: { capacity: Capacities; stacked?: boolean }) {
  const { cpuCores, memoryBytes, pods } = capacity;
  return (
    <CapacityBars stacked={stacked}>
      <CapacityBar label="CPU" {...asked(cpuCores)} words={coresOf} />
      <CapacityBar label="Memory" {...asked(memoryBytes)} words={bytesOf} />
      <CapacityBar label="Pods" {...asked(pods)} words={podsOf} said="" />
    </CapacityBars>
  );
}

function asked({ allocatable, requested, used }: Capacity) {
  return { part: requested, whole: allocatable, used };
}
