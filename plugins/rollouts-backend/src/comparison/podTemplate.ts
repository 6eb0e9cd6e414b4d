import { z } from 'zod';
import { each, text } from '../argo/tolerant';

const values = z.record(z.string(), z.json());

/** One variable: a value, or where the value is. What is there is never read. */
const variable = z.object({ name: z.string(), value: z.string().optional(), valueFrom: values.optional() });
export type Variable = z.infer<typeof variable>;

const container = z
  .object({
    name: z.string(),
    image: text,
    env: each(variable),
    envFrom: each(values),
    resources: z.record(z.string(), z.json()).optional().catch(undefined),
    volumeMounts: each(values),
  })
  .catchall(z.json());
export type Container = z.infer<typeof container>;

const volume = z.object({ name: z.string() }).catchall(z.json());
export type Volume = z.infer<typeof volume>;

const labels = z.record(z.string(), z.string()).optional().catch(undefined);

/** The pod template of a revision, as the API server sends its ReplicaSet. Fields that nobody named here are kept, to be compared as they are. */
export const replicaSetTemplateSchema = z.object({
  metadata: z.object({ uid: z.string() }),
  spec: z.object({
    template: z.object({
      metadata: z.object({ labels, annotations: labels }).optional().catch(undefined),
      spec: z
        .object({ containers: each(container), initContainers: each(container), volumes: each(volume) })
        .catchall(z.json()),
    }),
  }),
});
export type PodTemplate = z.infer<typeof replicaSetTemplateSchema>['spec']['template'];
