import type { Lease, LeaseActRecord } from '@greenroom/plugin-vault-leases-common';
import { useCallback, useMemo, useState } from 'react';

/**
 * Leases without those that this person revoked here and that a look-up no longer knew: the role is listed once a minute, and
 * until then the topic still has them.
 *
 * @param onDone - after something was seen of an act
 */
export function useSeenGone(
  leases: readonly Lease[],
  onDone: () => void,
): { leases: readonly Lease[]; noteAct: (record: LeaseActRecord) => void } {
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const noteAct = useCallback(
    ({ act, state, fingerprint }: LeaseActRecord) => {
      if (act === 'revoke' && state === 'done') {
        setGone(before => new Set([...before, fingerprint]));
      }
      onDone();
    },
    [onDone],
  );
  const left = useMemo(
    () => (gone.size === 0 ? leases : leases.filter(({ fingerprint }) => !gone.has(fingerprint))),
    [leases, gone],
  );
  return { leases: left, noteAct };
}
