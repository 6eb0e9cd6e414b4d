/**
 * Rollouts in the browser.
 *
 * @packageDocumentation
 */
export { WaitingBadge } from './components/nav/LoadedBadge';
export { default } from './plugin';
export { rolloutRouteRef, rootRouteRef } from './routes';
