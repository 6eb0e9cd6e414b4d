/**
 * Reach a cluster by its configured name: live projected rows, guarded writes, and the truth about how far they can be
 * believed.
 *
 * @packageDocumentation
 */
export { type Clock, systemClock } from './clock';
export { ClusterFailure, type FailureKind } from './connection/ClusterFailure';
export * from './kinds';
export * as tolerant from './kinds/tolerant';
export { clustersOf, clustersServiceRef } from './LiveClusters';
export { RowIndex } from './rows/RowIndex';
export { type Part, sameFreshness, sourceOfParts } from './sourceOfParts';
export type * from './types';
export { type WorldChange, WorldChangedError } from './write/WorldChangedError';
