import type { CheckContext } from '../CheckContext';
import type { MetricServer } from '../MetricServer';

export const rolloutsVersions = ['1.9.2', '1.10.1'] as const;
export type RolloutsVersion = (typeof rolloutsVersions)[number];

/** Of its image the tag, of its pods the label. */
export interface Revision {
  tag: string;
  hash: string;
}

/** What can be broken on purpose. */
export interface FaultyCluster {
  /** Its context in the target's kubeconfig. */
  context: string;
  inject(fault: string, details?: { seconds?: number; writes?: number }): void;
  clear(): void;
  /** Its API server ends and comes back. */
  restart(): void;
}

/** A cluster the suite may write to as its admin, with the Argo Rollouts controller. */
export interface Target {
  name: string;
  /** A file. */
  kubeconfig: string;
  context: string;
  metrics: MetricServer;
  /** How the server calls the Argo Rollouts controller; the documentation's service account when absent. */
  rolloutsUser?: string;
  /** Where the controller's versions differ; absent: nobody said. */
  rolloutsVersion?: RolloutsVersion;
  /** So many of the next promotions and aborts in a namespace the controller does not see, as 1.9.2 does by chance. */
  ignoreWrites?(namespace: string, writes: number): void;
  /** The pods of a revision stop being ready and stay so. @throws NotRun when a kubelet makes them ready again */
  makeUnready(context: Pick<CheckContext, 'api' | 'namespace'>, revision: Revision): Promise<void>;
  /** Has an image built where pods wait for one; absent: fake kubelets run whatever they are told to. */
  build?(repository: string, tag: string): void;
  /** Absent: nobody breaks a real cluster on purpose. */
  faulty?: FaultyCluster;
  stop(): Promise<void>;
}
