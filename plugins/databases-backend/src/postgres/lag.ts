import type { Member } from '@greenroom/plugin-databases-common';
import { bytes } from '../reading/words';
import { bytesOfLsn } from './rows';
import type { Seen } from './sight';

/** What the primary says of one follower, where it can be told which it is. */
export type FollowerRow = Seen['replication'][number];

/**
 * How far a standby is behind, with the lies of the sources left out (measured on PostgreSQL 15):
 * - `now() - pg_last_xact_replay_timestamp()` grows while the primary is idle: it counts only while there is WAL that
 *   is not replayed.
 * - the lag columns of `pg_stat_replication` are NULL while nothing happens: that is no lag, and without `pg_monitor`
 *   they are NULL as well: that is no knowledge. Positions in the WAL are open to everybody, and tell the two apart.
 */
export function lagOf(
  standby: Seen,
  primary: Seen | undefined,
  row: FollowerRow | undefined,
): Pick<Member, 'lag' | 'lagNote'> {
  const behind = bytesBehind(standby, primary);
  if (behind === undefined) {
    return {
      lag: 'unknown',
      lagNote: primary ? 'it does not say how far it has replayed' : 'no primary answers',
    };
  }
  if (behind === 0) {
    return {
      lag: { value: 0, unit: 's', source: 'positions in the WAL' },
      lagNote: 'everything that was written is replayed',
    };
  }
  const note = `${bytes(behind)} of WAL behind`;
  if (row?.replay_lag_seconds !== undefined) {
    return {
      lag: { value: row.replay_lag_seconds, unit: 's', source: 'pg_stat_replication' },
      lagNote: note,
    };
  }
  const own = standby.replay?.seconds_since_replay;
  const hasUnreplayed = standby.replay?.receive_lsn !== standby.replay?.replay_lsn || !standby.receiver;
  return own !== undefined && hasUnreplayed
    ? { lag: { value: own, unit: 's', source: 'pg_last_xact_replay_timestamp' }, lagNote: note }
    : { lag: { value: behind, unit: 'bytes', source: 'positions in the WAL' } };
}

/** The two were asked at the same time and not at the same moment: a standby that is ahead is not behind. */
function bytesBehind(standby: Seen, primary: Seen | undefined): number | undefined {
  const written = primary?.identity.lsn;
  const replayed = standby.replay?.replay_lsn;
  return written === undefined || replayed === undefined
    ? undefined
    : Math.max(0, bytesOfLsn(written) - bytesOfLsn(replayed));
}
