import { PostgresError } from '../PostgresError';

/** A parameter of the server: what `SHOW` and `pg_settings` tell. */
export interface Setting {
  /** As `pg_settings` has it: a number without its unit. */
  value: string;
  unit?: 'ms' | 's' | 'min' | 'kB' | '8kB' | 'MB';
  kind: 'bool' | 'integer' | 'string' | 'real' | 'enum';
  category: string;
  context: 'internal' | 'postmaster' | 'sighup' | 'superuser' | 'user';
  /** Only for who may read all settings. */
  isSecret?: boolean;
  /** The client is told when it changes. */
  isReported?: boolean;
}

type Row = readonly [
  name: string,
  value: string,
  kind: Setting['kind'],
  context: Setting['context'],
  more?: Partial<Setting>,
];

const version = '15.18 (Debian 15.18-0+deb12u1)';
export const versionText = `PostgreSQL ${version} on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14+deb12u1) 12.2.0, 64-bit`;

const rows: readonly Row[] = [
  ['application_name', '', 'string', 'user', { isReported: true }],
  ['archive_command', 'cp %p /archive/%f', 'string', 'sighup'],
  ['archive_mode', 'on', 'enum', 'postmaster'],
  ['archive_timeout', '0', 'integer', 'sighup', { unit: 's' }],
  ['autovacuum', 'on', 'bool', 'sighup'],
  ['autovacuum_freeze_max_age', '200000000', 'integer', 'postmaster'],
  ['block_size', '8192', 'integer', 'internal'],
  ['bytea_output', 'hex', 'enum', 'user'],
  ['checkpoint_timeout', '300', 'integer', 'sighup', { unit: 's' }],
  ['client_encoding', 'UTF8', 'string', 'user', { isReported: true }],
  ['client_min_messages', 'notice', 'enum', 'user'],
  ['cluster_name', '', 'string', 'postmaster'],
  ['data_checksums', 'off', 'bool', 'internal'],
  ['data_directory', '/var/lib/postgresql/15/main', 'string', 'postmaster', { isSecret: true }],
  ['DateStyle', 'ISO, MDY', 'string', 'user', { isReported: true }],
  ['default_transaction_isolation', 'read committed', 'enum', 'user'],
  ['default_transaction_read_only', 'off', 'bool', 'user', { isReported: true }],
  ['extra_float_digits', '1', 'integer', 'user'],
  ['hba_file', '/etc/postgresql/15/main/pg_hba.conf', 'string', 'postmaster', { isSecret: true }],
  ['hot_standby', 'on', 'bool', 'postmaster'],
  ['idle_in_transaction_session_timeout', '0', 'integer', 'user', { unit: 'ms' }],
  ['idle_session_timeout', '0', 'integer', 'user', { unit: 'ms' }],
  ['in_hot_standby', 'off', 'bool', 'internal', { isReported: true }],
  ['integer_datetimes', 'on', 'bool', 'internal', { isReported: true }],
  ['IntervalStyle', 'postgres', 'enum', 'user', { isReported: true }],
  ['is_superuser', 'off', 'bool', 'internal', { isReported: true }],
  ['lock_timeout', '0', 'integer', 'user', { unit: 'ms' }],
  ['log_min_messages', 'warning', 'enum', 'superuser'],
  ['max_connections', '100', 'integer', 'postmaster'],
  ['max_replication_slots', '10', 'integer', 'postmaster'],
  ['max_slot_wal_keep_size', '-1', 'integer', 'sighup', { unit: 'MB' }],
  ['max_wal_senders', '10', 'integer', 'postmaster'],
  ['max_wal_size', '1024', 'integer', 'sighup', { unit: 'MB' }],
  ['port', '5432', 'integer', 'postmaster'],
  ['primary_conninfo', '', 'string', 'sighup', { isSecret: true }],
  ['primary_slot_name', '', 'string', 'sighup'],
  ['search_path', '"$user", public', 'string', 'user'],
  ['server_encoding', 'UTF8', 'string', 'internal', { isReported: true }],
  ['server_version', version, 'string', 'internal', { isReported: true }],
  ['server_version_num', '150018', 'integer', 'internal'],
  ['session_authorization', '', 'string', 'user', { isReported: true }],
  ['shared_buffers', '32768', 'integer', 'postmaster', { unit: '8kB' }],
  ['ssl', 'off', 'bool', 'sighup'],
  ['standard_conforming_strings', 'on', 'bool', 'user', { isReported: true }],
  ['statement_timeout', '0', 'integer', 'user', { unit: 'ms' }],
  ['superuser_reserved_connections', '3', 'integer', 'postmaster'],
  ['synchronous_commit', 'on', 'enum', 'user'],
  ['synchronous_standby_names', '', 'string', 'sighup'],
  ['TimeZone', 'Etc/UTC', 'string', 'user', { isReported: true }],
  ['transaction_isolation', 'read committed', 'enum', 'user'],
  ['transaction_read_only', 'off', 'bool', 'user'],
  ['wal_keep_size', '0', 'integer', 'sighup', { unit: 'MB' }],
  ['wal_level', 'replica', 'enum', 'postmaster'],
  ['wal_segment_size', '16777216', 'integer', 'internal'],
  ['work_mem', '4096', 'integer', 'user', { unit: 'kB' }],
];

const categories: readonly [prefix: RegExp, category: string][] = [
  [/^(archive|wal|max_wal|checkpoint|synchronous_commit)/, 'Write-Ahead Log / Settings'],
  [/^(primary|hot_standby|max_repl|max_slot|synchronous_standby)/, 'Replication'],
  [/^(max_connections|superuser_reserved|port)/, 'Connections and Authentication / Connection Settings'],
  [/^autovacuum/, 'Autovacuum'],
  [/^(data_directory|hba_file)/, 'File Locations'],
  [/^(server_|block_size|integer_|in_hot|data_checksums)/, 'Preset Options'],
];

const defaults: ReadonlyMap<string, Setting> = new Map(
  rows.map(([name, value, kind, context, more]) => {
    const [, category = 'Client Connection Defaults'] =
      categories.find(([prefix]) => prefix.test(name)) ?? [];
    return [name.toLowerCase(), { value, kind, context, category, ...more }];
  }),
);
const properNames: ReadonlyMap<string, string> = new Map(rows.map(([name]) => [name.toLowerCase(), name]));

/** The parameters of a session: those of its server, and what the session has changed. */
export class Settings {
  private readonly changed = new Map<string, string>();
  private resetValues: Readonly<Record<string, string>> = {};

  /** @param own the server's, which differ from a new server's, as numbers without units */
  constructor(private readonly own: Readonly<Record<string, string>>) {}

  /** What RESET goes back to. */
  begin(values: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(values)) this.set(name, value);
    this.resetValues = Object.fromEntries(this.changed);
  }

  names(): string[] {
    return rows.map(([name]) => name);
  }

  /** @throws PostgresError 42704 */
  get(name: string): Setting & { name: string } {
    const key = name.toLowerCase();
    const setting = defaults.get(key);
    if (!setting) throw unknownSetting(name);
    const value = this.changed.get(key) ?? this.own[key] ?? setting.value;
    return { ...setting, name: properNames.get(key) ?? name, value };
  }

  has(name: string): boolean {
    return defaults.has(name.toLowerCase());
  }

  number(name: string): number {
    return Number(this.get(name).value);
  }

  isOn(name: string): boolean {
    return this.get(name).value === 'on';
  }

  /** As `SHOW` writes it: with the greatest unit that fits. */
  show(name: string): string {
    const { value, unit } = this.get(name);
    return unit ? withUnit(Number(value), unit) : value;
  }

  /** @throws PostgresError 42704, 22023, 55P02 */
  set(name: string, value: string): void {
    const setting = this.get(name);
    if (setting.context !== 'user') throw unchangeable(setting);
    this.changed.set(name.toLowerCase(), read(setting, value));
  }

  /** What the server itself knows of a session. */
  know(name: string, value: string): void {
    this.changed.set(name.toLowerCase(), value);
  }

  reset(name: string): void {
    const key = name.toLowerCase();
    this.get(key);
    const first = this.resetValues[key];
    if (first === undefined) this.changed.delete(key);
    else this.changed.set(key, first);
  }

  /** What a client is told at its start. */
  reported(): Record<string, string> {
    const told = this.names().filter(name => this.get(name).isReported);
    return Object.fromEntries(told.map(name => [name, this.get(name).value]));
  }
}

function unchangeable({ name, context }: Setting & { name: string }): PostgresError {
  if (context === 'superuser')
    return new PostgresError('42501', `permission denied to set parameter "${name}"`);
  const reasons = { postmaster: ' without restarting the server', sighup: ' now', internal: '', user: '' };
  return new PostgresError('55P02', `parameter "${name}" cannot be changed${reasons[context]}`);
}

export function unknownSetting(name: string): PostgresError {
  return new PostgresError('42704', `unrecognized configuration parameter "${name}"`);
}

const factors: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  kb: 1,
  '8kb': 8,
  mb: 1_024,
  gb: 1_048_576,
  tb: 1_073_741_824,
};

function read({ name, kind, unit }: Setting & { name: string }, value: string): string {
  if (kind === 'bool') return readBoolean(name, value);
  if (kind !== 'integer') return value;
  const [, number, given = ''] = /^\s*(-?\d+(?:\.\d+)?)\s*([a-zA-Z]*)\s*$/.exec(value) ?? [];
  const factor =
    given === '' ? 1 : (factors[given.toLowerCase()] ?? NaN) / (factors[(unit ?? '').toLowerCase()] ?? NaN);
  const whole = Math.round(Number(number) * factor);
  if (Number.isNaN(whole))
    throw new PostgresError('22023', `invalid value for parameter "${name}": "${value}"`);
  return String(whole);
}

function readBoolean(name: string, value: string): string {
  const word = value.toLowerCase();
  if (['on', 'true', 'yes', '1', 't', 'y'].includes(word)) return 'on';
  if (['off', 'false', 'no', '0', 'f', 'n'].includes(word)) return 'off';
  throw new PostgresError('22023', `parameter "${name}" requires a Boolean value`);
}

const times = ['d', 'h', 'min', 's', 'ms'];
const sizes = ['tb', 'gb', 'mb', 'kb'];
const written: Readonly<Record<string, string>> = { kb: 'kB', mb: 'MB', gb: 'GB', tb: 'TB' };

function withUnit(value: number, unit: string): string {
  if (value <= 0) return String(value);
  const base = value * (factors[unit.toLowerCase()] ?? 1);
  const units = unit.toLowerCase().endsWith('b') ? sizes : times;
  const fitting = units.find(each => base % (factors[each] ?? 1) === 0) ?? unit;
  return `${base / (factors[fitting] ?? 1)}${written[fitting] ?? fitting}`;
}
