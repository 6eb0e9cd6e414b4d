/**
 * Reads how databases are, at AWS and in PostgreSQL itself, and serves it live.
 *
 * @packageDocumentation
 */
export { databasesPlugin as default } from './plugin';
export type { DatabaseSource, HistoryQuery, Look, SeenDatabase, Wanted } from './DatabaseSource';
