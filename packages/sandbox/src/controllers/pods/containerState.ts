import { type Cluster } from '../Cluster';
import { type EventText } from '../EventRecorder';
import { type PodContainer, type TerminatedState } from './podView';

export type ContainerState =
  | { kind: 'waiting'; reason: string; message?: string }
  | { kind: 'running'; startedAt: string }
  | { kind: 'terminated'; terminated: TerminatedState };

export interface ContainerRunOptions {
  cluster: Cluster;
  container: PodContainer;
  restartPolicy: string;
  /** `name_namespace(uid)`, as kubelets write pods. */
  podText: string;
  /** Image references that the node has already. */
  images: Set<string>;
  /** Why the container's environment cannot be made now, if it cannot. */
  problem: () => string | undefined;
  record: (text: EventText) => void;
  changed: () => void;
}

const firstBackOff = 10;
const longestBackOff = 300;

/** How long a kubelet waits after so many failures before this one. */
export function backOffSeconds(failures: number): number {
  return Math.min(longestBackOff, firstBackOff * 2 ** failures);
}

/** @param random in [0, 1) */
export function hexDigits(count: number, random: () => number): string {
  return Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join('');
}
