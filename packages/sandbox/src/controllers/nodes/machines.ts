/** Cores, GiB and pods of the machines that clusters are usually made of, by instance type. */
export const machines: Readonly<Record<string, readonly [cpu: number, memory: number, pods: number]>> = {
  'm6i.large': [2, 8, 29],
  'm6i.xlarge': [4, 16, 58],
  'm6i.2xlarge': [8, 32, 58],
  'm6i.4xlarge': [16, 64, 234],
  'r6i.xlarge': [4, 32, 58],
  'c6i.2xlarge': [8, 16, 58],
  'p5.48xlarge': [192, 2_048, 100],
  'PRO2-S': [2, 8, 110],
  'bare-metal': [16, 64, 110],
};

/** Of a node that does not say what it is. */
export const usualMachine = 'm6i.2xlarge';

/** What a machine's image has: the cloud decides by who provides it. */
export interface System {
  kernelVersion: string;
  osImage: string;
}

const amazon = { kernelVersion: '6.12.46-66.121.amzn2023.x86_64', osImage: 'Amazon Linux 2023.9' };
const ubuntu = { kernelVersion: '6.8.0-85-generic', osImage: 'Ubuntu 24.04.3 LTS' };

/** @param instanceType as the node's label has it */
export function systemOf(instanceType: string | undefined): System {
  return instanceType === 'PRO2-S' || instanceType === 'bare-metal' ? ubuntu : amazon;
}

/** Machine images that are older than the control plane, by id: their kubelets are too. */
const oldImages: Readonly<Record<string, string>> = { 'ami-0b31c5de0a7f4e210': 'v1.30.14' };

/** @param image as the label of an EKS node group has it */
export function kubeletVersionOf(image: string | undefined): string {
  return oldImages[image ?? ''] ?? 'v1.34.4';
}
