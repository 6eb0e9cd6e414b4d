/**
 * Golden paths in the browser.
 *
 * @packageDocumentation
 */
export { default } from './plugin';
export { pathRouteRef, rootRouteRef, runRouteRef } from './routes';
