/**
 * Reads how databases are, at AWS and in PostgreSQL itself, and serves it live.
 *
 * @packageDocumentation
 */
export { databasesFeature as default } from './feature';
export type { DatabaseSource, HistoryQuery, Look, SeenDatabase, Wanted } from './DatabaseSource';
