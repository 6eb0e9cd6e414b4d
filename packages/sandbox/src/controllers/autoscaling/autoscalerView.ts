import { z } from 'zod';
import { metadataView, reader } from '../views';

const targetView = z.looseObject({
  type: z.string(),
  averageUtilization: z.number().optional(),
  averageValue: z.union([z.string(), z.number()]).optional(),
});
const resourceView = z.looseObject({ name: z.string(), target: targetView });

const autoscalerView = z.object({
  metadata: metadataView,
  spec: z.object({
    minReplicas: z.number().default(1),
    maxReplicas: z.number(),
    scaleTargetRef: z.object({ apiVersion: z.string().default(''), kind: z.string(), name: z.string() }),
    metrics: z.array(z.looseObject({ type: z.string(), resource: resourceView.optional() })).default([
      {
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
      },
    ]),
    behavior: z
      .looseObject({
        scaleDown: z.looseObject({ stabilizationWindowSeconds: z.number().nullish() }).optional(),
        scaleUp: z.looseObject({ stabilizationWindowSeconds: z.number().nullish() }).optional(),
      })
      .optional(),
  }),
  status: z
    .looseObject({
      lastScaleTime: z.string().optional(),
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.string(),
            reason: z.string(),
            message: z.string(),
            lastTransitionTime: z.string(),
          }),
        )
        .nullish(),
    })
    .optional(),
});
export type Autoscaler = z.infer<typeof autoscalerView>;
export type ScalingCondition = NonNullable<NonNullable<Autoscaler['status']>['conditions']>[number];

export const readAutoscaler = reader(autoscalerView);
