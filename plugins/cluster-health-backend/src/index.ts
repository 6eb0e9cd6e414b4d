/**
 * How clusters, and services in them, are, on the server.
 *
 * @packageDocumentation
 */
export * from './reading';
