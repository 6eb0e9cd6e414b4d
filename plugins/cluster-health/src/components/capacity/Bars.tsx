import type { Capacities, Capacity } from '@greenroom/plugin-cluster-health-common';
import { bytesOf, CapacityBar, CapacityBars } from '@greenroom/plugin-portal-react';
import { coresOf, podsOf } from '../../words';

/** What is asked for against what is there: processor, memory, pods. */
export function Bars({ capacity: { cpuCores, memoryBytes, pods } }: { capacity: Capacities }) {
  return (
    <CapacityBars>
      <CapacityBar label="CPU" {...asked(cpuCores)} words={coresOf} />
      <CapacityBar label="Memory" {...asked(memoryBytes)} words={bytesOf} />
      <CapacityBar label="Pods" {...asked(pods)} words={podsOf} said="" />
    </CapacityBars>
  );
}

function asked({ allocatable, requested, used }: Capacity) {
  return { part: requested, whole: allocatable, used };
}
