import type { Clock } from '../clock';
import type { Connection } from '../connection/Connection';
import type { Tuning } from '../tuning';
import type { ObjectRef } from '../types';

/** Where a log comes from. */
export interface LogSource {
  cluster: string;
  connection: Connection;
  clock: Clock;
  tuning: Tuning;
  pod: ObjectRef & { namespace: string };
  /** Aborted with a `ClusterFailure` when the cluster no longer answers. */
  whileAnswering: AbortSignal;
}
