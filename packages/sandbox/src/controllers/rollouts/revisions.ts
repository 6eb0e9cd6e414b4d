import { jsonEqual } from '../../kubernetes/json';
import { StatusError } from '../../kubernetes/StatusError';
import { type KubeObject, type NewObject } from '../../kubernetes/types';
import { asJson, jsonObject, type JsonObject } from '../views';
import { readReplicaSet } from '../replicaSets/replicaSetView';
import { isSameTemplate, typedTemplate } from './podTemplate';
import { podTemplateHash } from './podTemplateHash';
import { setCondition, type WantedCondition } from './rolloutConditions';
import { byCreation, hashOf, revisionOf, type RolloutContext } from './RolloutContext';
import { conditionOf, desiredReplicasAnnotation, hashLabel, revisionAnnotation } from './rolloutView';
import { typedStatus } from './statusPatch';

const historyAnnotation = 'rollout.argoproj.io/revision-history';
/** Annotations of a rollout that its ReplicaSets do not get. */
const notCopied = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionAnnotation,
  historyAnnotation,
  desiredReplicasAnnotation,
  'notified.notifications.argoproj.io',
]);

export function templateHash({ rollout }: RolloutContext): string {
  return podTemplateHash(rollout.spec.template ?? {}, rollout.status.collisionCount);
}

/** Finds the new and the stable ReplicaSet among those of the rollout. */
export function findRevisions(context: RolloutContext): void {
  const hash = templateHash(context);
  const sorted = [...context.replicaSets].sort(byCreation);
  context.newReplicaSet =
    sorted.find(replicaSet => hashOf(replicaSet) === hash) ??
    sorted.find(replicaSet => hasTemplate(replicaSet, context.rollout.spec.template ?? {}));
  findStable(context);
}

function hasTemplate(replicaSet: KubeObject, template: JsonObject): boolean {
  const own = jsonObject.safeParse(replicaSet.spec?.template);
  return own.success && isSameTemplate(own.data, template);
}

function findStable(context: RolloutContext): void {
  const stable = context.rollout.status.stableRS;
  const candidates = [context.newReplicaSet, ...context.replicaSets];
  context.stableReplicaSet = stable
    ? candidates.find(replicaSet => hashOf(replicaSet) === stable)
    : undefined;
}

function nextRevision(context: RolloutContext): number {
  const older = context.replicaSets.filter(
    ({ metadata }) => metadata.uid !== context.newReplicaSet?.metadata.uid,
  );
  return Math.max(0, ...older.map(revisionOf)) + 1;
}

function copiedAnnotations({ rollout }: RolloutContext): Record<string, string> {
  const entries = Object.entries(rollout.metadata.annotations).filter(([name]) => !notCopied.has(name));
  return Object.fromEntries(entries);
}

/** Makes the ReplicaSet of a template that has none, with no replicas yet. */
export function createNewReplicaSet(context: RolloutContext): void {
  const revision = nextRevision(context);
  const wanted = newReplicaSet(context, revision);
  const name = String(wanted.metadata.name);
  const existing = context.tools.api.get({
    resource: 'replicasets.apps',
    namespace: wanted.metadata.namespace,
    name,
  });
  if (existing) collide(context, existing);
  const created = createOrReport(context, wanted);
  context.replicaSets = [...context.replicaSets, created];
  context.newReplicaSet = created;
  setRolloutRevision(context, revision);
  context.record({
    reason: 'NewReplicaSetCreated',
    message: `Created ReplicaSet ${name} (revision ${revision})`,
  });
  writeProgressing(context, 'NewReplicaSetCreated', `Created new replica set "${name}"`);
  findStable(context);
}

/** A ReplicaSet of that name is not ours: the next hash counts the collision. @throws StatusError 409, to come back */
function collide(context: RolloutContext, existing: KubeObject): never {
  const collisionCount = (context.rollout.status.collisionCount ?? 0) + 1;
  context.tools.api.patch(context.objectKey, { status: { collisionCount } }, 'status');
  const resource = { group: 'apps', resource: 'replicasets', kind: 'ReplicaSet' };
  throw StatusError.alreadyExists(resource, existing.metadata.name);
}

function createOrReport(context: RolloutContext, wanted: NewObject): KubeObject {
  try {
    return context.tools.api.create('replicasets.apps', wanted);
  } catch (error) {
    if (error instanceof StatusError) {
      const message = `Failed to create new replica set "${wanted.metadata.name}": ${error.message}`;
      context.record({ type: 'Warning', reason: 'ReplicaSetCreateError', message });
    }
    throw error;
  }
}

function newReplicaSet(context: RolloutContext, revision: number): NewObject {
  const { metadata, spec } = context.rollout;
  const hash = templateHash(context);
  const template = typedTemplate(spec.template ?? {});
  const labels = { ...template.labels, [hashLabel]: hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${metadata.name}-${hash}`,
      namespace: metadata.namespace,
      labels,
      annotations: {
        ...copiedAnnotations(context),
        [revisionAnnotation]: String(revision),
        [desiredReplicasAnnotation]: String(context.replicas),
      },
      ownerReferences: [
        {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Rollout',
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
        matchLabels: { ...spec.selector?.matchLabels, [hashLabel]: hash },
      }),
      template: { metadata: { ...template.metadata, labels }, spec: template.spec },
    },
  };
}

/** Through the typed client: the controller writes the whole rollout as its own type has it. */
function setRolloutRevision(context: RolloutContext, revision: number): void {
  const text = String(revision);
  if (context.rollout.metadata.annotations[revisionAnnotation] === text) return;
  const { metadata, spec } = context.stored;
  const annotations = { ...metadata.annotations, [revisionAnnotation]: text };
  const template = typedTemplate(context.rollout.spec.template ?? {}).template;
  const object = {
    ...context.stored,
    metadata: { ...metadata, annotations },
    spec: { ...spec, ...(spec?.template !== undefined && { template }) },
  };
  context.reread(context.tools.api.update('rollouts.argoproj.io', object));
  context.record({ reason: 'RolloutUpdated', message: `Rollout updated to revision ${text}` });
}

/** A full write of the status with one condition set: it drops what the controller's type has no value for. */
function writeProgressing(context: RolloutContext, reason: string, message: string): void {
  const status = context.statusWith({});
  const condition: WantedCondition = { type: 'Progressing', status: 'True', reason, message };
  setCondition(status, condition, context.now);
  const object = { ...context.stored, status: typedStatus(status) };
  context.reread(context.tools.api.update('rollouts.argoproj.io', object, 'status'));
}

/** Brings revision, copied annotations and minReadySeconds of the new ReplicaSet up to date. */
export function syncRevision(context: RolloutContext): void {
  const replicaSet = context.newReplicaSet;
  if (!replicaSet) return;
  const annotations = syncedAnnotations(context, replicaSet);
  const { minReadySeconds } = context.rollout.spec;
  const sameDelay = readReplicaSet(replicaSet).spec.minReadySeconds === minReadySeconds;
  if (!jsonEqual(annotations, replicaSet.metadata.annotations) || !sameDelay) {
    const spec: JsonObject = { ...replicaSet.spec, minReadySeconds };
    const metadata = { ...replicaSet.metadata, annotations };
    context.newReplicaSet = context.tools.api.update('replicasets.apps', { ...replicaSet, metadata, spec });
    return;
  }
  setRolloutRevision(context, revisionOf(replicaSet));
  if (conditionOf(context.rollout.status, 'Progressing')) return;
  writeProgressing(context, 'FoundNewReplicaSet', `Found new replica set "${replicaSet.metadata.name}"`);
}

function syncedAnnotations(context: RolloutContext, replicaSet: KubeObject): Record<string, string> {
  const before = replicaSet.metadata.annotations ?? {};
  const annotations = { ...before, ...copiedAnnotations(context) };
  const next = nextRevision(context);
  if (revisionOf(replicaSet) >= next) return annotations;
  const old = before[revisionAnnotation];
  const history = [before[historyAnnotation], old].filter(Boolean).join(',');
  return {
    ...annotations,
    [revisionAnnotation]: String(next),
    ...(history && { [historyAnnotation]: history }),
  };
}
