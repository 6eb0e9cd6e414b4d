/** What can happen to a PostgreSQL, beside `none`, which ends all of it. */
export const POSTGRES_FAULTS = [
  'standby-stopped',
  'primary-killed',
  'split-brain',
  'attach',
  'lag',
  'slot-forgotten',
  'archiver-failing',
  'refuse',
  'hang',
  'slow',
  'wrong-password',
  'too-many-connections',
] as const;
export type PostgresFault = (typeof POSTGRES_FAULTS)[number];

/** What can happen to one pgpool. */
export const PGPOOL_FAULTS = ['not-attached', 'attach', 'refuse', 'hang'] as const;
export type PgpoolFault = (typeof PGPOOL_FAULTS)[number];

/** What can happen to one server of a PostgreSQL while the others go on. */
export const MEMBER_FAULTS = ['refuse', 'hang', 'too-many-connections'] as const;
export type MemberFault = (typeof MEMBER_FAULTS)[number];

/** How long a fault lasts, and how late `slow` is. */
export interface FaultDetails {
  seconds?: number;
  milliseconds?: number;
}
