/**
 * Words that every feature shares, in the browser and on the server.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './audience';
export * from './check';
export * from './claims';
export * from './ledger';
export * from './list';
export * from './me';
export * from './permissions';
export * from './refName';
export * from './RowMap';
export * from './sameJson';
export * from './source';
export * from './topic';
export * from './verdict';
