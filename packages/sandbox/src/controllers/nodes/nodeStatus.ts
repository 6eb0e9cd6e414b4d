import { fnv32a } from '../hashing';
import { type JsonObject } from '../views';
import { kubeletVersionOf, machines, systemOf, usualMachine } from './machines';
import { type Node } from './nodeView';

/** The instance type is the only thing on a Node that says how big it is. */
const instanceType = 'node.kubernetes.io/instance-type';
const machineImage = 'eks.amazonaws.com/nodegroup-image';

function sizeOf(node: Node): JsonObject[] {
  const [cpu, memory, pods] = machines[node.metadata.labels[instanceType] ?? usualMachine] ?? [8, 32, 58];
  const disk = { 'ephemeral-storage': '83873772Ki', pods: String(pods) };
  // What kubelet and system keep for themselves on such a machine.
  const free = { cpu: `${cpu * 1000 - 80}m`, memory: `${(memory * 1024 - 950) * 1024}Ki` };
  return [
    { ...disk, cpu: String(cpu), memory: `${memory * 1024 * 1024}Ki` },
    { ...disk, ...free },
  ];
}

function addressOf(name: string): string {
  const [, a, b, c, d] = /^ip-(\d+)-(\d+)-(\d+)-(\d+)/.exec(name) ?? [];
  if (a) return [a, b, c, d].join('.');
  const hash = fnv32a(name);
  return `10.0.${(hash >>> 8) % 250}.${4 + (hash % 250)}`;
}

const healthy: [type: string, reason: string, message: string][] = [
  ['MemoryPressure', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
];

/** Where a node says what its machine lacks, which a real kubelet finds out: types of conditions, with commas between. */
const troubles = 'sandbox.greenroom.example/troubles';
const told: Record<string, [reason: string, message: string]> = {
  MemoryPressure: ['KubeletHasInsufficientMemory', 'kubelet has insufficient memory available'],
  DiskPressure: ['KubeletHasDiskPressure', 'kubelet has disk pressure'],
  PIDPressure: ['KubeletHasInsufficientPID', 'kubelet has insufficient PID available'],
  NetworkUnavailable: ['NoRouteCreated', 'Node created without a route'],
};
const troubleTaints: Record<string, string> = {
  MemoryPressure: 'node.kubernetes.io/memory-pressure',
  DiskPressure: 'node.kubernetes.io/disk-pressure',
  PIDPressure: 'node.kubernetes.io/pid-pressure',
  NetworkUnavailable: 'node.kubernetes.io/network-unavailable',
};

function troublesOf({ metadata }: Node): string[] {
  return (metadata.annotations[troubles] ?? '').split(',').filter(type => type in told);
}

/** The taints that the control plane gives a node for what its conditions say. */
export function taintsFor(node: Node): string[] {
  return troublesOf(node).map(type => troubleTaints[type] ?? '');
}

/** The conditions of a node whose kubelet is heard, or, as the node controller writes them, is not. */
export function nodeConditions(node: Node, heard: boolean, now: string): JsonObject[] {
  const condition = (type: string, status: string, reason: string, message: string) => {
    const before = node.status.conditions.find(known => known.type === type);
    const lastTransitionTime = before?.status === status ? (before.lastTransitionTime ?? now) : now;
    return { type, status, lastHeartbeatTime: now, lastTransitionTime, reason, message };
  };
  const silent = 'Kubelet stopped posting node status.';
  const unknown = (type: string) => condition(type, 'Unknown', 'NodeStatusUnknown', silent);
  const has = troublesOf(node);
  const trouble = (type: string) => condition(type, 'True', ...(told[type] ?? ['', '']));
  return [
    ...(has.includes('NetworkUnavailable') ? [trouble('NetworkUnavailable')] : []),
    ...healthy.map(([type, reason, message]) => {
      if (!heard) return unknown(type);
      return has.includes(type) ? trouble(type) : condition(type, 'False', reason, message);
    }),
    heard ? condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status') : unknown('Ready'),
  ];
}

/** What a kubelet says about its machine when it registers. */
export function registeredStatus(node: Node, now: string): JsonObject {
  const [capacity = {}, allocatable = {}] = sizeOf(node);
  const { name, uid, labels } = node.metadata;
  return {
    capacity,
    allocatable,
    conditions: nodeConditions(node, true, now),
    addresses: [
      { type: 'InternalIP', address: addressOf(name) },
      { type: 'Hostname', address: name },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      architecture: 'amd64',
      bootID: uid,
      containerRuntimeVersion: 'containerd://2.1.4',
      kubeProxyVersion: '',
      kubeletVersion: kubeletVersionOf(labels[machineImage]),
      machineID: uid.replaceAll('-', ''),
      operatingSystem: 'linux',
      ...systemOf(labels[instanceType]),
      systemUUID: uid,
    },
  };
}
