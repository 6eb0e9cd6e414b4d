import type { OrderedCheck } from '../runInOrder';

/** An account's Region with an Aurora cluster of a writer and at least one reader, and an RDS instance. */
export interface AwsTarget {
  name: string;
  account: string;
  region: string;
  endpoint: string;
  keysOf(account: string): { accessKeyId: string; secretAccessKey: string };
  cluster: string;
  /** A tag that the cluster has. */
  tag: { name: string; value: string };
  /** An alarm of the cluster's. */
  alarm: string;
  instance: { id: string; account: string; region: string };
  /** What this AWS has not. */
  lacks: readonly ('maintenance' | 'two zones')[];
  /** Resolves when it has begun. */
  failOver(): Promise<void>;
  stop(): Promise<void>;
}

/** One expectation of what is read from AWS. */
export type AwsCheck = OrderedCheck<AwsTarget>;
