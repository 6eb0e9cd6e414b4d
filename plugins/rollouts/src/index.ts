/**
 * Rollouts in the browser.
 *
 * @packageDocumentation
 */
export { default } from './plugin';
export { rolloutRouteRef, rootRouteRef } from './routes';
