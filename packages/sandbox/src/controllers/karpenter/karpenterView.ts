import { z } from 'zod';
import { conditionView } from '../pods/podView';
import { intOrString, jsonObject, labelMap, metadataView, reader } from '../views';

export const nodePools = 'nodepools.karpenter.sh';
export const nodeClaims = 'nodeclaims.karpenter.sh';
export const nodeClasses = 'ec2nodeclasses.karpenter.k8s.aws';
export const poolLabel = 'karpenter.sh/nodepool';
/** The finalizer of machines and their nodes. */
export const termination = 'karpenter.sh/termination';

const requirementView = z.object({
  key: z.string(),
  operator: z.string(),
  values: z.array(z.string()).default([]),
});
const taintView = z.object({ key: z.string(), value: z.string().optional(), effect: z.string() });
const classRefView = z.object({ group: z.string(), kind: z.string(), name: z.string() });
const conditions = z.array(conditionView).default([]);

const nodePoolView = z.object({
  metadata: metadataView,
  spec: z.object({
    limits: z.record(z.string(), intOrString).default({}),
    weight: z.number().default(0),
    disruption: z.object({ consolidateAfter: z.string().default('0s') }).default({ consolidateAfter: '0s' }),
    template: z.object({
      metadata: z.object({ labels: labelMap.default({}) }).default({ labels: {} }),
      spec: z.object({
        nodeClassRef: classRefView,
        requirements: z.array(requirementView),
        taints: z.array(taintView).default([]),
        expireAfter: z.string().default('720h'),
      }),
    }),
  }),
  status: z.object({ conditions }).default({ conditions: [] }),
});
export type NodePool = z.infer<typeof nodePoolView>;
export const readNodePool = reader(nodePoolView);

const nodeClaimView = z.object({
  metadata: metadataView,
  spec: z.object({ nodeClassRef: classRefView, taints: z.array(taintView).default([]) }),
  status: z
    .object({
      conditions,
      nodeName: z.string().optional(),
      providerID: z.string().optional(),
      capacity: z.record(z.string(), intOrString).default({}),
      allocatable: z.record(z.string(), intOrString).default({}),
    })
    .default({ conditions: [], capacity: {}, allocatable: {} }),
});
export type NodeClaim = z.infer<typeof nodeClaimView>;
export const readNodeClaim = reader(nodeClaimView);

const nodeClassView = z.object({
  metadata: metadataView,
  spec: z.object({ amiSelectorTerms: z.array(jsonObject).default([]) }),
});
export const readNodeClass = reader(nodeClassView);

export function isTrue(
  object: { status: { conditions: z.infer<typeof conditions> } },
  type: string,
): boolean {
  return object.status.conditions.some(each => each.type === type && each.status === 'True');
}

/** What a requirement of the pool allows, or undefined when it says nothing of that key. */
export function allowed({ spec }: NodePool, key: string): string[] | undefined {
  return spec.template.spec.requirements.find(each => each.key === key && each.operator === 'In')?.values;
}
