import { fnv32a } from '../hashing';
import { type Taint } from '../scheduling/tolerations';
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
  NetworkUnavailable: ['NoRouteCreated', 'RouteController failed to create a route'],
  ReadonlyFilesystem: ['FilesystemIsReadOnly', 'EXT4-fs (nvme1n1): Remounting filesystem read-only'],
};
/** What is not the kubelet's to say: a route controller's, a node problem detector's. */
const foreign = ['NetworkUnavailable', 'ReadonlyFilesystem'];
const troubleTaints: Record<string, string> = {
  MemoryPressure: 'node.kubernetes.io/memory-pressure',
  DiskPressure: 'node.kubernetes.io/disk-pressure',
  PIDPressure: 'node.kubernetes.io/pid-pressure',
  NetworkUnavailable: 'node.kubernetes.io/network-unavailable',
};

function troublesOf({ metadata }: Node): string[] {
  return (metadata.annotations[troubles] ?? '').split(',').filter(type => type in told);
}

const unreachable = 'node.kubernetes.io/unreachable';
const unschedulable = 'node.kubernetes.io/unschedulable';
const controlled = [...Object.values(troubleTaints), unreachable, unschedulable];

/** A node's taints, with those that the control plane gives it: for what its conditions say, for silence, for a cordon. */
export function taintsOf(node: Node, heard: boolean, now: string): Taint[] {
  const { taints, unschedulable: isCordoned } = node.spec;
  const once = [
    ...troublesOf(node).flatMap(type => troubleTaints[type] ?? []),
    ...(isCordoned ? [unschedulable] : []),
  ];
  const mine = [
    ...once.map(key => ({ key, effect: 'NoSchedule' })),
    ...(heard ? [] : ['NoSchedule', 'NoExecute'].map(effect => ({ key: unreachable, effect }))),
  ];
  const known = (taint: Taint) =>
    taints.find(({ key, effect }) => key === taint.key && effect === taint.effect);
  return [
    ...taints.filter(({ key }) => !controlled.includes(key)),
    ...mine.map(taint => known(taint) ?? { ...taint, timeAdded: now }),
  ];
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
    ...foreign.filter(type => has.includes(type)).map(trouble),
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
