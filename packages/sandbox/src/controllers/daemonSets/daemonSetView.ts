import { z } from 'zod';
import { podTemplateView } from '../pods/podTemplate';
import { intOrString, metadataView, reader } from '../views';

const daemonSetView = z.object({
  metadata: metadataView,
  spec: z.object({
    minReadySeconds: z.number().default(0),
    revisionHistoryLimit: z.number().default(10),
    template: podTemplateView,
    updateStrategy: z
      .object({
        type: z.string().default('RollingUpdate'),
        rollingUpdate: z
          .object({ maxUnavailable: intOrString.default(1), maxSurge: intOrString.default(0) })
          .default({ maxUnavailable: 1, maxSurge: 0 }),
      })
      .default({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } }),
  }),
  status: z.object({ collisionCount: z.number().optional() }).default({}),
});

export type DaemonSet = z.infer<typeof daemonSetView>;

export const readDaemonSet = reader(daemonSetView);
