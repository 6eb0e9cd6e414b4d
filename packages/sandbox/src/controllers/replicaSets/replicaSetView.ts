import { z } from 'zod';
import { jsonObject, labelMap, labelSelectorView, metadataView, reader } from '../views';

const conditionView = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  message: z.string().optional(),
  lastTransitionTime: z.string().optional(),
});

const replicaSetView = z.object({
  metadata: metadataView,
  spec: z.object({
    replicas: z.number().default(1),
    minReadySeconds: z.number().default(0),
    selector: labelSelectorView,
    template: z.object({
      metadata: z
        .object({ labels: labelMap.default({}), annotations: labelMap.default({}) })
        .default({ labels: {}, annotations: {} }),
      spec: jsonObject,
    }),
  }),
  status: z
    .object({
      replicas: z.number().default(0),
      readyReplicas: z.number().default(0),
      availableReplicas: z.number().default(0),
      observedGeneration: z.number().default(0),
      conditions: z.array(conditionView).default([]),
    })
    .default({ replicas: 0, readyReplicas: 0, availableReplicas: 0, observedGeneration: 0, conditions: [] }),
});

export type ReplicaSet = z.infer<typeof replicaSetView>;

export const readReplicaSet = reader(replicaSetView);
