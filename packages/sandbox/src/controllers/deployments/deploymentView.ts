import { z } from 'zod';
import { intOrString, jsonObject, labelSelectorView, metadataView, reader } from '../views';

const conditionView = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().default(''),
  message: z.string().default(''),
  lastUpdateTime: z.string(),
  lastTransitionTime: z.string(),
});

const deploymentView = z.object({
  metadata: metadataView,
  spec: z.object({
    replicas: z.number().default(1),
    minReadySeconds: z.number().default(0),
    paused: z.boolean().default(false),
    revisionHistoryLimit: z.number().default(10),
    progressDeadlineSeconds: z.number().default(600),
    selector: labelSelectorView,
    template: jsonObject,
    strategy: z
      .object({
        type: z.string().default('RollingUpdate'),
        rollingUpdate: z
          .object({ maxSurge: intOrString.default('25%'), maxUnavailable: intOrString.default('25%') })
          .optional(),
      })
      .default({ type: 'RollingUpdate' }),
  }),
  status: z
    .object({
      conditions: z.array(conditionView).default([]),
      collisionCount: z.number().optional(),
      updatedReplicas: z.number().default(0),
      replicas: z.number().default(0),
      readyReplicas: z.number().default(0),
      availableReplicas: z.number().default(0),
    })
    .default({ conditions: [], updatedReplicas: 0, replicas: 0, readyReplicas: 0, availableReplicas: 0 }),
});

export type Deployment = z.infer<typeof deploymentView>;
export type DeploymentCondition = z.infer<typeof conditionView>;

export const readDeployment = reader(deploymentView);

function part(value: number | string, of: number, round: (share: number) => number): number {
  if (typeof value === 'number') return value;
  return value.endsWith('%') ? round((of * Number(value.slice(0, -1))) / 100) : Number(value);
}

/** How many pods more, and how many fewer, than asked for there may be during an update. */
export function fenceposts({ spec }: Deployment): { surge: number; unavailable: number } {
  const { maxSurge = '25%', maxUnavailable = '25%' } = spec.strategy.rollingUpdate ?? {};
  const surge = part(maxSurge, spec.replicas, Math.ceil);
  const unavailable = part(maxUnavailable, spec.replicas, Math.floor);
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}
