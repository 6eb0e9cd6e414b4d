import { listAt, textAt } from '../../json';
import { type Api, type KubeObject } from '../../Api';
import { NotRun } from '../../Check';
import type { CheckContext } from '../../CheckContext';
import { core } from '../../CheckContext';
import { eventually, sleep } from '../../eventually';
import { REGISTRY } from '../../rollouts/manifests';

type Place = Pick<CheckContext, 'namespace'>;

export function batch({ namespace }: Place, ...rest: string[]): string {
  return ['/apis/batch/v1/namespaces', namespace, ...rest].join('/');
}

export function appsOf({ namespace }: Place, ...rest: string[]): string {
  return ['/apis/apps/v1/namespaces', namespace, ...rest].join('/');
}

/** Images whose containers end well, badly, or run on. */
export const DONE = `${REGISTRY}:done`;
export const FAILS = `${REGISTRY}:fails`;
export const RUNS = `${REGISTRY}:3.8`;
/** What the failing image ends with. */
export const EXIT_CODE = 3;

export function job(name: string, image: string, spec: object = {}) {
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec: { ...jobSpec(image), ...spec } };
}

export function jobSpec(image: string) {
  return { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'app', image }] } } };
}

/** A StatefulSet or DaemonSet. */
export function appSet(kind: 'StatefulSet' | 'DaemonSet', name: string, image: string, spec: object = {}) {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'app', image }] } },
      ...spec,
    },
  };
}

export function claim(name: string, spec: object = {}) {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  };
}

export function pod(name: string, container: object = {}, spec: object = {}) {
  const containers = [{ name: 'app', image: RUNS, ...container }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers, ...spec } };
}

/** `reason: message` of the events about an object, in no order. */
export async function eventsOf(
  context: Pick<CheckContext, 'api' | 'namespace'>,
  name: string,
): Promise<string[]> {
  const fieldSelector = `involvedObject.name=${name}`;
  const found = await context.api.list(core(context, 'events'), { fieldSelector });
  return found.map(event => `${textAt(event, 'reason')}: ${textAt(event, 'message')}`);
}

export function conditionsOf(object: unknown): string[] {
  return listAt(object, 'status', 'conditions').map(
    each => `${textAt(each, 'type')}=${textAt(each, 'status')} ${textAt(each, 'reason')}`,
  );
}

/** The object as soon as that condition holds of it. */
export function withCondition(api: Api, path: string, type: string, within = 30_000): Promise<KubeObject> {
  return eventually(async () => {
    const object = await api.get(path);
    if (conditionsOf(object).some(each => each.startsWith(`${type}=True`))) return object;
    throw new Error(`${path} is not ${type} yet: ${conditionsOf(object).join(', ')}`);
  }, within);
}

/**
 * Has containers end by their images where kubelets are fake ones, which never do by themselves.
 * @throws NotRun where kubelets are real: these images are in no registry
 */
export async function endingContainers(context: CheckContext): Promise<void> {
  const nodes = await context.api.list('/api/v1/nodes');
  const fake = nodes.some(({ metadata }) => metadata.annotations?.['kwok.x-k8s.io/node'] !== undefined);
  if (!fake && context.target.name === 'real') throw new NotRun('its kubelets are real');
  if (!fake) return;
  const ended = new Set<string>();
  let over = false;
  context.cleanUp(() => {
    over = true;
  });
  const loop = async () => {
    while (!over) {
      for (const each of await context.api.list(core(context, 'pods'))) await end(context, each, ended);
      await sleep(200);
    }
  };
  // The namespace may go away under it, when the check is over.
  loop().catch(() => {});
}

async function end(context: CheckContext, found: KubeObject, ended: Set<string>): Promise<void> {
  const [, tag = ''] = /:(done|fails)$/.exec(textAt(found, 'spec', 'containers', 0, 'image')) ?? [];
  const running = textAt(found, 'status', 'phase') === 'Running';
  if (!tag || !running || ended.has(found.metadata.uid)) return;
  ended.add(found.metadata.uid);
  const finishedAt = new Date().toISOString();
  const code = tag === 'done' ? 0 : EXIT_CODE;
  const terminated = {
    exitCode: code,
    reason: code ? 'Error' : 'Completed',
    startedAt: finishedAt,
    finishedAt,
  };
  const containerStatuses = listAt(found, 'status', 'containerStatuses').map(each => ({
    ...(typeof each === 'object' && each),
    ready: false,
    started: false,
    state: { terminated },
  }));
  const reason = code ? 'PodFailed' : 'PodCompleted';
  const conditions = ['Ready', 'ContainersReady'].map(type => ({ type, status: 'False', reason }));
  const status = { phase: code ? 'Failed' : 'Succeeded', containerStatuses, conditions };
  await context.api.patch(`${core(context, 'pods', found.metadata.name)}/status`, { status }, 'strategic');
}
