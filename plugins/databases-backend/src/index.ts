/**
 * Reads how databases are, at AWS and in PostgreSQL itself, and serves it live.
 *
 * @packageDocumentation
 */
export { databasesFeature as default } from './feature';
/** Without what it offers the catalog: for where there is no catalog. */
export { databasesPlugin } from './plugin';
export { AwsSource, type AwsSourceOptions } from './aws/AwsSource';
export { PostgresSource, type PostgresSourceOptions } from './postgres/PostgresSource';
export { MemorySampleStore } from './postgres/samples/MemorySampleStore';
export type { DatabaseSource, HistoryQuery, Look, SeenDatabase, Wanted } from './DatabaseSource';
/** Everything that the portal asks a PostgreSQL or a pgpool: conformance holds the sandbox's answers against real ones. */
export * as postgresQueries from './postgres/queries';
