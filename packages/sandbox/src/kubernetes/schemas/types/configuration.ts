/** Types of the API, version 1.34, in the notation of `notation.ts`: configuration, events, leases, namespaces and their limits. */
export const configuration = `
ConfigMap: binaryData {bytes}; data {text}; immutable flag; metadata +ObjectMeta
Event: action text; count int32; eventTime microtime; firstTimestamp time; involvedObject! +ObjectReference;
  lastTimestamp time; message text; metadata! +ObjectMeta; reason text; related ObjectReference;
  reportingComponent text; reportingInstance text; series EventSeries; source +EventSource; type text
EventSeries: count int32; lastObservedTime microtime
EventSource: component text; host text
Lease: metadata +ObjectMeta; spec +LeaseSpec
LeaseSpec: acquireTime microtime; holderIdentity text; leaseDurationSeconds int32; leaseTransitions int32;
  preferredHolder text; renewTime microtime; strategy text
LimitRange: metadata +ObjectMeta; spec +LimitRangeSpec
LimitRangeItem: default {quantity}; defaultRequest {quantity}; max {quantity};
  maxLimitRequestRatio {quantity}; min {quantity}; type! text
LimitRangeSpec: limits! [LimitRangeItem]
Namespace: metadata +ObjectMeta; spec +NamespaceSpec; status +NamespaceStatus
NamespaceCondition: lastTransitionTime time; message text; reason text; status! text; type! text
NamespaceSpec: finalizers [text]
NamespaceStatus: conditions [NamespaceCondition](type); phase text(Active,Terminating)
PriorityClass: description text; globalDefault flag; metadata +ObjectMeta;
  preemptionPolicy text(Never,PreemptLowerPriority); value! int32
ResourceQuota: metadata +ObjectMeta; spec +ResourceQuotaSpec; status +ResourceQuotaStatus
ResourceQuotaSpec: hard {quantity}; scopeSelector ScopeSelector;
  scopes [text(BestEffort,CrossNamespacePodAffinity,NotBestEffort,NotTerminating,PriorityClass,Terminating,VolumeAttributesClass)]
ResourceQuotaStatus: hard {quantity}; used {quantity}
ScopedResourceSelectorRequirement: operator! text(DoesNotExist,Exists,In,NotIn);
  scopeName! text(BestEffort,CrossNamespacePodAffinity,NotBestEffort,NotTerminating,PriorityClass,Terminating,VolumeAttributesClass);
  values [text]
Secret: data {bytes}; immutable flag; metadata +ObjectMeta; stringData {text}; type text
ServiceAccount: automountServiceAccountToken flag; imagePullSecrets [LocalObjectReference];
  metadata +ObjectMeta; secrets [ObjectReference](name)
`;
