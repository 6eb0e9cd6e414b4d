import { jsonEqual } from '../../kubernetes/json';
import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { fnv32a, safeEncoded } from '../hashing';
import { controllerUid, keyOf } from '../Informer';
import { stamp } from '../moments';
import { readReplicaSet, type ReplicaSet } from '../replicaSets/replicaSetView';
import { asJson, jsonObject, labelMap, type JsonObject } from '../views';
import { type WorkQueue } from '../WorkQueue';
import { deploymentStatus } from './deploymentStatus';
import { fenceposts, readDeployment, type Deployment } from './deploymentView';
import { rollingStep, type Scale } from './rollingUpdate';

const component = 'deployment-controller';
const deployments = 'deployments.apps';
const replicaSets = 'replicasets.apps';
const hashLabel = 'pod-template-hash';
const revisionAnnotation = 'deployment.kubernetes.io/revision';
const desiredAnnotation = 'deployment.kubernetes.io/desired-replicas';
const maxAnnotation = 'deployment.kubernetes.io/max-replicas';

/** Rolls Deployments from one template to the next. */
export class DeploymentController {
  private readonly queue: WorkQueue;
  private readonly keys = new Map<string, string>();

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue(component, key => this.reconcile(key));
  }

  start(): void {
    this.cluster.informer(deployments).onEvent(({ type, object }) => {
      if (type === 'DELETED') this.keys.delete(object.metadata.uid);
      else this.keys.set(object.metadata.uid, keyOf(object));
      this.queue.add(keyOf(object));
    });
    this.cluster.informer(replicaSets).onEvent(({ object }) => {
      const key = this.keys.get(controllerUid(object) ?? '');
      if (key) this.queue.add(key);
    });
  }

  private reconcile(key: string): void {
    const stored = this.cluster.informer(deployments).byKey(key);
    if (!stored || stored.metadata.deletionTimestamp) return;
    const deployment = readDeployment(stored);
    const found = this.newest(stored, deployment);
    if (!found && deployment.spec.paused) return;
    const newest = found ?? this.create(stored, deployment);
    const old = this.owned(deployment).filter(({ metadata }) => metadata.uid !== newest.metadata.uid);
    if (found) this.syncRevision(stored, deployment, newest, old);
    if (deployment.spec.paused) this.scaleAll(stored, this.proportional(deployment, newest, old));
    else this.roll(stored, deployment, newest, old);
    this.trim(deployment, old);
    this.writeStatus(stored, newest.metadata.name, !found);
  }

  private owned({ metadata }: Deployment): KubeObject[] {
    return this.cluster
      .informer(replicaSets)
      .controlledBy(metadata.uid)
      .sort((a, b) => revisionOf(a) - revisionOf(b));
  }

  private newest(stored: KubeObject, deployment: Deployment): KubeObject | undefined {
    const hash = templateHash(deployment);
    return this.owned(readDeployment(stored)).find(({ metadata }) => metadata.labels?.[hashLabel] === hash);
  }

  private create(stored: KubeObject, deployment: Deployment): KubeObject {
    const { metadata, spec } = deployment;
    const hash = templateHash(deployment);
    const revision = Math.max(0, ...this.owned(deployment).map(revisionOf)) + 1;
    const template = labelledTemplate(spec.template, hash);
    const created = this.cluster.api.create(replicaSets, {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${metadata.name}-${hash}`,
        namespace: metadata.namespace,
        labels: template.labels,
        annotations: { ...this.scaleAnnotations(deployment), [revisionAnnotation]: String(revision) },
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: metadata.name,
            uid: metadata.uid,
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      spec: {
        replicas: 0,
        ...(spec.minReadySeconds && { minReadySeconds: spec.minReadySeconds }),
        selector: asJson({
          ...spec.selector,
          matchLabels: { ...spec.selector.matchLabels, [hashLabel]: hash },
        }),
        template: template.template,
      },
    });
    this.writeRevision(stored, revision);
    return created;
  }

  private scaleAnnotations(deployment: Deployment): Record<string, string> {
    const { replicas } = deployment.spec;
    return {
      [desiredAnnotation]: String(replicas),
      [maxAnnotation]: String(replicas + fenceposts(deployment).surge),
    };
  }

  private syncRevision(
    stored: KubeObject,
    deployment: Deployment,
    newest: KubeObject,
    old: KubeObject[],
  ): void {
    const revision = Math.max(revisionOf(newest), Math.max(0, ...old.map(revisionOf)) + 1);
    const wanted = { ...this.scaleAnnotations(deployment), [revisionAnnotation]: String(revision) };
    const { namespace, name, annotations } = newest.metadata;
    if (!jsonEqual({ ...annotations, ...wanted }, annotations)) {
      this.cluster.api.patch(
        { resource: replicaSets, namespace, name },
        { metadata: { annotations: wanted } },
      );
    }
    this.writeRevision(stored, revision);
  }

  private writeRevision({ metadata }: KubeObject, revision: number): void {
    const text = String(revision);
    if (metadata.annotations?.[revisionAnnotation] === text) return;
    const { namespace, name } = metadata;
    const annotations = { [revisionAnnotation]: text };
    this.cluster.api.patch({ resource: deployments, namespace, name }, { metadata: { annotations } });
  }

  private roll(stored: KubeObject, deployment: Deployment, newest: KubeObject, old: KubeObject[]): void {
    const desired = deployment.spec.replicas;
    if (deployment.spec.strategy.type === 'Recreate') {
      const down = old
        .filter(each => viewOf(each).spec.replicas > 0)
        .map(each => ({ name: each.metadata.name, to: 0 }));
      const running = old.some(each => viewOf(each).status.replicas > 0);
      this.scaleAll(stored, down.length || running ? down : [{ name: newest.metadata.name, to: desired }]);
      return;
    }
    const revision = (object: KubeObject) => {
      const { metadata, spec, status } = viewOf(object);
      return { name: metadata.name, replicas: spec.replicas, available: status.availableReplicas };
    };
    this.scaleAll(
      stored,
      rollingStep({ desired, ...fenceposts(deployment), newest: revision(newest), old: old.map(revision) }),
    );
  }

  /** A paused Deployment only follows `spec.replicas`, on the revision that has pods. */
  private proportional(deployment: Deployment, newest: KubeObject, old: KubeObject[]): Scale[] {
    const active = [...old, newest].filter(each => viewOf(each).spec.replicas > 0);
    const only = active.length === 1 ? active[0] : undefined;
    return only ? [{ name: only.metadata.name, to: deployment.spec.replicas }] : [];
  }

  private scaleAll(stored: KubeObject, scales: Scale[]): void {
    for (const { name, to } of scales) {
      const { namespace } = stored.metadata;
      const replicaSet = this.cluster.informer(replicaSets).get(namespace, name);
      const from = replicaSet && viewOf(replicaSet).spec.replicas;
      if (from === undefined || from === to) continue;
      this.cluster.api.patch({ resource: replicaSets, namespace, name }, { spec: { replicas: to } });
      const direction = from < to ? 'up' : 'down';
      const message = `Scaled ${direction} replica set ${name} from ${from} to ${to}`;
      this.cluster.events.record(component, stored, { reason: 'ScalingReplicaSet', message });
    }
  }

  private trim(deployment: Deployment, old: KubeObject[]): void {
    const excess = old.length - deployment.spec.revisionHistoryLimit;
    for (const { metadata, spec, status } of old.slice(0, Math.max(0, excess)).map(viewOf)) {
      if (spec.replicas || status.replicas || metadata.generation > status.observedGeneration) continue;
      this.cluster.api.delete({ resource: replicaSets, namespace: metadata.namespace, name: metadata.name });
    }
  }

  private writeStatus({ metadata }: KubeObject, newName: string, created: boolean): void {
    const { namespace, name } = metadata;
    const stored = this.cluster.informer(deployments).get(namespace, name);
    if (!stored) return;
    const deployment = readDeployment(stored);
    const all = this.owned(deployment).map(viewOf);
    const sum = (of: ReplicaSet[], field: 'replicas' | 'readyReplicas' | 'availableReplicas') =>
      of.reduce((total, { status }) => total + status[field], 0);
    const known = deployment.status.conditions.find(({ type }) => type === 'Progressing');
    const about = `${metadata.uid} progress`;
    const sinceProgress = known ? this.cluster.moments.since(about, known.lastUpdateTime) : 0;
    const [failure] = [...all]
      .sort((a, b) => Number(b.metadata.name === newName) - Number(a.metadata.name === newName))
      .flatMap(each => each.status.conditions.filter(({ type }) => type === 'ReplicaFailure'));
    const status = deploymentStatus({
      deployment,
      failure,
      counts: {
        replicas: sum(all, 'replicas'),
        updatedReplicas: sum(
          all.filter(each => each.metadata.name === newName),
          'replicas',
        ),
        readyReplicas: sum(all, 'readyReplicas'),
        availableReplicas: sum(all, 'availableReplicas'),
      },
      newName,
      created,
      sinceProgress,
      now: stamp(this.cluster.clock.now()),
    });
    if (!jsonEqual(status, stored.status))
      this.cluster.api.update(deployments, { ...stored, status }, 'status');
    const waits = known && known.reason !== 'NewReplicaSetAvailable' && known.status === 'True';
    const left = deployment.spec.progressDeadlineSeconds * 1000 - sinceProgress;
    if (waits && left > 0) this.queue.addAfter(keyOf(stored), left);
  }
}

function viewOf(object: KubeObject): ReplicaSet {
  return readReplicaSet(object);
}

function revisionOf({ metadata }: KubeObject): number {
  return Number(metadata.annotations?.[revisionAnnotation] ?? 0);
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, field: unknown) =>
    typeof field === 'object' && field !== null && !Array.isArray(field)
      ? Object.fromEntries(Object.entries(field).sort(([a], [b]) => (a < b ? -1 : 1)))
      : field,
  );
}

/** Not the real hash, which runs over a Go dump of the template, but of its form and as stable. */
function templateHash({ spec, status }: Deployment): string {
  return safeEncoded(fnv32a(sortedJson(spec.template), status.collisionCount ?? 0));
}

function labelledTemplate(
  template: JsonObject,
  hash: string,
): { template: JsonObject; labels: Record<string, string> } {
  const metadata = jsonObject.catch({}).parse(template.metadata);
  const labels = { ...labelMap.catch({}).parse(metadata.labels), [hashLabel]: hash };
  return { template: { ...template, metadata: { ...metadata, labels } }, labels };
}
