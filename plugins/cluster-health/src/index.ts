/**
 * Cluster health in the browser.
 *
 * @packageDocumentation
 */
export { default } from './plugin';
export { clusterRouteRef, rootRouteRef } from './routes';
