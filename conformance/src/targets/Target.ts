import type { MetricServer } from '../MetricServer';

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
  /** Absent: nobody breaks a real cluster on purpose. */
  faulty?: FaultyCluster;
  stop(): Promise<void>;
}
