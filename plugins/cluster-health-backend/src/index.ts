/**
 * How clusters, and services in them, are, on the server.
 *
 * @packageDocumentation
 */
export { clusterHealthPlugin as default } from './plugin';
export { HealthService, type HealthChange, type HealthServiceOptions } from './HealthService';
export { processClock, type HealthClock } from './clock';
export * from './reading';
