/**
 * The portal about itself: the stream that every page uses, the Sources page, the sandbox bar.
 *
 * @packageDocumentation
 */
export { portalPlugin as default } from './plugin';
