/** Types of the API, version 1.34, in the notation of `notation.ts`: where pods may run. */
export const scheduling = `
Affinity: nodeAffinity NodeAffinity; podAffinity PodAffinity; podAntiAffinity PodAntiAffinity
NodeAffinity: preferredDuringSchedulingIgnoredDuringExecution [PreferredSchedulingTerm];
  requiredDuringSchedulingIgnoredDuringExecution NodeSelector
NodeSelector atomic: nodeSelectorTerms! [NodeSelectorTerm]
NodeSelectorRequirement: key! text; operator! text(DoesNotExist,Exists,Gt,In,Lt,NotIn); values [text]
NodeSelectorTerm atomic: matchExpressions [NodeSelectorRequirement]; matchFields [NodeSelectorRequirement]
PodAffinity: preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm];
  requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm]
PodAffinityTerm: labelSelector LabelSelector; matchLabelKeys [text]; mismatchLabelKeys [text];
  namespaceSelector LabelSelector; namespaces [text]; topologyKey! text
PodAntiAffinity: preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm];
  requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm]
PreferredSchedulingTerm: preference! +NodeSelectorTerm; weight! int32
Toleration: effect text(NoExecute,NoSchedule,PreferNoSchedule); key text; operator text(Equal,Exists);
  tolerationSeconds int64; value text
TopologySpreadConstraint: labelSelector LabelSelector; matchLabelKeys [text]; maxSkew! int32;
  minDomains int32; nodeAffinityPolicy text(Honor,Ignore); nodeTaintsPolicy text(Honor,Ignore);
  topologyKey! text; whenUnsatisfiable! text(DoNotSchedule,ScheduleAnyway)
WeightedPodAffinityTerm: podAffinityTerm! +PodAffinityTerm; weight! int32
`;
