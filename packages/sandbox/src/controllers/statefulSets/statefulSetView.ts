import { z } from 'zod';
import { podTemplateView } from '../pods/podTemplate';
import { type Pod } from '../pods/podView';
import { jsonObject, labelMap, labelSelectorView, metadataView, reader } from '../views';

const retentionView = z
  .object({ whenDeleted: z.string().default('Retain'), whenScaled: z.string().default('Retain') })
  .default({ whenDeleted: 'Retain', whenScaled: 'Retain' });

const claimTemplateView = z.object({
  metadata: z.object({
    name: z.string(),
    labels: labelMap.default({}),
    annotations: labelMap.default({}),
  }),
  spec: jsonObject,
});

const statefulSetView = z.object({
  metadata: metadataView,
  spec: z.object({
    replicas: z.number().default(1),
    serviceName: z.string().default(''),
    minReadySeconds: z.number().default(0),
    revisionHistoryLimit: z.number().default(10),
    podManagementPolicy: z.string().default('OrderedReady'),
    ordinals: z.object({ start: z.number().default(0) }).default({ start: 0 }),
    selector: labelSelectorView,
    template: podTemplateView,
    updateStrategy: z
      .object({
        type: z.string().default('RollingUpdate'),
        rollingUpdate: z.object({ partition: z.number().default(0) }).default({ partition: 0 }),
      })
      .default({ type: 'RollingUpdate', rollingUpdate: { partition: 0 } }),
    volumeClaimTemplates: z.array(claimTemplateView).default([]),
    persistentVolumeClaimRetentionPolicy: retentionView,
  }),
  status: z
    .object({ currentRevision: z.string().default(''), collisionCount: z.number().default(0) })
    .default({ currentRevision: '', collisionCount: 0 }),
});

export type StatefulSet = z.infer<typeof statefulSetView>;
export type ClaimTemplate = z.infer<typeof claimTemplateView>;

export const readStatefulSet = reader(statefulSetView);

/** The number at the end of its pod's name; undefined for a pod that is called otherwise. */
export function ordinalOf({ metadata }: Pod, { metadata: { name } }: StatefulSet): number | undefined {
  const prefix = `${name}-`;
  const rest = metadata.name.startsWith(prefix) ? metadata.name.slice(prefix.length) : '';
  return /^\d+$/.test(rest) ? Number(rest) : undefined;
}

/** The ordinals of the pods that there should be, lowest first. */
export function ordinalsOf({ spec }: StatefulSet): number[] {
  return Array.from({ length: spec.replicas }, (_, i) => spec.ordinals.start + i);
}

export const revisionLabel = 'controller-revision-hash';

export function revisionOf({ metadata }: Pod): string {
  return metadata.labels[revisionLabel] ?? '';
}
