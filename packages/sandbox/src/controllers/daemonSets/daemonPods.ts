import { type KubeObject, type NewObject } from '../../kubernetes/types';
import { readNode } from '../nodes/nodeView';
import { podFrom } from '../pods/podTemplate';
import { readPod, type Pod } from '../pods/podView';
import { namedNodes, matchesNode } from '../scheduling/nodeAffinity';
import { untolerated, type Toleration } from '../scheduling/tolerations';
import { type JsonObject } from '../views';
import { type DaemonSet } from './daemonSetView';

/** What a node may suffer from without its daemons leaving it. */
const borne: [key: string, effect: string][] = [
  ['not-ready', 'NoExecute'],
  ['unreachable', 'NoExecute'],
  ['disk-pressure', 'NoSchedule'],
  ['memory-pressure', 'NoSchedule'],
  ['pid-pressure', 'NoSchedule'],
  ['unschedulable', 'NoSchedule'],
];

function daemonTolerations(spec: JsonObject): Toleration[] {
  const keys = spec.hostNetwork === true ? [...borne, ['network-unavailable', 'NoSchedule']] : borne;
  return keys.map(([key, effect]) => ({ key: `node.kubernetes.io/${key}`, operator: 'Exists', effect }));
}

function list(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value : [];
}

function tolerationsOf(spec: JsonObject): JsonObject[] {
  return [...list(spec.tolerations), ...daemonTolerations(spec).map(each => ({ ...each }))];
}

/** The set's pod for one node, which only that node fits. */
export function daemonPod(
  stored: KubeObject,
  { metadata, spec }: DaemonSet,
  node: string,
  hash: string,
): NewObject {
  const { template } = spec;
  return podFrom(template, stored, {
    name: { generateName: `${metadata.name}-` },
    labels: { 'controller-revision-hash': hash, 'pod-template-generation': String(metadata.generation) },
    spec: { affinity: affinityTo(node, template.spec.affinity), tolerations: tolerationsOf(template.spec) },
  });
}

/** Takes the place of the names of nodes that the template may ask for. */
function affinityTo(node: string, own: unknown): JsonObject {
  const given = isObject(own) ? own : {};
  const nodeAffinity = isObject(given.nodeAffinity) ? given.nodeAffinity : {};
  const required = nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution;
  const terms = isObject(required) ? list(required.nodeSelectorTerms) : [];
  const matchFields = [{ key: 'metadata.name', operator: 'In', values: [node] }];
  const nodeSelectorTerms = terms.length ? terms.map(term => ({ ...term, matchFields })) : [{ matchFields }];
  const fixed = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } };
  return { ...given, nodeAffinity: { ...nodeAffinity, ...fixed } };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface NodeVerdict {
  shouldRun: boolean;
  mayStay: boolean;
}

/** Whether the set's pod belongs on the node, and whether one that is there may stay. */
export function verdictOn({ spec }: DaemonSet, stored: KubeObject, node: KubeObject): NodeVerdict {
  const pod = templatePod(spec.template.spec, stored);
  const { metadata, spec: nodeSpec } = readNode(node);
  const nodeName = spec.template.spec.nodeName ?? metadata.name;
  if (nodeName !== metadata.name || !matchesNode(pod, readNode(node)))
    return { shouldRun: false, mayStay: false };
  const { tolerations } = pod.spec;
  const fits = !untolerated(tolerations, nodeSpec.taints);
  return { shouldRun: fits, mayStay: fits || !untolerated(tolerations, nodeSpec.taints, ['NoExecute']) };
}

const templates = new WeakMap<JsonObject, Pod>();

/** As a pod of the template would be read; remembered, as every set asks for every node. */
function templatePod(spec: JsonObject, stored: KubeObject): Pod {
  const known = templates.get(spec);
  if (known) return known;
  const tolerations = tolerationsOf(spec);
  const pod = readPod({ ...stored, kind: 'Pod', spec: { ...spec, tolerations }, status: undefined });
  templates.set(spec, pod);
  return pod;
}

/** The node that a set's pod is on, or is for. */
export function nodeOf(pod: Pod): string | undefined {
  return pod.spec.nodeName ?? [...(namedNodes(pod) ?? [])][0];
}
