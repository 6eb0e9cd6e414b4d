import { machines, usualMachine } from '../nodes/machines';

/** What such a machine has, and what of it pods may have, as its kubelet will say it. */
export function capacityOf(type: string): Record<'capacity' | 'allocatable', Record<string, string>> {
  const [cpu, memory, pods] = machines[type] ?? machines[usualMachine] ?? [0, 0, 0];
  const disk = { 'ephemeral-storage': '20Gi', pods: String(pods) };
  return {
    capacity: { ...disk, cpu: String(cpu), memory: `${memory * 1024}Mi` },
    allocatable: { ...disk, cpu: `${cpu * 1000 - 80}m`, memory: `${memory * 1024 - 950}Mi` },
  };
}
