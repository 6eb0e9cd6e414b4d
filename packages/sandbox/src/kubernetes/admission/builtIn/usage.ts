import { at, textAt } from '../../json';
import type { KubeObject } from '../../types';
import { amountOf, type Amount } from './amounts';
import { listAt, podAmount } from './podResources';

/** What one object takes of a quota. By the quota's own word, such as `requests.cpu` or `count/jobs.batch`. */
export function usageOf(resource: string, object: KubeObject, word: string): Amount | undefined {
  if (word === `count/${resource}` || word === plainCounts[resource]) return one;
  if (resource === 'pods') return podUsage(object, word);
  if (resource === 'persistentvolumeclaims') return claimUsage(object, word);
  return resource === 'services' ? serviceUsage(object, word) : undefined;
}

const one: Amount = { value: 1, binary: false };

/** Kinds that may be counted by their bare name. Pods and claims are looked at more closely. */
const plainCounts: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'configmaps',
    'secrets',
    'services',
    'persistentvolumeclaims',
    'replicationcontrollers',
    'resourcequotas',
  ].map(name => [name, name]),
);

const compute: Readonly<Record<string, ['requests' | 'limits', string]>> = {
  cpu: ['requests', 'cpu'],
  memory: ['requests', 'memory'],
  'ephemeral-storage': ['requests', 'ephemeral-storage'],
};

function podUsage(pod: KubeObject, word: string): Amount | undefined {
  const phase = textAt(pod, 'status', 'phase');
  if (phase === 'Succeeded' || phase === 'Failed') return undefined;
  if (word === 'pods') return one;
  const side = computeOf(word);
  return side && podAmount(pod, ...side);
}

/** Which side of a container's resources a quota's word is about; undefined for other words. */
export function computeOf(word: string): ['requests' | 'limits', string] | undefined {
  const [, side, name] = /^(requests|limits)\.(.+)$/.exec(word) ?? [];
  if (name === 'storage') return undefined;
  return side === 'requests' || side === 'limits' ? [side, name ?? ''] : compute[word];
}

function claimUsage(claim: KubeObject, word: string): Amount | undefined {
  const storage = amountOf(at(claim, 'spec', 'resources', 'requests', 'storage'));
  if (word === 'requests.storage') return storage;
  const prefix = `${textAt(claim, 'spec', 'storageClassName') ?? ''}.storageclass.storage.k8s.io/`;
  if (word === `${prefix}requests.storage`) return storage;
  return word === `${prefix}persistentvolumeclaims` ? one : undefined;
}

function serviceUsage(service: KubeObject, word: string): Amount | undefined {
  const type = textAt(service, 'spec', 'type');
  if (word === 'services.loadbalancers') return type === 'LoadBalancer' ? one : undefined;
  if (word !== 'services.nodeports' || (type !== 'NodePort' && type !== 'LoadBalancer')) return undefined;
  return { value: listAt(service, 'spec', 'ports').length, binary: false };
}

/** The resources whose objects a quota's word counts. */
export function countedResources(word: string): string[] {
  const [, counted] = /^count\/(.+)$/.exec(word) ?? [];
  if (counted !== undefined) return [counted];
  if (word.includes('storageclass.storage.k8s.io/') || word === 'requests.storage') {
    return ['persistentvolumeclaims'];
  }
  if (word.startsWith('services')) return ['services'];
  return plainCounts[word] ? [word] : ['pods'];
}
