import { z } from 'zod';
import { jsonObject, metadataView, reader } from '../controllers/views';
import { sourceView } from './repository/manifests';

/** Applications as the controller reads them. */

export const applications = 'applications.argoproj.io';
export const projects = 'appprojects.argoproj.io';
export const refreshAnnotation = 'argocd.argoproj.io/refresh';
export const cascade = 'resources-finalizer.argocd.argoproj.io';
export const backgroundCascade = `${cascade}/background`;
export const foregroundCascade = `${cascade}/foreground`;

export type SyncCode = 'Synced' | 'OutOfSync' | 'Unknown';
export type HealthCode = 'Healthy' | 'Suspended' | 'Progressing' | 'Missing' | 'Degraded' | 'Unknown';
export type OperationPhase = 'Running' | 'Terminating' | 'Failed' | 'Error' | 'Succeeded';

const backoffView = z.looseObject({
  duration: z.string().optional(),
  factor: z.number().optional(),
  maxDuration: z.string().optional(),
});
const retryView = z.looseObject({ limit: z.number().default(0), backoff: backoffView.optional() });

const syncView = z.looseObject({
  revision: z.string().optional(),
  prune: z.boolean().default(false),
  dryRun: z.boolean().default(false),
  source: sourceView.optional(),
  syncOptions: z.array(z.string()).default([]),
  syncStrategy: z.looseObject({ apply: jsonObject.optional(), hook: jsonObject.optional() }).optional(),
  resources: z
    .array(
      z.object({
        group: z.string().default(''),
        kind: z.string(),
        name: z.string(),
        namespace: z.string().optional(),
      }),
    )
    .default([]),
  autoHealAttemptsCount: z.number().default(0),
});

export const operationView = z.looseObject({
  sync: syncView.optional(),
  initiatedBy: jsonObject.default({}),
  retry: retryView.default({ limit: 0 }),
});
export type Operation = z.infer<typeof operationView>;

export const resourceResultView = z.object({
  group: z.string().default(''),
  version: z.string(),
  kind: z.string(),
  namespace: z.string().default(''),
  name: z.string(),
  status: z.string().optional(),
  message: z.string().optional(),
  hookType: z.string().optional(),
  hookPhase: z.string().optional(),
  syncPhase: z.string().optional(),
  images: z.array(z.string()).optional(),
});
export type ResourceResult = z.infer<typeof resourceResultView>;

const phase = z.enum(['Running', 'Terminating', 'Failed', 'Error', 'Succeeded']);
const operationStateView = z.looseObject({
  operation: operationView,
  phase,
  message: z.string().optional(),
  startedAt: z.string(),
  finishedAt: z.string().optional(),
  retryCount: z.number().default(0),
  syncResult: z
    .looseObject({
      revision: z.string().default(''),
      source: jsonObject.optional(),
      resources: z.array(resourceResultView).default([]),
    })
    .optional(),
});
export type OperationState = z.infer<typeof operationStateView>;

export const conditionView = z.object({
  type: z.string(),
  message: z.string(),
  lastTransitionTime: z.string().optional(),
});
export type Condition = z.infer<typeof conditionView>;

const statusView = z.looseObject({
  sync: z
    .looseObject({
      status: z.enum(['Synced', 'OutOfSync', 'Unknown']).optional(),
      revision: z.string().optional(),
      comparedTo: z
        .looseObject({ source: jsonObject.optional(), destination: jsonObject.optional() })
        .optional(),
    })
    .default({}),
  health: z
    .looseObject({ status: z.string().optional(), lastTransitionTime: z.string().optional() })
    .default({}),
  conditions: z.array(conditionView).default([]),
  history: z.array(z.looseObject({ id: z.number() })).default([]),
  reconciledAt: z.string().optional(),
  operationState: operationStateView.optional(),
});

export const ignoreView = z.looseObject({
  group: z.string().default(''),
  kind: z.string(),
  name: z.string().optional(),
  namespace: z.string().optional(),
  jsonPointers: z.array(z.string()).default([]),
  jqPathExpressions: z.array(z.string()).default([]),
  managedFieldsManagers: z.array(z.string()).default([]),
});
export type Ignored = z.infer<typeof ignoreView>;

const applicationView = z.object({
  metadata: metadataView.extend({ finalizers: z.array(z.string()).default([]) }),
  spec: z.object({
    project: z.string().default('default'),
    source: sourceView.default(() => sourceView.parse({})),
    destination: z.looseObject({
      server: z.string().optional(),
      name: z.string().optional(),
      namespace: z.string().default(''),
    }),
    syncPolicy: z
      .looseObject({
        automated: z
          .looseObject({
            enabled: z.boolean().default(true),
            prune: z.boolean().default(false),
            selfHeal: z.boolean().default(false),
            allowEmpty: z.boolean().default(false),
          })
          .optional(),
        syncOptions: z.array(z.string()).default([]),
        retry: retryView.optional(),
      })
      .default({ syncOptions: [] }),
    ignoreDifferences: z.array(ignoreView).default([]),
    revisionHistoryLimit: z.number().default(10),
  }),
  operation: operationView.optional(),
  status: statusView.prefault({}),
});
export type Application = z.infer<typeof applicationView>;

/** @throws UnreadableObjectError */
export const readApplication = reader(applicationView);

export function isRunning({ status }: Application): boolean {
  const running = status.operationState?.phase;
  return running === 'Running' || running === 'Terminating';
}

/** The name in tracking marks: Applications of other namespaces than Argo CD's own are not handled here. */
export function nameOf({ metadata }: Application): string {
  return metadata.name;
}
