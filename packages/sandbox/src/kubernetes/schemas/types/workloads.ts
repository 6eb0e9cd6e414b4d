/** Types of the API, version 1.34, in the notation of `notation.ts`: what makes pods. */
export const workloads = `
ControllerRevision: data any; metadata +ObjectMeta; revision! int64
CronJob: metadata +ObjectMeta; spec +CronJobSpec; status +CronJobStatus
CronJobSpec: concurrencyPolicy text(Allow,Forbid,Replace); failedJobsHistoryLimit int32;
  jobTemplate! +JobTemplateSpec; schedule! text; startingDeadlineSeconds int64;
  successfulJobsHistoryLimit int32; suspend flag; timeZone text
CronJobStatus: active [ObjectReference]; lastScheduleTime time; lastSuccessfulTime time
DaemonSet: metadata +ObjectMeta; spec +DaemonSetSpec; status +DaemonSetStatus
DaemonSetCondition: lastTransitionTime time; message text; reason text; status! text; type! text
DaemonSetSpec: minReadySeconds int32; revisionHistoryLimit int32; selector! LabelSelector;
  template! +PodTemplateSpec; updateStrategy +DaemonSetUpdateStrategy
DaemonSetStatus: collisionCount int32; conditions [DaemonSetCondition](type); currentNumberScheduled! int32;
  desiredNumberScheduled! int32; numberAvailable int32; numberMisscheduled! int32; numberReady! int32;
  numberUnavailable int32; observedGeneration int64; updatedNumberScheduled int32
DaemonSetUpdateStrategy: rollingUpdate RollingUpdateDaemonSet; type text(OnDelete,RollingUpdate)
Deployment: metadata +ObjectMeta; spec +DeploymentSpec; status +DeploymentStatus
DeploymentCondition: lastTransitionTime time; lastUpdateTime time; message text; reason text; status! text;
  type! text
DeploymentSpec: minReadySeconds int32; paused flag; progressDeadlineSeconds int32; replicas int32;
  revisionHistoryLimit int32; selector! LabelSelector; strategy +DeploymentStrategy;
  template! +PodTemplateSpec
DeploymentStatus: availableReplicas int32; collisionCount int32; conditions [DeploymentCondition](type);
  observedGeneration int64; readyReplicas int32; replicas int32; terminatingReplicas int32;
  unavailableReplicas int32; updatedReplicas int32
DeploymentStrategy: rollingUpdate RollingUpdateDeployment; type text(Recreate,RollingUpdate)
Job: metadata +ObjectMeta; spec +JobSpec; status +JobStatus
JobCondition: lastProbeTime time; lastTransitionTime time; message text; reason text; status! text;
  type! text
JobSpec: activeDeadlineSeconds int64; backoffLimit int32; backoffLimitPerIndex int32;
  completionMode text(Indexed,NonIndexed); completions int32; managedBy text; manualSelector flag;
  maxFailedIndexes int32; parallelism int32; podFailurePolicy PodFailurePolicy;
  podReplacementPolicy text(Failed,TerminatingOrFailed); selector LabelSelector;
  successPolicy SuccessPolicy; suspend flag; template! +PodTemplateSpec; ttlSecondsAfterFinished int32
JobStatus: active int32; completedIndexes text; completionTime time; conditions [JobCondition];
  failed int32; failedIndexes text; ready int32; startTime time; succeeded int32; terminating int32;
  uncountedTerminatedPods UncountedTerminatedPods
JobTemplateSpec: metadata +ObjectMeta; spec +JobSpec
PodFailurePolicy: rules! [PodFailurePolicyRule]
PodFailurePolicyOnExitCodesRequirement: containerName text; operator! text(In,NotIn); values! [int32]set
PodFailurePolicyOnPodConditionsPattern: status! text; type! text
PodFailurePolicyRule: action! text(Count,FailIndex,FailJob,Ignore);
  onExitCodes PodFailurePolicyOnExitCodesRequirement;
  onPodConditions [PodFailurePolicyOnPodConditionsPattern]
ReplicaSet: metadata +ObjectMeta; spec +ReplicaSetSpec; status +ReplicaSetStatus
ReplicaSetCondition: lastTransitionTime time; message text; reason text; status! text; type! text
ReplicaSetSpec: minReadySeconds int32; replicas int32; selector! LabelSelector; template +PodTemplateSpec
ReplicaSetStatus: availableReplicas int32; conditions [ReplicaSetCondition](type);
  fullyLabeledReplicas int32; observedGeneration int64; readyReplicas int32; replicas! int32;
  terminatingReplicas int32
RollingUpdateDaemonSet: maxSurge intOrString; maxUnavailable intOrString
RollingUpdateDeployment: maxSurge intOrString; maxUnavailable intOrString
RollingUpdateStatefulSetStrategy: maxUnavailable intOrString; partition int32
StatefulSet: metadata +ObjectMeta; spec +StatefulSetSpec; status +StatefulSetStatus
StatefulSetCondition: lastTransitionTime time; message text; reason text; status! text; type! text
StatefulSetOrdinals: start int32
StatefulSetPersistentVolumeClaimRetentionPolicy: whenDeleted text; whenScaled text
StatefulSetSpec: minReadySeconds int32; ordinals StatefulSetOrdinals;
  persistentVolumeClaimRetentionPolicy StatefulSetPersistentVolumeClaimRetentionPolicy;
  podManagementPolicy text(OrderedReady,Parallel); replicas int32; revisionHistoryLimit int32;
  selector! LabelSelector; serviceName text; template! +PodTemplateSpec;
  updateStrategy +StatefulSetUpdateStrategy; volumeClaimTemplates [PersistentVolumeClaim]
StatefulSetStatus: availableReplicas int32; collisionCount int32; conditions [StatefulSetCondition](type);
  currentReplicas int32; currentRevision text; observedGeneration int64; readyReplicas int32;
  replicas! int32; updateRevision text; updatedReplicas int32
StatefulSetUpdateStrategy: rollingUpdate RollingUpdateStatefulSetStrategy; type text(OnDelete,RollingUpdate)
SuccessPolicy: rules! [SuccessPolicyRule]
SuccessPolicyRule: succeededCount int32; succeededIndexes text
UncountedTerminatedPods: failed [text]set; succeeded [text]set
`;
