import { counted, listed, quoted, small } from '../words';

/** Why no node takes a pod, in the scheduler's words. */
export interface SchedulerWords {
  /** How many nodes there are. */
  nodes: number;
  reasons: { nodes: number; text: string }[];
  /** What is wrong with the pod itself. */
  ofPod?: string;
}

/**
 * Reads the message of `PodScheduled=False`: `0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu.
 * preemption: …` (pkg/scheduler/framework/types.go, FitError). What comes after the first sentence is about preemption.
 * `undefined` for another message.
 */
export function schedulerWords(message: string | undefined): SchedulerWords | undefined {
  const match = /^0\/(\d+) nodes are available: ([^]*?)(?:\.(?:\s[^]*)?)?$/.exec(message ?? '');
  if (!match) {
    return undefined;
  }
  const nodes = Number(match[1]);
  const counts = [...(match[2] ?? '').matchAll(/(\d+) ((?:\{[^}]*\}|[^,{])+)/g)];
  const reasons = counts.map(([, count, text]) => ({
    nodes: Number(count),
    text: inPlainWords((text ?? '').trim()),
  }));
  // Some things are wrong with the pod itself, whatever the nodes are.
  return reasons.length > 0 ? { nodes, reasons } : { nodes, reasons: [], ofPod: ofPodWords(match[2] ?? '') };
}

const taint = /^had untolerated taint\(?s?\)? ?\{?([^:}]*)/;

const plain: readonly (readonly [RegExp, string])[] = [
  [/^(were|was) unschedulable$/, 'cordoned'],
  [
    /^didn't (match Pod's node affinity\/selector|satisfy plugin\(s\) \[NodeAffinity\])$/,
    "not matching the pod's node selector or affinity",
  ],
  [
    /^didn't match pod topology spread constraints( \(.*\))?$/,
    "not fitting the pod's spread over zones or hosts",
  ],
  [/^didn't match pod anti-affinity rules$/, 'with a pod that it must not share a node with'],
  [/^didn't have free ports.*$/, 'without a free port'],
  [/^exceed max volume count$/, 'with as many volumes as they take'],
  [/^had volume node affinity conflict$/, 'too far from its volume'],
  [/^Too many pods$/, 'full of pods'],
];

/** Taints that say that a node is not well: the same words as for the node itself. */
const knownTaints: Readonly<Record<string, string>> = {
  'node.kubernetes.io/not-ready': 'not ready',
  'node.kubernetes.io/unreachable': 'not answering',
  'node.kubernetes.io/unschedulable': 'cordoned',
  'node.kubernetes.io/memory-pressure': 'short of memory',
  'node.kubernetes.io/disk-pressure': 'short of disk space',
  'node.kubernetes.io/pid-pressure': 'short of process ids',
  'node.kubernetes.io/network-unavailable': 'without a network',
  'node.cloudprovider.kubernetes.io/uninitialized': 'not set up yet',
};

function ofPodWords(text: string): string {
  return text.trim() === 'pod has unbound immediate PersistentVolumeClaims'
    ? 'its volume claim has no volume'
    : quoted(small(text));
}

function inPlainWords(text: string): string {
  const bare = text.replace(/^node\(s\) /, '');
  const key = taint.exec(bare)?.[1]?.trim();
  if (key !== undefined) {
    // Nodes with several taints are counted together, and none is named.
    return key === ''
      ? 'keeping pods away by a taint'
      : (knownTaints[key] ?? `keeping pods away by the taint ${key}`);
  }
  const found = plain.find(([pattern]) => pattern.test(bare));
  return found ? found[1] : small(bare);
}

const NO_ROOM = /^insufficient /;

/** Another node of the same sort would help. */
export function wantsRoom({ reasons }: SchedulerWords): boolean {
  return reasons.some(({ text }) => NO_ROOM.test(text) || text === 'full of pods');
}

/** `insufficient cpu on all 3 nodes`, `insufficient cpu on 2 of 3 nodes, 1 cordoned`. */
export function inWords({ nodes, reasons, ofPod }: SchedulerWords): string {
  if (ofPod) {
    return ofPod;
  }
  const sorted = [...reasons].sort((a, b) => b.nodes - a.nodes);
  if (sorted.length === 0) {
    return nodes === 0 ? 'there is no node' : `none of ${counted(nodes, 'node')} takes it`;
  }
  const parts = sorted.map(({ nodes: on, text }) =>
    NO_ROOM.test(text) ? `${text} on ${share(on, nodes)}` : `${share(on, nodes)} ${text}`,
  );
  return listed(parts);
}

function share(on: number, nodes: number): string {
  if (nodes === 1) {
    return 'the only node';
  }
  return on >= nodes ? `all ${nodes} nodes` : `${on} of ${nodes} nodes`;
}

/** What keeps it waiting, without numbers, for telling the same cause from another. */
export function causeOf(message: string | undefined): string {
  const words = schedulerWords(message);
  if (!words) {
    return quoted(message ?? '');
  }
  return words.ofPod ?? [...new Set(words.reasons.map(({ text }) => text))].sort().join(', ');
}
