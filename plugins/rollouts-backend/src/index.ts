/**
 * Rollouts of every cluster, read into the one model and served live.
 *
 * @packageDocumentation
 */
export { rolloutsPlugin as default } from './plugin';
export { type RolloutsChange, RolloutsService, type RolloutsServiceOptions } from './RolloutsService';
export { analysisRunsKind } from './argo/analysisRunsKind';
export { readRollout } from './argo/reading/reading';
export type { RolloutObjects } from './argo/reading/scene';
export { ArgoRolloutWriter, type ArgoRolloutWriterOptions } from './writes/ArgoRolloutWriter';
export type { Deed, Observed, RolloutWriter, Seen, WriteOptions } from './writes/RolloutWriter';
export { type WriterClock, writerClock } from './writes/clock';
