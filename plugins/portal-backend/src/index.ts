/**
 * The stream, the Sources page's data, and who the caller is.
 *
 * @packageDocumentation
 */
export { portalPlugin as default } from './plugin';
