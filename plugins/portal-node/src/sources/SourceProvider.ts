import type { SourceReport } from '@greenroom/plugin-portal-common';

/** Somebody who knows sources: cluster-access for clusters, later Vault, AWS and so on. */
export interface SourceProvider {
  /** What it knows now; cheap, called often. */
  reports(): SourceReport[];
  onChange(listener: () => void): () => void;
  /** Has its sources looked at until the returned function is called, where they are not anyway. */
  watch?(): () => void;
}
