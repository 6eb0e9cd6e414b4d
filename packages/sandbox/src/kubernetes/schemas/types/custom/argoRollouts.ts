/** Types of the objects that Argo Rollouts 1.9 have, in the notation of `notation.ts`; what is not here is a built-in kind's. */
export const argoRollouts = String.raw`
AnalysisAnalysisRunSpec: args [AnalysisArg]; dryRun [RolloutDryRun];
  measurementRetention [RolloutMeasurementRetention]; metrics! [AnalysisSpecMetric]; terminate flag;
  ttlStrategy AnalysisTtlStrategy
AnalysisArg: name! text; value text; valueFrom AnalysisValueFrom
AnalysisAuthentication: oauth2 AnalysisOauth2; sigv4 AnalysisSigv4
AnalysisCloudWatch: interval text; metricDataQueries! [AnalysisMetricDataQuery]
AnalysisControlScope: end text; region! text; scope! text; start text; step! int64
AnalysisDatadog: aggregator text(avg,min,max,sum,last,percentile,mean,l2norm,area);
  apiVersion text(v1,v2)=v1; formula text; interval text=5m; queries {text}; query text;
  secretRef AnalysisSecretRef
AnalysisDimension: name text; value text
AnalysisDryRunSummary: count int32; error int32; failed int32; inconclusive int32; successful int32
AnalysisGraphite: address text; query text
AnalysisHeader: key! text; value! text
AnalysisInfluxdb: profile text; query text
AnalysisJob: metadata RolloutActiveMetadata; spec! JobSpec
AnalysisKayenta: address! text; application! text; canaryConfigName! text; configurationAccountName! text;
  lookback flag; metricsAccountName! text; scopes! [AnalysisScope]; storageAccountName! text;
  threshold! AnalysisThreshold
AnalysisMeasurement: finishedAt time; message text; metadata {text}; phase! text; resumeAt time;
  startedAt time; value text
AnalysisMetric: dimensions [AnalysisDimension]; metricName text; namespace text
AnalysisMetricDataQuery: expression text; id text; label text; metricStat AnalysisMetricStat;
  period intOrString; returnData flag
AnalysisMetricResult: consecutiveError int32; consecutiveSuccess int32; count int32; dryRun flag;
  error int32; failed int32; inconclusive int32; measurements [AnalysisMeasurement]; message text;
  metadata {text}; name! text; phase! text; successful int32
AnalysisMetricStat: metric AnalysisMetric; period intOrString; stat text; unit text
AnalysisNewRelic: profile text; query! text; timeout int64
AnalysisOauth2: clientId text; clientSecret text; scopes [text]; tokenUrl text
AnalysisPrometheus: address text; authentication AnalysisAuthentication; headers [AnalysisHeader];
  insecure flag; query text; rangeQuery AnalysisRangeQuery; timeout int64
AnalysisProvider: cloudWatch AnalysisCloudWatch; datadog AnalysisDatadog; graphite AnalysisGraphite;
  influxdb AnalysisInfluxdb; job AnalysisJob; kayenta AnalysisKayenta; newRelic AnalysisNewRelic;
  plugin object; prometheus AnalysisPrometheus; skywalking AnalysisSkywalking; wavefront AnalysisGraphite;
  web AnalysisWeb
AnalysisRangeQuery: end text; start text; step text
AnalysisRun: spec! AnalysisAnalysisRunSpec; status AnalysisStatus
AnalysisScope: controlScope! AnalysisControlScope; experimentScope! AnalysisControlScope; name! text
AnalysisSecretKeyRef: key! text; name! text
AnalysisSecretRef: name text; namespaced flag
AnalysisSigv4: profile text; region text; roleArn text
AnalysisSkywalking: address text; interval text; query text
AnalysisSpec: args [AnalysisArg]; dryRun [RolloutDryRun];
  measurementRetention [RolloutMeasurementRetention]; metrics [AnalysisSpecMetric];
  templates [RolloutTemplate]
AnalysisSpecMetric: consecutiveErrorLimit intOrString; consecutiveSuccessLimit intOrString;
  count intOrString; failureCondition text; failureLimit intOrString; inconclusiveLimit intOrString;
  initialDelay text; interval text; name! text; provider! AnalysisProvider; successCondition text
AnalysisStatus: completedAt time; dryRunSummary AnalysisDryRunSummary; message text;
  metricResults [AnalysisMetricResult]; phase! text; runSummary AnalysisDryRunSummary; startedAt time
AnalysisTemplate: spec! AnalysisSpec
AnalysisThreshold: marginal! int64; pass! int64
AnalysisTtlStrategy: secondsAfterCompletion int32; secondsAfterFailure int32; secondsAfterSuccess int32
AnalysisValueFrom: fieldRef RolloutFieldRef; secretKeyRef AnalysisSecretKeyRef
AnalysisWeb: authentication AnalysisAuthentication; body text; headers [AnalysisHeader]; insecure flag;
  jsonBody object; jsonPath text; method text; timeoutSeconds int64; url! text
ClusterAnalysisTemplate: spec! AnalysisSpec
Experiment: spec! ExperimentSpec; status ExperimentStatus
ExperimentAnalysis: args [AnalysisArg]; clusterScope flag; name! text; requiredForCompletion flag;
  templateName! text
ExperimentAnalysisRun: analysisRun! text; message text; name! text; phase! text
ExperimentSpec: analyses [ExperimentAnalysis]; analysisRunMetadata RolloutActiveMetadata;
  dryRun [RolloutDryRun]; duration text; measurementRetention [RolloutMeasurementRetention];
  progressDeadlineSeconds int32; scaleDownDelaySeconds int32; templates! [ExperimentTemplate];
  terminate flag
ExperimentStatus: analysisRuns [ExperimentAnalysisRun]; availableAt time; conditions [RolloutCondition];
  message text; phase text; templateStatuses [ExperimentTemplateStatus]
ExperimentTemplate: minReadySeconds int32; name! text; replicas int32; selector! LabelSelector;
  service RolloutService; template! RolloutSpecTemplate
ExperimentTemplateStatus: availableReplicas! int32; collisionCount int32; lastTransitionTime time;
  message text; name! text; podTemplateHash text; readyReplicas! int32; replicas! int32; serviceName text;
  status text; updatedReplicas! int32
Rollout: spec! RolloutSpec; status RolloutStatus
RolloutActiveMetadata: annotations {text}; labels {text}
RolloutAdditional: podTemplateHash text; serviceName text; weight! int32
RolloutAlb: annotationPrefix text; ingress text; ingresses [text]; rootService text; servicePort! int32;
  stickinessConfig RolloutStickinessConfig
RolloutAmbassador: mappings! [text]
RolloutAnalysis: successfulRunHistoryLimit int32; unsuccessfulRunHistoryLimit int32
RolloutAntiAffinity:
  preferredDuringSchedulingIgnoredDuringExecution RolloutPreferredDuringSchedulingIgnoredDuringExecution;
  requiredDuringSchedulingIgnoredDuringExecution empty
RolloutApisix: route RolloutRoute
RolloutAppMesh: virtualNodeGroup RolloutVirtualNodeGroup; virtualService RolloutVirtualService
RolloutArg: name! text; value text; valueFrom RolloutValueFrom
RolloutBlueGreen: abortScaleDownDelaySeconds int32; activeMetadata RolloutActiveMetadata;
  activeService! text; antiAffinity RolloutAntiAffinity; autoPromotionEnabled flag;
  autoPromotionSeconds int32; maxUnavailable intOrString;
  postPromotionAnalysis RolloutPostPromotionAnalysis; prePromotionAnalysis RolloutPostPromotionAnalysis;
  previewMetadata RolloutActiveMetadata; previewReplicaCount int32; previewService text;
  scaleDownDelayRevisionLimit int32; scaleDownDelaySeconds int32
RolloutCanary: abortScaleDownDelaySeconds int32; analysis RolloutCanaryAnalysis;
  antiAffinity RolloutAntiAffinity; canaryMetadata RolloutActiveMetadata; canaryService text;
  dynamicStableScale flag; maxSurge intOrString; maxUnavailable intOrString; minPodsPerReplicaSet int32;
  pingPong RolloutPingPong; replicaProgressThreshold RolloutReplicaProgressThreshold;
  scaleDownDelayRevisionLimit int32; scaleDownDelaySeconds int32; stableMetadata RolloutActiveMetadata;
  stableService text; steps [RolloutStep]; trafficRouting RolloutTrafficRouting
RolloutCanaryAnalysis: analysisRunMetadata RolloutActiveMetadata; args [RolloutArg]; dryRun [RolloutDryRun];
  measurementRetention [RolloutMeasurementRetention]; startingStep int32; templates [RolloutTemplate]
RolloutCanaryTargetGroup: arn! text; fullName text; name! text
RolloutCanaryVirtualNodeRef: name! text
RolloutCondition: lastTransitionTime! time; lastUpdateTime! time; message! text; reason! text; status! text;
  type! text
RolloutDestinationRule: additionalSubsetNames [text]; canarySubsetName! text; name! text;
  stableSubsetName! text
RolloutDryRun: metricName! text
RolloutExperiment: analyses [RolloutExperimentAnalysis]; analysisRunMetadata RolloutActiveMetadata;
  dryRun [RolloutDryRun]; duration text; scaleDownDelaySeconds int32; templates! [RolloutExperimentTemplate]
RolloutExperimentAnalysis: args [RolloutArg]; clusterScope flag; name! text; requiredForCompletion flag;
  templateName! text
RolloutExperimentTemplate: metadata RolloutActiveMetadata; name! text; replicas int32;
  selector LabelSelector @{"x-kubernetes-validations":[{"message":".spec.selector is immutable","rule":"self == oldSelf"}]}; service RolloutService; specRef! text; weight int32
RolloutFieldRef: fieldPath! text
RolloutHeaderValue: exact text; prefix text; regex text
RolloutIstio: destinationRule RolloutDestinationRule; virtualService RolloutIstioVirtualService;
  virtualServices [RolloutIstioVirtualService]
RolloutIstioVirtualService: name! text; routes [text]; tcpRoutes [RolloutTcpRoute];
  tlsRoutes [RolloutTlsRoute]
RolloutMatch: headerName! text; headerValue! RolloutHeaderValue
RolloutMeasurementRetention: limit! int32; metricName! text
RolloutNginx: additionalIngressAnnotations {text}; annotationPrefix text; canaryIngressAnnotations {text};
  stableIngress text; stableIngresses [text]
RolloutPause: duration intOrString
RolloutPauseCondition: reason! text; startTime! time
RolloutPingPong: pingService! text; pongService! text
RolloutPlugin: config object; name! text
RolloutPostPromotionAnalysis: analysisRunMetadata RolloutActiveMetadata; args [RolloutArg];
  dryRun [RolloutDryRun]; measurementRetention [RolloutMeasurementRetention]; templates [RolloutTemplate]
RolloutPostPromotionAnalysisRunStatus: message text; name! text; status! text
RolloutPreferredDuringSchedulingIgnoredDuringExecution: weight! int32
RolloutReplicaProgressThreshold: type! text; value! int32
RolloutRollbackWindow: revisions int32
RolloutRoute: name! text; rules [text]
RolloutService: name text
RolloutSetCanaryScale: matchTrafficWeight flag; replicas int32; weight int32
RolloutSetHeaderRoute: match [RolloutMatch]; name text
RolloutSetMirrorRoute: match [RolloutSetMirrorRouteMatch]; name! text; percentage int32
RolloutSetMirrorRouteMatch: headers {RolloutHeaderValue}; method RolloutHeaderValue; path RolloutHeaderValue
RolloutSmi: rootService text; trafficSplitName text
RolloutSpec: analysis RolloutAnalysis; minReadySeconds int32; paused flag; progressDeadlineAbort flag;
  progressDeadlineSeconds int32; replicas int32; restartAt time; revisionHistoryLimit int32;
  rollbackWindow RolloutRollbackWindow; selector LabelSelector @{"x-kubernetes-validations":[{"message":".spec.selector is immutable","rule":"self == oldSelf"}]}; strategy RolloutStrategy;
  template RolloutSpecTemplate; workloadRef RolloutWorkloadRef
RolloutSpecTemplate: metadata RolloutActiveMetadata; spec PodSpec
RolloutStatus: HPAReplicas int32; abort flag; abortedAt time; alb RolloutStatusAlb; albs [RolloutStatusAlb];
  availableReplicas int32; blueGreen RolloutStatusBlueGreen; canary RolloutStatusCanary;
  collisionCount int32; conditions [RolloutCondition]; controllerPause flag; currentPodHash text;
  currentStepHash text; currentStepIndex int32; message text; observedGeneration text;
  pauseConditions [RolloutPauseCondition]; phase text; promoteFull flag; readyReplicas int32;
  replicas int32; restartedAt time; selector text; stableRS text; updatedReplicas int32;
  workloadObservedGeneration text
RolloutStatusAlb: canaryTargetGroup RolloutCanaryTargetGroup; ingress text;
  loadBalancer RolloutCanaryTargetGroup; stableTargetGroup RolloutCanaryTargetGroup
RolloutStatusBlueGreen: activeSelector text;
  postPromotionAnalysisRunStatus RolloutPostPromotionAnalysisRunStatus;
  prePromotionAnalysisRunStatus RolloutPostPromotionAnalysisRunStatus; previewSelector text;
  scaleUpPreviewCheckPoint flag
RolloutStatusCanary: currentBackgroundAnalysisRunStatus RolloutPostPromotionAnalysisRunStatus;
  currentExperiment text; currentStepAnalysisRunStatus RolloutPostPromotionAnalysisRunStatus;
  stablePingPong text; stepPluginStatuses [RolloutStepPluginStatus]; weights RolloutWeights
RolloutStep: analysis RolloutPostPromotionAnalysis; experiment RolloutExperiment; pause RolloutPause;
  plugin RolloutPlugin; setCanaryScale RolloutSetCanaryScale; setHeaderRoute RolloutSetHeaderRoute;
  setMirrorRoute RolloutSetMirrorRoute; setWeight int32
RolloutStepPluginStatus: backoff text; disabled flag; executions int32; finishedAt time; index! int32;
  message text; name! text; operation! text; phase text; startedAt time; status object; updatedAt time
RolloutStickinessConfig: durationSeconds! int64; enabled! flag
RolloutStrategy: blueGreen RolloutBlueGreen; canary RolloutCanary
RolloutTcpRoute: port int64
RolloutTemplate: clusterScope flag; templateName text
RolloutTlsRoute: port int64; sniHosts [text]
RolloutTraefik: weightedTraefikServiceName! text
RolloutTrafficRouting: alb RolloutAlb; ambassador RolloutAmbassador; apisix RolloutApisix;
  appMesh RolloutAppMesh; istio RolloutIstio; managedRoutes [RolloutCanaryVirtualNodeRef];
  maxTrafficWeight int32; nginx RolloutNginx; plugins object; smi RolloutSmi; traefik RolloutTraefik
RolloutValueFrom: fieldRef RolloutFieldRef; podTemplateHashValue text
RolloutVirtualNodeGroup: canaryVirtualNodeRef! RolloutCanaryVirtualNodeRef;
  stableVirtualNodeRef! RolloutCanaryVirtualNodeRef
RolloutVirtualService: name! text; routes [text]
RolloutWeights: additional [RolloutAdditional]; canary! RolloutAdditional; stable! RolloutAdditional;
  verified flag
RolloutWorkloadRef: apiVersion text; kind text; name text; scaleDown text
`;
