/**
 * How Vaults are, and how long the credentials last that they gave: shapes and permissions that page and route share.
 *
 * @packageDocumentation
 */
export * from './acts';
export * from './annotations';
export * from './coverage';
export * from './lease';
export * from './permissions';
export * from './role';
export * from './roleRef';
export * from './topics';
export * from './vault';
