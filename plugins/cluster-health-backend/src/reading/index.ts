export { type About, type Finding, NOTHING, type Reading, together } from './Finding';
export { namedKey, ROOM_ON_NODES, workloadKey } from './about';
export * from './autoscaling/clusterAutoscalerStatus';
export {
  type AutoscalerContext,
  atMaximumSince,
  readAutoscaler,
  targetOf,
} from './autoscaling/readAutoscaler';
export { readClusterAutoscaler } from './autoscaling/readClusterAutoscaler';
export { readNodeClaim, readNodePool } from './autoscaling/readKarpenter';
export type { Waiting } from './autoscaling/Waiting';
export { remembered, type Scaling } from './autoscaling/Scalings';
export { eventGroup, eventLine, eventLines, isClusterWide } from './events/eventLines';
export { type CronJobContext, cronTimes, readCronJob } from './jobs/readCronJob';
export { type JobContext, readJob } from './jobs/readJob';
export { type BudgetContext, readBudget } from './limits/readBudget';
export { type LimitContext, readLimitRange } from './limits/readLimitRange';
export { readQuota } from './limits/readQuota';
export { linkTo, type ReadKind } from './links';
export { added, capacitiesOf, type Load, loadOf, NO_LOAD, type Used } from './nodes/NodeLoad';
export { isSilent, type NodeContext, readNode } from './nodes/readNode';
export { readRoom } from './nodes/readRoom';
export type { PodContext } from './pods/PodContext';
export { readPod } from './pods/readPod';
export { Restarts } from './pods/Restarts';
export { causeOf, inWords, schedulerWords } from './pods/schedulerWords';
export { isLost, unseenFor } from './parts';
export { fold, type FoldContext, type FoldedProblem } from './problems/fold';
export { ranked } from './problems/rank';
export { seenVerdict, type Standing, standingOf } from './problems/verdict';
export * from './rows/autoscalingRows';
export * from './rows/clusterSummary';
export * from './rows/jobRows';
export * from './rows/nodeRow';
export * from './rows/podLine';
export * from './rows/podState';
export * from './rows/serviceHealth';
export * from './rows/storageRows';
export * from './rows/workloadRow';
export { type Rule, type RuleId, rules } from './rules';
export type { ClaimContext } from './storage/ClaimContext';
export { readVolume, readVolumeClaim } from './storage/readVolumes';
export { readCephBlockPool, readCephCluster } from './storage/readCeph';
export { type Endpoints, type IngressContext, readIngress, readService } from './traffic/readTraffic';
export { earliest, hasLasted, stamp } from './time';
export { readingWords, unseenOf } from './unseen';
export { type WorkloadContext, readReplicated } from './workloads/readReplicated';
