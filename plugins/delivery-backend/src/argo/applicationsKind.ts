import type { WatchedKind } from '@greenroom/cluster-access';
import { z } from 'zod';
import { KUBERNETES_ID } from '@greenroom/plugin-portal-common';
import { trackedBy } from '../managed/tracking';
import { readImageUpdates } from './imageUpdates';
import type { ApplicationRow, HistoryRow, OperationRow, SourceRow, SyncPolicyRow } from './rows';
import { each, flag, labels, part, text, whole } from './tolerant';

/** By this name the portal's acts are found again in what Argo CD does. */
export const ACT_INFO = 'greenroom.dev/act';
/** Argo CD is asked by it to compare anew, and takes it away when it begins. */
export const REFRESH = 'argocd.argoproj.io/refresh';
const APPLICATION = { group: 'argoproj.io', kind: 'Application' };
/** More objects that differ are not shown by name. */
export const MOST_DIFFERING = 50;

const source = z.object({ repoURL: text, path: text, chart: text, targetRevision: text });
const initiatedBy = part({ username: text, automated: flag });
const operation = part({
  initiatedBy,
  info: each(z.object({ name: z.string(), value: z.string() })),
  sync: part({ revision: text, source: source.optional().catch(undefined), autoHealAttemptsCount: whole }),
});

const applicationSchema = z.object({
  metadata: z.object({
    uid: z.string().min(1),
    namespace: z.string().min(1),
    name: z.string().min(1),
    deletionTimestamp: text,
    labels,
    annotations: labels,
  }),
  spec: part({
    project: text,
    destination: part({ server: text, name: text, namespace: text }),
    source: source.optional().catch(undefined),
    sources: each(source),
    syncPolicy: part({
      automated: part({ selfHeal: flag, prune: flag, enabled: flag }),
      syncOptions: each(z.string()),
    }),
  }),
  operation,
  status: part({
    // One of several sources has `revisions` instead, in their order.
    sync: part({ status: text, revision: text, revisions: each(z.string()) }),
    health: part({ status: text, message: text, lastTransitionTime: text }),
    conditions: each(z.object({ type: z.string(), message: text })),
    reconciledAt: text,
    history: each(
      z.object({
        id: z.number().int(),
        revision: text,
        revisions: each(z.string()),
        deployedAt: z.string(),
        initiatedBy,
        source: source.optional().catch(undefined),
      }),
    ),
    operationState: part({
      phase: text,
      message: text,
      startedAt: text,
      finishedAt: text,
      retryCount: whole,
      operation,
      syncResult: part({
        revision: text,
        resources: each(
          z.object({
            kind: z.string(),
            name: z.string(),
            namespace: text,
            status: text,
            hookPhase: text,
            message: text,
          }),
        ),
      }),
    }),
    resources: each(
      z.object({
        kind: z.string(),
        name: z.string(),
        namespace: text,
        status: text,
        requiresPruning: flag,
        hook: flag,
      }),
    ),
    summary: part({ images: each(z.string()) }),
  }),
});
type ApplicationObject = z.infer<typeof applicationSchema>;
type Status = NonNullable<ApplicationObject['status']>;

function readSource({ repoURL, path, chart, targetRevision }: z.infer<typeof source>): SourceRow[] {
  return repoURL === undefined ? [] : [{ repoUrl: repoURL, path, chart, branch: targetRevision ?? 'HEAD' }];
}

function readOperation(asked: ApplicationObject['operation']): OperationRow {
  return {
    by: asked?.initiatedBy?.username,
    automated: asked?.initiatedBy?.automated === true,
    act: asked?.info.find(({ name }) => name === ACT_INFO)?.value,
    commit: asked?.sync?.revision,
    fromHistory: asked?.sync?.source !== undefined,
    selfHeal: (asked?.sync?.autoHealAttemptsCount ?? 0) > 0,
  };
}

function readOperationState(state: Status['operationState']): Pick<ApplicationRow, 'operationState'> {
  if (!state?.phase || !state.startedAt) {
    return {};
  }
  const { phase, message, startedAt, finishedAt, retryCount, syncResult } = state;
  return {
    operationState: {
      operation: readOperation(state.operation),
      phase,
      message,
      startedAt,
      finishedAt,
      retries: retryCount ?? 0,
      commit: syncResult?.revision,
      objects: syncResult?.resources ?? [],
    },
  };
}

function commitOf({ revision, revisions }: { revision?: string; revisions: string[] }): string | undefined {
  return revision ?? revisions[0];
}

function readHistory(entry: Status['history'][number]): HistoryRow[] {
  const { id, deployedAt, initiatedBy: who, source: from } = entry;
  const commit = commitOf(entry);
  if (commit === undefined) {
    return [];
  }
  const by = { by: who?.username, automated: who?.automated === true };
  return [{ id, commit, deployedAt, ...by, source: from && readSource(from)[0] }];
}

function readPolicy(policy: NonNullable<ApplicationObject['spec']>['syncPolicy']): SyncPolicyRow {
  if (!policy) {
    return 'none';
  }
  if (!policy.automated) {
    return 'manual';
  }
  return policy.automated.enabled === false ? 'off' : 'automated';
}

function specFields(spec: ApplicationObject['spec']) {
  const policy = readPolicy(spec?.syncPolicy);
  const automated = policy === 'automated' ? spec?.syncPolicy?.automated : undefined;
  const sources = spec?.sources.flatMap(readSource) ?? [];
  return {
    project: spec?.project ?? 'default',
    destination: spec?.destination ?? {},
    sources: sources.length > 0 ? sources : readSource(spec?.source ?? emptySource),
    policy,
    selfHeal: automated?.selfHeal === true,
    prune: automated?.prune === true,
    syncOptions: spec?.syncPolicy?.syncOptions ?? [],
  };
}
const emptySource = { repoURL: undefined, path: undefined, chart: undefined, targetRevision: undefined };

function projectApplication(object: unknown): ApplicationRow | undefined {
  const parsed = applicationSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, spec, operation: asked, status } = parsed.data;
  const { annotations = {} } = metadata;
  // A hook that has run is there and not in git: that is no difference.
  const differing = (status?.resources ?? []).filter(
    one => one.status === 'OutOfSync' || (one.requiresPruning && !one.hook),
  );
  return {
    uid: metadata.uid,
    namespace: metadata.namespace,
    name: metadata.name,
    kubernetesId: metadata.labels?.[KUBERNETES_ID],
    deleting: metadata.deletionTimestamp !== undefined,
    refreshing: annotations[REFRESH] !== undefined,
    annotated: Object.keys(annotations).length > 0,
    ...readImageUpdates(annotations),
    parent: trackedBy({ ...APPLICATION, ...metadata, labels: metadata.labels ?? {}, annotations }),
    ...specFields(spec),
    ...(asked && { operation: readOperation(asked) }),
    ...readOperationState(status?.operationState),
    ...(status?.sync && { sync: { status: status.sync.status, commit: commitOf(status.sync) } }),
    ...(status?.health && {
      health: {
        status: status.health.status,
        message: status.health.message,
        since: status.health.lastTransitionTime,
      },
    }),
    conditions: status?.conditions ?? [],
    history: (status?.history ?? []).flatMap(readHistory),
    differing: differing.slice(0, MOST_DIFFERING).map(({ kind, namespace, name, requiresPruning }) => ({
      kind,
      namespace,
      name,
      prune: requiresPruning === true,
    })),
    differingCount: differing.length,
    images: status?.summary?.images ?? [],
    comparedAt: status?.reconciledAt,
  };
}

/** Argo CD's Applications of a cluster. */
export const applicationsKind: WatchedKind<ApplicationRow> = {
  type: { group: 'argoproj.io', version: 'v1alpha1', resource: 'applications' },
  reads: applicationSchema,
  project: projectApplication,
};
