import { PostgresError } from '../PostgresError';
import type { Catalogue, Relation, SqlFunction, TableFunction } from '../sql/Expression';
import { activity } from './activityView';
import type { Asking } from './Asking';
import { archiver, databases, statDatabase } from './databaseViews';
import {
  authMembers,
  backgroundWriter,
  conflicts,
  extensions,
  locks,
  namespaces,
  preparedTransactions,
  roles,
  settings,
  tablespaces,
  users,
} from './otherViews';
import { define, type Functions, plainFunctions } from './plainFunctions';
import { replication, slots, walReceiver } from './replicationViews';
import { serverFunctions } from './serverFunctions';
import { tableFunctions } from './tableFunctions';
import { relationOf, type View } from './view';
import { asNumber, asText } from '../sql/values';

/** By name, as PostgreSQL 15 has them; a view that is not here does not exist. */
const views: ReadonlyMap<string, View> = new Map(
  Object.entries({
    pg_auth_members: authMembers,
    pg_database: databases,
    pg_extension: extensions,
    pg_locks: locks,
    pg_namespace: namespaces,
    pg_prepared_xacts: preparedTransactions,
    pg_replication_slots: slots,
    pg_roles: roles,
    pg_settings: settings,
    pg_stat_activity: activity,
    pg_stat_archiver: archiver,
    pg_stat_bgwriter: backgroundWriter,
    pg_stat_database: statDatabase,
    pg_stat_database_conflicts: conflicts,
    pg_stat_replication: replication,
    pg_stat_wal_receiver: walReceiver,
    pg_tablespace: tablespaces,
    pg_user: users,
  }),
);
/** Only for superusers. */
const secret = ['pg_authid', 'pg_shadow'];

/** What one session can name: the views and functions of its server. */
export class SessionCatalogue implements Catalogue {
  private readonly own: Functions;
  private readonly tables: Readonly<Record<string, readonly TableFunction[]>>;

  /** @param sleep told how many milliseconds `pg_sleep` wants */
  constructor(
    private readonly asking: Asking,
    sleep: (milliseconds: number) => void,
  ) {
    this.own = {
      ...serverFunctions(asking),
      to_regclass: [define('text', 'regclass', ([name]) => found(asText(name)))],
      pg_sleep: [
        define('float8', 'void', ([seconds]) => {
          sleep(asNumber(seconds) * 1_000);
          return '';
        }),
      ],
    };
    this.tables = tableFunctions(asking);
  }

  /** @throws PostgresError 42501 */
  relation(schema: string | undefined, name: string): Relation | undefined {
    if (schema !== undefined && schema !== 'pg_catalog') return undefined;
    if (secret.includes(name) && !this.asking.account.isSuperuser) {
      const kind = name === 'pg_shadow' ? 'view' : 'table';
      throw new PostgresError('42501', `permission denied for ${kind} ${name}`);
    }
    const view = views.get(name);
    return view && relationOf(view, this.asking);
  }

  functions(name: string): readonly SqlFunction[] {
    return [...(lookUp(plainFunctions, name) ?? []), ...(lookUp(this.own, name) ?? [])];
  }

  tableFunctions(name: string): readonly TableFunction[] {
    return lookUp(this.tables, name) ?? [];
  }
}

/** A statement may name anything: also what every object has. */
function lookUp<Item>(table: Readonly<Record<string, Item>>, name: string): Item | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function found(name: string): string | null {
  const bare = name.replace(/^pg_catalog\./, '');
  return views.has(bare) ? bare : null;
}
