import { fnv32a } from '../hashing';
import { type NewObject } from '../../kubernetes/types';
import { asJson } from '../views';
import { allowed, type NodePool, poolLabel, termination } from './karpenterView';
import { type Offer } from './offers';

const region = 'eu-central-1';

/** Labels that a node of the pool has, as far as the pool decides them. */
export function poolLabels({ metadata, spec, status }: NodePool, type: string): Record<string, string> {
  const pool: NodePool = { metadata, spec, status };
  return {
    ...spec.template.metadata.labels,
    [poolLabel]: metadata.name,
    'karpenter.sh/capacity-type': allowed(pool, 'karpenter.sh/capacity-type')?.[0] ?? 'on-demand',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/os': 'linux',
    'node.kubernetes.io/instance-type': type,
  };
}

/** The order of a machine. */
export function claimOf(pool: NodePool, { type }: Offer, chance: number): NewObject {
  const { metadata, spec } = pool;
  const { nodeClassRef, requirements, taints, expireAfter } = spec.template.spec;
  const zone = `${region}${'abc'[Math.floor(chance * 3)] ?? 'a'}`;
  const labels = {
    ...poolLabels(pool, type),
    'topology.kubernetes.io/region': region,
    'topology.kubernetes.io/zone': zone,
  };
  const owner = { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', name: metadata.name, uid: metadata.uid };
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodeClaim',
    metadata: {
      generateName: `${metadata.name}-`,
      labels,
      annotations: { 'karpenter.sh/nodepool-hash-version': 'v3' },
      finalizers: [termination],
      ownerReferences: [{ ...owner, blockOwnerDeletion: true }],
    },
    spec: asJson({ expireAfter, nodeClassRef, requirements, ...(taints.length && { taints }) }),
  };
}

/** Where the machine is, as the cloud names it. @param name of its claim */
export function providerIdOf(zone: string, name: string): string {
  const digits = [fnv32a(name), fnv32a(`${name} instance`)].map(each => each.toString(16).padStart(8, '0'));
  return `aws:///${zone}/i-0${digits.join('')}`;
}

/** A name in the private network, as EKS gives it. */
export function nodeNameOf(name: string): string {
  const hash = fnv32a(`${name} address`);
  return `ip-10-20-${160 + (hash % 64)}-${4 + ((hash >>> 8) % 248)}.${region}.compute.internal`;
}
