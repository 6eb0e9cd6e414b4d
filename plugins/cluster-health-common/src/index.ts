/**
 * How clusters, and services in them, are: shapes and permissions that page and route share.
 *
 * @packageDocumentation
 */
export * from './autoscaling';
export * from './cluster';
export * from './events';
export * from './jobs';
export * from './nodes';
export * from './permissions';
export * from './places';
export * from './problem';
export * from './ranking';
export * from './service';
export * from './storage';
export * from './topics';
export * from './workloads';
