/** Types of the API, version 1.34, in the notation of `notation.ts`: autoscaling and disruption budgets. */
export const scaling = `
ContainerResourceMetricSource: container! text; name! text; target! +MetricTarget
ContainerResourceMetricStatus: container! text; current! +MetricValueStatus; name! text
CrossVersionObjectReference: apiVersion text; kind! text; name! text
ExternalMetricSource: metric! +MetricIdentifier; target! +MetricTarget
ExternalMetricStatus: current! +MetricValueStatus; metric! +MetricIdentifier
HPAScalingPolicy: periodSeconds! int32; type! text; value! int32
HPAScalingRules: policies [HPAScalingPolicy]; selectPolicy text; stabilizationWindowSeconds int32;
  tolerance quantity
HorizontalPodAutoscaler: metadata +ObjectMeta; spec +HorizontalPodAutoscalerSpec;
  status +HorizontalPodAutoscalerStatus
HorizontalPodAutoscalerBehavior: scaleDown HPAScalingRules; scaleUp HPAScalingRules
HorizontalPodAutoscalerCondition: lastTransitionTime time; message text; reason text; status! text;
  type! text
HorizontalPodAutoscalerSpec: behavior HorizontalPodAutoscalerBehavior; maxReplicas! int32;
  metrics [MetricSpec]; minReplicas int32; scaleTargetRef! +CrossVersionObjectReference
HorizontalPodAutoscalerStatus: conditions [HorizontalPodAutoscalerCondition](type);
  currentMetrics [MetricStatus]; currentReplicas int32; desiredReplicas! int32; lastScaleTime time;
  observedGeneration int64
MetricIdentifier: name! text; selector LabelSelector
MetricSpec: containerResource ContainerResourceMetricSource; external ExternalMetricSource;
  object ObjectMetricSource; pods PodsMetricSource; resource ResourceMetricSource; type! text
MetricStatus: containerResource ContainerResourceMetricStatus; external ExternalMetricStatus;
  object ObjectMetricStatus; pods PodsMetricStatus; resource ResourceMetricStatus; type! text
MetricTarget: averageUtilization int32; averageValue quantity; type! text; value quantity
MetricValueStatus: averageUtilization int32; averageValue quantity; value quantity
ObjectMetricSource: describedObject! +CrossVersionObjectReference; metric! +MetricIdentifier;
  target! +MetricTarget
ObjectMetricStatus: current! +MetricValueStatus; describedObject! +CrossVersionObjectReference;
  metric! +MetricIdentifier
PodDisruptionBudget: metadata +ObjectMeta; spec +PodDisruptionBudgetSpec; status +PodDisruptionBudgetStatus
PodDisruptionBudgetSpec: maxUnavailable intOrString; minAvailable intOrString; selector LabelSelector;
  unhealthyPodEvictionPolicy text(AlwaysAllow,IfHealthyBudget)
PodDisruptionBudgetStatus: conditions [Condition](type); currentHealthy! int32; desiredHealthy! int32;
  disruptedPods {time}; disruptionsAllowed! int32; expectedPods! int32; observedGeneration int64
PodsMetricSource: metric! +MetricIdentifier; target! +MetricTarget
PodsMetricStatus: current! +MetricValueStatus; metric! +MetricIdentifier
ResourceMetricSource: name! text; target! +MetricTarget
ResourceMetricStatus: current! +MetricValueStatus; name! text
Scale: metadata +ObjectMeta; spec +ScaleSpec; status +ScaleStatus
ScaleSpec: replicas int32
ScaleStatus: replicas! int32; selector text
`;
