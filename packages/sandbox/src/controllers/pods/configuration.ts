import { type Informer } from '../Informer';
import { type Pod, type PodContainer } from './podView';

/** Where configuration is found. */
export interface Configuration {
  configMaps: Informer;
  secrets: Informer;
}

type Source = 'configmap' | 'secret';

function find({ configMaps, secrets }: Configuration, source: Source, namespace: string, name: string) {
  return (source === 'configmap' ? configMaps : secrets).get(namespace, name);
}

/** Why a container's environment cannot be made, in the kubelet's words; undefined when it can. */
export function environmentProblem(known: Configuration, { metadata }: Pod, container: PodContainer) {
  const { namespace } = metadata;
  const whole = container.envFrom.flatMap(({ configMapRef, secretRef }) => [
    ...(configMapRef ? [{ source: 'configmap' as const, key: undefined, ...configMapRef }] : []),
    ...(secretRef ? [{ source: 'secret' as const, key: undefined, ...secretRef }] : []),
  ]);
  const single = container.env.flatMap(({ valueFrom }) => [
    ...(valueFrom?.configMapKeyRef ? [{ source: 'configmap' as const, ...valueFrom.configMapKeyRef }] : []),
    ...(valueFrom?.secretKeyRef ? [{ source: 'secret' as const, ...valueFrom.secretKeyRef }] : []),
  ]);
  for (const { source, name = '', key, optional } of [...whole, ...single]) {
    const found = find(known, source, namespace, name);
    if (optional) continue;
    if (!found) return `${source} "${name}" not found`;
    if (key !== undefined && !hasKey(found.data, key)) {
      const kind = source === 'configmap' ? 'ConfigMap' : 'Secret';
      return `couldn't find key ${key} in ${kind} ${namespace}/${name}`;
    }
  }
  return undefined;
}

function hasKey(data: unknown, key: string): boolean {
  return typeof data === 'object' && data !== null && key in data;
}

/** Why one of the pod's volumes cannot be mounted; undefined when all can. */
export function mountProblem(known: Configuration, { metadata, spec }: Pod): string | undefined {
  for (const { name, configMap, secret } of spec.volumes) {
    const source = configMap ? 'configmap' : 'secret';
    const wanted = configMap?.name ?? secret?.secretName;
    const optional = configMap?.optional ?? secret?.optional;
    if (wanted === undefined || optional || find(known, source, metadata.namespace, wanted)) continue;
    return `MountVolume.SetUp failed for volume "${name}" : ${source} "${wanted}" not found`;
  }
  return undefined;
}
