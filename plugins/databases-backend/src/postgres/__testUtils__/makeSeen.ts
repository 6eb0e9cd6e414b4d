import type { Seen } from '../sight';

type Overrides = Omit<Partial<Seen>, 'identity'> & { identity?: Partial<Seen['identity']> };

/** A primary as it was recorded from PostgreSQL 15.18, but for what a test says. */
export function makeSeen({ identity, ...more }: Overrides = {}): Seen {
  return {
    kind: 'seen',
    unseen: [],
    replication: [],
    slots: [],
    sessions: [],
    sizes: [],
    ...more,
    identity: {
      is_superuser: 'off',
      version: '15.18 (Debian 15.18-0+deb12u1)',
      in_recovery: false,
      started_at: '2026-11-20T21:08:18.869Z',
      max_connections: 100,
      archive_mode: 'on',
      connections: 1,
      lsn: '0/3005E08',
      ...identity,
    },
  };
}

/** Its standby, which follows and has nothing to do. */
export function makeStandby({ identity, ...more }: Overrides = {}): Seen {
  return makeSeen({
    replay: { receive_lsn: '0/3005E08', replay_lsn: '0/3005E08', seconds_since_replay: 72.758761 },
    receiver: { status: 'streaming' },
    ...more,
    identity: { in_recovery: true, ...identity },
  });
}
