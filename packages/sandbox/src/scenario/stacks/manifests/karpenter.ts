import { type Manifest, object, type Tree } from './Manifest';

export interface NodePoolPlan {
  name: string;
  /** Instance types it may choose of. */
  types: string[];
  /** What all its nodes together may have. */
  limits: Record<string, string>;
  /** `on-demand` when left out. */
  capacity?: 'on-demand' | 'spot';
  weight?: number;
  /** `default` when left out. */
  nodeClass?: string;
}

/** A pool of nodes that Karpenter makes when pods need them. */
export function nodePool({
  name,
  types,
  limits,
  capacity = 'on-demand',
  weight,
  nodeClass: named = 'default',
}: NodePoolPlan): Manifest {
  const spec: Tree = {
    disruption: {
      consolidationPolicy: 'WhenEmptyOrUnderutilized',
      consolidateAfter: '1m',
      budgets: [{ nodes: '10%' }],
    },
    limits,
    ...(weight !== undefined && { weight }),
    template: {
      spec: {
        expireAfter: '720h',
        nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: named },
        requirements: [
          one('node.kubernetes.io/instance-type', types),
          one('karpenter.sh/capacity-type', [capacity]),
          one('kubernetes.io/arch', ['amd64']),
        ],
      },
    },
  };
  return object('karpenter.sh/v1', 'NodePool', { name }, { spec });
}

function one(key: string, values: string[]): Tree {
  return { key, operator: 'In', values };
}

export function nodeClass(name: string): Manifest {
  const discovery = [{ tags: { 'karpenter.sh/discovery': 'eks-canary' } }];
  const spec = {
    amiSelectorTerms: [{ alias: 'al2023@latest' }],
    role: 'KarpenterNodeRole-eks-canary',
    subnetSelectorTerms: discovery,
    securityGroupSelectorTerms: discovery,
  };
  return object('karpenter.k8s.aws/v1', 'EC2NodeClass', { name }, { spec });
}
