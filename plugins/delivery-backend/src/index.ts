/**
 * What GitOps delivers, on the server.
 *
 * @packageDocumentation
 */
export { deliveryPlugin as default } from './plugin';
