import type { Api, KubeObject } from './Api';
import type { MetricServer } from './MetricServer';
import type { Portal } from './portal/Portal';
import type { Target } from './targets/Target';
import type { Tools } from './tools/Tools';

/** What a check works with. Its namespace is its own and goes away with everything in it. */
export interface CheckContext {
  target: Target;
  /** As the cluster's admin. */
  api: Api;
  namespace: string;
  /** The cache and the readings, on the target's cluster as `cluster`, on the one to be broken as `faulty`. */
  portal: Portal;
  cluster: string;
  tools: Tools;
  metrics: MetricServer;
  /** Done after the check, last first, whatever came of it. */
  cleanUp(task: () => Promise<unknown> | void): void;
}

export const CLUSTER = 'target';
export const FAULTY = 'faulty';

/** Path of a namespaced resource in the check's namespace: `core(context, 'services', 'shop')`. */
export function core({ namespace }: Pick<CheckContext, 'namespace'>, ...rest: string[]): string {
  return ['/api/v1/namespaces', namespace, ...rest].join('/');
}

export function argo({ namespace }: Pick<CheckContext, 'namespace'>, ...rest: string[]): string {
  return ['/apis/argoproj.io/v1alpha1/namespaces', namespace, ...rest].join('/');
}

/** A ConfigMap, the plainest object there is. */
export function configMap(
  name: string,
  fields: Partial<Record<'labels' | 'data', Record<string, string>>> = {},
) {
  const { labels, data = {} } = fields;
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...(labels && { labels }) }, data };
}

export function createConfigMap(
  context: Pick<CheckContext, 'api' | 'namespace'>,
  ...args: Parameters<typeof configMap>
): Promise<KubeObject> {
  return context.api.create(core(context, 'configmaps'), configMap(...args));
}
