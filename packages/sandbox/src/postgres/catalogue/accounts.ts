import type { DatabasePlan } from '../model/DatabasePlan';
import { type LeaseUser, usersOf } from '../model/LeaseUsers';
import type { Moments } from '../../clock/Moments';
import { letterChance } from '../model/chance';

/** A role of a server. */
export interface Account {
  oid: number;
  name: string;
  isSuperuser: boolean;
  canLogin: boolean;
  isReplication: boolean;
  memberOf: readonly string[];
  /** Milliseconds since 1970. */
  validUntil?: number;
}

/** The monitoring role, and one with no right but to sign in. */
export const portalAccount = 'portal';
export const limitedAccount = 'guest';

const firstOwn = 16_384;
const predefined: readonly [name: string, oid: number][] = [
  ['pg_database_owner', 6_171],
  ['pg_read_all_data', 6_181],
  ['pg_write_all_data', 6_182],
  ['pg_monitor', 3_373],
  ['pg_read_all_settings', 3_374],
  ['pg_read_all_stats', 3_375],
  ['pg_stat_scan_tables', 3_377],
  ['pg_read_server_files', 4_569],
  ['pg_write_server_files', 4_570],
  ['pg_execute_server_program', 4_571],
  ['pg_signal_backend', 4_200],
  ['pg_checkpoint', 4_544],
];

function account(name: string, oid: number, more: Partial<Account> = {}): Account {
  return { name, oid, isSuperuser: false, canLogin: true, isReplication: false, memberOf: [], ...more };
}

/** Everybody of a server: its own, and those that Vault made. */
export function accountsOf(
  plan: DatabasePlan,
  { seed, moments, leaseUsers }: { seed: number; moments: Moments; leaseUsers(): readonly LeaseUser[] },
): Account[] {
  const own = [
    account('postgres', 10, { isSuperuser: true, isReplication: true }),
    ...predefined.map(([name, oid]) =>
      account(name, oid, {
        canLogin: false,
        memberOf:
          name === 'pg_monitor' ? ['pg_read_all_settings', 'pg_read_all_stats', 'pg_stat_scan_tables'] : [],
      }),
    ),
    account('repmgr', firstOwn, { isReplication: true }),
    account(portalAccount, firstOwn + 1, { memberOf: ['pg_monitor'] }),
    account(limitedAccount, firstOwn + 2),
    account('pgpool', firstOwn + 3, { memberOf: ['pg_monitor'] }),
  ];
  const lasting = plan.apps.filter(({ user }) => user !== undefined).flatMap(app => usersOf(app, []));
  const users = [...lasting, ...leaseUsers()];
  const made = users.map(({ name, until }) =>
    account(name, leaseOid(seed, name), {
      validUntil: until === undefined ? undefined : Math.round(moments.stamp(until) / 1_000) * 1_000,
    }),
  );
  return [...own, ...made];
}

function leaseOid(seed: number, name: string): number {
  const letters = letterChance(seed, 3, name);
  return [...letters].reduce((sum, letter) => sum * 61 + letter.charCodeAt(0), 20_000);
}
