import { groupResource } from '../kubernetes';
import { type KubeObject } from '../kubernetes/types';
import {
  type Application,
  applications,
  backgroundCascade,
  cascade,
  foregroundCascade,
  nameOf,
} from './application';
import { type ArgoCdTools } from './ArgoCdTools';
import { hasOption } from './hooks';

const cascades = [cascade, backgroundCascade, foregroundCascade];
/** Between two looks at whether everything has gone. */
const lookAgain = 1_000;

/** Takes an Application's objects away before it goes itself, if its finalizer says so. */
export function finalize(
  tools: ArgoCdTools,
  key: string,
  { metadata }: KubeObject,
  application: Application,
): void {
  const { finalizers } = application.metadata;
  if (!finalizers.some(each => cascades.includes(each))) return;
  const left = tools.live.of(nameOf(application)).filter(object => !hasOption(object, 'Delete=false'));
  if (left.length === 0) {
    const rest = finalizers.filter(each => !cascades.includes(each));
    const { namespace, name } = metadata;
    tools.api.patch(
      { resource: applications, namespace, name },
      { metadata: { finalizers: rest.length ? rest : null } },
    );
    return;
  }
  const propagationPolicy = finalizers.includes(backgroundCascade) ? 'Background' : 'Foreground';
  for (const object of left) remove(tools, object, propagationPolicy);
  tools.operate(key, lookAgain);
}

function remove(
  tools: ArgoCdTools,
  object: KubeObject,
  propagationPolicy: 'Foreground' | 'Background',
): void {
  const { namespace, name, deletionTimestamp } = object.metadata;
  const definition = tools.live.definition({
    group: object.apiVersion.split('/').at(-2) ?? '',
    kind: object.kind,
  });
  if (!definition || deletionTimestamp) return;
  const api = tools.cluster.apiAs('argocd-controller');
  api.delete({ resource: groupResource(definition), namespace, name }, { propagationPolicy });
}
