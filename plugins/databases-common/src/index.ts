/**
 * How databases are, whoever runs them: shapes and permissions that page and route share.
 *
 * @packageDocumentation
 */
export * from './alarms';
export * from './annotations';
export * from './backups';
export * from './database';
export * from './events';
export * from './line';
export * from './members';
export * from './metrics';
export * from './permissions';
export * from './pools';
export * from './series';
export * from './sessions';
export * from './topics';
