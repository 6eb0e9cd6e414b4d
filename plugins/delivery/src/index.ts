/**
 * Delivery in the browser.
 *
 * @packageDocumentation
 */
export { default } from './plugin';
export { revertRouteRef } from './routes';
