/**
 * Vault in the browser.
 *
 * @packageDocumentation
 */
export { default } from './plugin';
export { rootRouteRef } from './routes';
