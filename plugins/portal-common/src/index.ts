/**
 * Words that every feature shares, in the browser and on the server.
 *
 * @packageDocumentation
 */
export * from './audience';
export * from './check';
export * from './list';
export * from './permissions';
export * from './source';
export * from './topic';
export * from './verdict';
