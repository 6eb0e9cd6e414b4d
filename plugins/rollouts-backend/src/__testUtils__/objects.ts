import {
  type ArgoRolloutRow,
  type PodRow,
  type ReplicaSetRow,
  rolloutsKind,
  type ServiceRow,
} from '@greenroom/cluster-access';
import analysisRuns from '../argo/__fixtures__/analysisRuns.json';
import rollouts from '../argo/__fixtures__/rollouts.json';
import { analysisRunsKind } from '../argo/analysisRunsKind';
import type { RolloutObjects } from '../argo/reading/scene';
import type { AnalysisRunRow } from '../argo/rows';

export type Recorded = keyof typeof rollouts;

/** Changes to an object, part by part; `undefined` takes a field away. */
export type Changes = { [field: string]: unknown };

function changed(object: unknown, changes: Changes): unknown {
  const result: Changes = { ...(object as Changes) };
  for (const [field, change] of Object.entries(changes)) {
    const isPart = typeof change === 'object' && change !== null && !Array.isArray(change);
    result[field] = isPart ? changed(result[field] ?? {}, change as Changes) : change;
    if (change === undefined) {
      delete result[field];
    }
  }
  return result;
}

/** A recorded Rollout as the API server sends it, with changes. */
export function recorded(name: Recorded, changes: Changes = {}): unknown {
  return changed(rollouts[name], changes);
}

export function rolloutRowOf(object: unknown): ArgoRolloutRow {
  const row = rolloutsKind.project(object);
  if (!row) {
    throw new TypeError('the fixture can not be read');
  }
  return row;
}

export function runRow(name: keyof typeof analysisRuns, changes: Changes = {}): AnalysisRunRow {
  const row = analysisRunsKind.project(changed(analysisRuns[name], changes));
  if (!row) {
    throw new TypeError('the fixture can not be read');
  }
  return row;
}

export function makeReplicaSet(
  owner: ArgoRolloutRow,
  hash: string,
  overrides: Partial<ReplicaSetRow> = {},
): ReplicaSetRow {
  return {
    uid: `set-${owner.uid}-${hash}`,
    namespace: owner.namespace,
    name: `${owner.name}-${hash}`,
    owner: owner.uid,
    hash,
    desired: owner.desired,
    current: owner.desired,
    ready: owner.desired,
    available: owner.desired,
    images: { app: `lab/app:${hash.slice(0, 2)}` },
    ...overrides,
  };
}

export function makePod(owner: ReplicaSetRow, index: number, overrides: Partial<PodRow> = {}): PodRow {
  return {
    uid: `pod-${owner.uid}-${index}`,
    namespace: owner.namespace,
    name: `${owner.name}-${index}`,
    labels: {},
    owner: owner.uid,
    phase: 'Running',
    ready: true,
    restarts: 0,
    imageIds: {},
    deleting: false,
    ...overrides,
  };
}

export function makeService(owner: ArgoRolloutRow, name: string, hash: string | undefined): ServiceRow {
  return {
    uid: `service-${owner.uid}-${name}`,
    namespace: owner.namespace,
    name,
    labels: {},
    selector: { app: owner.name, ...(hash !== undefined && { 'rollouts-pod-template-hash': hash }) },
  };
}

/** What is different from a cluster in which everything is as the status says. */
export interface World {
  /** By hash. */
  replicaSets?: Readonly<Record<string, Partial<ReplicaSetRow>>>;
  /** By hash. */
  pods?: Readonly<Record<string, readonly Partial<PodRow>[]>>;
  /** Where the selectors point, by role; `null`: there is no such Service. */
  points?: { active?: string | null; preview?: string | null };
  analysisRuns?: readonly AnalysisRunRow[];
}

/** A rollout with the objects around it: every revision it names has ready pods, its Services point where it says. */
export function objectsAround(rollout: ArgoRolloutRow, world: World = {}): RolloutObjects {
  const others = [rollout.stableHash, rollout.activeHash, rollout.previewHash];
  const older = [...others, ...Object.keys(world.replicaSets ?? {})].filter(
    hash => hash !== rollout.currentHash,
  );
  // The current template's revision always has the newest number, also after going back to an older one.
  const known = [...new Set([...older, rollout.currentHash])];
  const replicaSets = known.flatMap((hash, index) =>
    hash === undefined
      ? []
      : [makeReplicaSet(rollout, hash, { revision: index + 1, ...world.replicaSets?.[hash] })],
  );
  const pods = replicaSets.flatMap(replicaSet =>
    (world.pods?.[replicaSet.hash ?? ''] ?? []).map((overrides, index) =>
      makePod(replicaSet, index, overrides),
    ),
  );
  const services = servicesOf(rollout, world.points ?? {});
  return {
    rollout,
    replicaSets,
    podsOf: uid => pods.filter(pod => pod.owner === uid),
    service: name => services.find(service => service.name === name),
    analysisRuns: world.analysisRuns ?? [],
  };
}

function servicesOf(rollout: ArgoRolloutRow, points: NonNullable<World['points']>): ServiceRow[] {
  const all = [
    { name: rollout.activeService, hash: points.active, said: rollout.activeHash },
    { name: rollout.previewService, hash: points.preview, said: rollout.previewHash },
  ];
  return all.flatMap(({ name, hash, said }) =>
    name === undefined || hash === null ? [] : [makeService(rollout, name, hash ?? said)],
  );
}
