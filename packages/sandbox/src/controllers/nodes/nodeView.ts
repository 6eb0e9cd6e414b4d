import { z } from 'zod';
import { conditionView } from '../pods/podView';
import { intOrString, metadataView, reader } from '../views';

const taintView = z.object({
  key: z.string(),
  value: z.string().optional(),
  effect: z.string(),
  timeAdded: z.string().optional(),
});

const nodeView = z.object({
  metadata: metadataView,
  spec: z
    .object({
      unschedulable: z.boolean().default(false),
      podCIDR: z.string().optional(),
      taints: z.array(taintView).default([]),
    })
    .default({ unschedulable: false, taints: [] }),
  status: z
    .object({
      allocatable: z.record(z.string(), intOrString).default({}),
      capacity: z.record(z.string(), intOrString).optional(),
      conditions: z.array(conditionView).default([]),
      addresses: z.array(z.object({ type: z.string(), address: z.string() })).default([]),
    })
    .default({ allocatable: {}, conditions: [], addresses: [] }),
});

export type Node = z.infer<typeof nodeView>;

export const readNode = reader(nodeView);

export function isNodeReady(node: Node): boolean {
  return node.status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}

/** The address other machines reach the node at. */
export function internalIp(node: Node): string | undefined {
  return node.status.addresses.find(({ type }) => type === 'InternalIP')?.address;
}
