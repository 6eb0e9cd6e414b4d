/**
 * What a golden path makes: names and their rules, runs and what they made, and permissions that page and route share.
 *
 * @packageDocumentation
 */
export * from './answers';
export * from './names/derived';
export * from './names/owner';
export * from './names/problem';
export * from './names/rules';
export * from './permissions';
export * from './plan';
export * from './runs';
