/** What of knex says which database it talks to. */
interface Dialect {
  client: { config: { client?: unknown } };
}

/**
 * SQL for the moment of a statement in whole milliseconds since 1970, of the database's own clock: the only clock that
 * all replicas share. SQLite and Postgres have no common word for it.
 */
export function databaseNow({ client }: Dialect): string {
  return String(client.config.client).includes('sqlite')
    ? "cast(round((julianday('now') - 2440587.5) * 86400000) as integer)"
    : 'cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint)';
}
