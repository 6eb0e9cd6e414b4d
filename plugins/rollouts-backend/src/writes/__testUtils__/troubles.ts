import { ServiceUnavailableError } from '@backstage/errors';
import { ClusterFailure } from '@greenroom/cluster-access';

/** The connection broke: nobody knows whether the write was stored. */
export function broken(): never {
  const cause = new ClusterFailure({ kind: 'reset', reason: 'the connection was closed', maybeDone: true });
  throw new ServiceUnavailableError('one: the connection was closed', cause);
}

/** Nobody listened. */
export function unreachable(): never {
  const cause = new ClusterFailure({ kind: 'connect', reason: 'connection refused' });
  throw new ServiceUnavailableError('one: connection refused', cause);
}
