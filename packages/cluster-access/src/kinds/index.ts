export type { ArgoRolloutRow, RolloutCondition, ToldAnalysis } from './argo/ArgoRolloutRow';
export * as argo from './argo/objects';
export { podNeedNames, type PodNeeds } from './argo/podNeeds';
export { rolloutsKind } from './argo/rolloutsKind';
export { type AutoscalerRow, autoscalersKind, type MetricReading } from './autoscalersKind';
export {
  type CephBlockPoolRow,
  cephBlockPoolsKind,
  type CephClusterRow,
  cephClustersKind,
} from './cephKinds';
export { type Condition } from './condition';
export { type CronJobRow, cronJobsKind } from './cronJobsKind';
export { type DisruptionBudgetRow, disruptionBudgetsKind } from './disruptionBudgetsKind';
export { type EndpointSliceRow, endpointSlicesKind } from './endpointSlicesKind';
export { type EventRow, eventsKind } from './eventsKind';
export { type IngressRow, ingressesKind } from './ingressesKind';
export { type JobRow, jobsKind } from './jobsKind';
export { type NodeClaimRow, nodeClaimsKind, type NodePoolRow, nodePoolsKind } from './karpenterKinds';
export { type LimitRangeRow, limitRangesKind } from './limitRangesKind';
export { ownMarks } from './metadata';
export { type NamespaceRow, namespacesKind } from './namespacesKind';
export { type NodeRow, nodesKind, type NodeTaint } from './nodesKind';
export { type PodShape } from './podShape';
export { type PodRow, podsKind } from './podsKind';
export { type ContainerRun, type ContainerTrouble, type PodTrouble } from './podTrouble';
export { readQuantity } from './quantity';
export { type QuotaRow, quotasKind } from './quotasKind';
export { type ReplicaSetRow, replicaSetsKind } from './replicaSetsKind';
export {
  daemonSetsKind,
  deploymentsKind,
  type ReplicatedRow,
  rolloutWorkloadsKind,
  statefulSetsKind,
} from './replicatedKinds';
export { type ServiceRow, servicesKind } from './servicesKind';
export {
  type StorageClassRow,
  storageClassesKind,
  type VolumeClaimRow,
  volumeClaimsKind,
  type VolumeRow,
  volumesKind,
} from './volumeKinds';
export { nodeUsages, podUsages } from './usage';
