import { type Manifest, object } from './Manifest';

export interface Machine {
  name: string;
  /** Instance type, as the cloud names it. */
  type: string;
  region: string;
  zone: string;
  providerID: string;
  labels?: Record<string, string>;
}

/** A node as its kubelet registers it. */
export function node({ name, type, region, zone, providerID, labels }: Machine): Manifest {
  const all = {
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'node.kubernetes.io/instance-type': type,
    'topology.kubernetes.io/region': region,
    'topology.kubernetes.io/zone': zone,
    ...labels,
  };
  return object('v1', 'Node', { name, labels: all }, { spec: { providerID } });
}

/** Nodes of an EKS managed node group, over three zones. @param network second octet of the VPC's addresses */
export function eksNodes(group: string, count: number, type: string, network: number): Manifest[] {
  const region = 'eu-central-1';
  return Array.from({ length: count }, (_, index) => {
    const zone = `${region}${'abc'[index % 3]}`;
    const name = `ip-10-${network}-${16 * (index % 3)}-${31 + index * 9}.${region}.compute.internal`;
    const instance = `i-0${(0xbeef0000 + network * 4_096 + group.length * 64 + index).toString(16)}`;
    const labels = { 'eks.amazonaws.com/nodegroup': group };
    return node({ name, type, region, zone, providerID: `aws:///${zone}/${instance}`, labels });
  });
}
