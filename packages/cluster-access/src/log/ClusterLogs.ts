import type { ClusterFailure } from '../connection/ClusterFailure';
import { podsKind } from '../kinds';
import type { LogOptions, PodLog } from '../types';
import { ContainerLog } from './ContainerLog';
import type { LogSource } from './LogSource';

/** The logs of one cluster's containers, each for as long as the cluster answers. */
export class ClusterLogs {
  readonly #source: Omit<LogSource, 'pod' | 'whileAnswering'>;
  #answering = new AbortController();

  constructor(source: Omit<LogSource, 'pod' | 'whileAnswering'>) {
    this.#source = source;
  }

  open({ namespace, name }: { namespace: string; name: string }, options: LogOptions): PodLog {
    const pod = { type: podsKind.type, namespace, name };
    return new ContainerLog({ ...this.#source, pod, whileAnswering: this.#answering.signal }, options);
  }

  /** The cluster no longer answers: all that are open end with this. */
  end(failure: ClusterFailure | undefined): void {
    this.#answering.abort(failure);
    this.#answering = new AbortController();
  }
}
