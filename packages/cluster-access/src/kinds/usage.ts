import { z } from 'zod';
import type { ResourceType } from '../types';
import { readQuantity } from './quantity';
import { part, text } from './tolerant';

/** The metrics API: measured by metrics-server every few seconds, and not to be watched. */
function metrics(resource: string): ResourceType {
  return { group: 'metrics.k8s.io', version: 'v1beta1', resource };
}

const amounts = part({ cpu: text, memory: text });

function used(usage: z.infer<typeof amounts>): { cpuCores: number; memoryBytes: number } {
  return { cpuCores: readQuantity(usage?.cpu) ?? 0, memoryBytes: readQuantity(usage?.memory) ?? 0 };
}

/** What a node uses: `{ name, at, cpuCores, memoryBytes }`. */
export const nodeUsages = {
  type: metrics('nodes'),
  isClusterWide: true,
  schema: z
    .object({ metadata: z.object({ name: z.string() }), timestamp: z.string(), usage: amounts })
    .transform(({ metadata, timestamp, usage }) => ({ name: metadata.name, at: timestamp, ...used(usage) })),
} as const;

/** What the containers of a pod use together: `{ namespace, name, at, cpuCores, memoryBytes }`. */
export const podUsages = {
  type: metrics('pods'),
  schema: z
    .object({
      metadata: z.object({ namespace: z.string(), name: z.string() }),
      timestamp: z.string(),
      containers: z.array(z.object({ usage: amounts })),
    })
    .transform(({ metadata, timestamp, containers }) => {
      const all = containers.map(({ usage }) => used(usage));
      return {
        namespace: metadata.namespace,
        name: metadata.name,
        at: timestamp,
        cpuCores: all.reduce((sum, { cpuCores }) => sum + cpuCores, 0),
        memoryBytes: all.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
      };
    }),
} as const;
