import type { Sessions } from '@greenroom/plugin-databases-common';

/**
 * The role in a user name that Vault's database engine made: `v-<display>-<role>-<20 characters>-<unix seconds>`
 * (measured; its default template for PostgreSQL). `<display>` is how the client signed in and has no dash of its own in
 * the templates' truncation, the role can have them.
 */
const MADE_BY_VAULT = /^v-([^-]*)-(.*)-([A-Za-z0-9]{20})-(\d{10})$/;

export function roleOf(user: string): Pick<Sessions, 'role' | 'madeByVault'> {
  const [, , role] = MADE_BY_VAULT.exec(user) ?? [];
  return role ? { role, madeByVault: true } : { role: user, madeByVault: false };
}

/** Instead of a role: of the sessions of others one without `pg_monitor` sees that they are there. */
export const HIDDEN_ROLE = 'not allowed to see';

export interface SessionRow {
  role_name?: string;
  datname?: string;
  state?: string;
  sessions: number;
  longest_seconds?: number;
}

/** Sessions of all members together, by role and database: users of one Vault role are one row. */
export function sessionsByRole(rows: readonly SessionRow[]): Sessions[] {
  const byKey = new Map<string, Sessions>();
  for (const row of rows) {
    const { role, madeByVault } = roleOf(row.role_name ?? HIDDEN_ROLE);
    const key = JSON.stringify([role, madeByVault, row.datname]);
    const known = byKey.get(key) ?? {
      role,
      madeByVault,
      ...(row.datname !== undefined && { database: row.datname }),
      active: 0,
      idle: 0,
      idleInTransaction: 0,
    };
    byKey.set(key, added(known, row));
  }
  return [...byKey.values()].sort((a, b) => total(b) - total(a) || a.role.localeCompare(b.role));
}

const total = ({ active, idle, idleInTransaction }: Sessions) => active + idle + idleInTransaction;

function added(sessions: Sessions, { state, sessions: n, longest_seconds }: SessionRow): Sessions {
  const longest = Math.max(sessions.longestTransactionSeconds ?? 0, longest_seconds ?? 0);
  return {
    ...sessions,
    active: sessions.active + (state === 'active' || state === 'fastpath function call' ? n : 0),
    idle: sessions.idle + (state === 'idle' || state === undefined || state === 'disabled' ? n : 0),
    idleInTransaction: sessions.idleInTransaction + (state?.startsWith('idle in transaction') ? n : 0),
    ...(longest > 0 && { longestTransactionSeconds: longest }),
  };
}
