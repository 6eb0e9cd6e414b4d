/**
 * What GitOps delivers: shapes, rules and permissions that page and route share.
 *
 * @packageDocumentation
 */
export * from './acts';
export * from './annotations';
export * from './application';
export * from './changeRequest';
export * from './managed';
export * from './permissions';
export * from './topics';
