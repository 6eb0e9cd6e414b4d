/** Types of the objects that the Prometheus operator 0.85 has, in the notation of `notation.ts`; what is not here is a built-in kind's. */
export const prometheusOperator = String.raw`
PodMonitor: spec! PodMonitorSpec
PodMonitorPodMetricsEndpoint: authorization ServiceMonitorAuthorization; basicAuth ServiceMonitorBasicAuth;
  bearerTokenSecret ConfigMapKeySelector; enableHttp2 flag; filterRunning flag; followRedirects flag;
  honorLabels flag; honorTimestamps flag;
  interval text @{"pattern":"^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$"};
  metricRelabelings [ServiceMonitorMetricRelabeling]; noProxy text; oauth2 ServiceMonitorOauth2;
  params {[text]}; path text; port text; portNumber int32 @{"minimum":1,"maximum":65535};
  proxyConnectHeader {[ConfigMapKeySelector]}atomic; proxyFromEnvironment flag;
  proxyUrl text @{"pattern":"^(http|https|socks5)://.+$"}; relabelings [ServiceMonitorMetricRelabeling];
  scheme text(http,https);
  scrapeTimeout text @{"pattern":"^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$"};
  targetPort intOrString; tlsConfig ServiceMonitorTlsConfig; trackTimestampsStaleness flag
PodMonitorSpec: attachMetadata ServiceMonitorAttachMetadata;
  bodySizeLimit text @{"pattern":"(^0|([0-9]*[.])?[0-9]+((K|M|G|T|E|P)i?)?B)$"};
  convertClassicHistogramsToNHCB flag;
  fallbackScrapeProtocol text(PrometheusProto,OpenMetricsText0.0.1,OpenMetricsText1.0.0,PrometheusText0.0.4,PrometheusText1.0.0);
  jobLabel text; keepDroppedTargets int64; labelLimit int64; labelNameLengthLimit int64;
  labelValueLengthLimit int64; namespaceSelector ServiceMonitorNamespaceSelector;
  nativeHistogramBucketLimit int64; nativeHistogramMinBucketFactor quantity;
  podMetricsEndpoints [PodMonitorPodMetricsEndpoint]; podTargetLabels [text]; sampleLimit int64;
  scrapeClass text @{"minLength":1}; scrapeClassicHistograms flag;
  scrapeProtocols [text(PrometheusProto,OpenMetricsText0.0.1,OpenMetricsText1.0.0,PrometheusText0.0.4,PrometheusText1.0.0)]set;
  selector! LabelSelector; selectorMechanism text(RelabelConfig,RoleSelector); targetLimit int64
PrometheusRule: spec! PrometheusRuleSpec
PrometheusRuleGroup:
  interval text @{"pattern":"^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$"};
  labels {text}; limit int32; name! text @{"minLength":1};
  partial_response_strategy text @{"pattern":"^(?i)(abort|warn)?$"};
  query_offset text @{"pattern":"^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$"};
  rules [PrometheusRuleRule]
PrometheusRuleRule: alert text; annotations {text}; expr! intOrString;
  for text @{"pattern":"^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$"};
  keep_firing_for text @{"pattern":"^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$","minLength":1};
  labels {text}; record text
PrometheusRuleSpec: groups [PrometheusRuleGroup](name)
ServiceMonitor: spec! ServiceMonitorSpec; status ServiceMonitorStatus
ServiceMonitorAttachMetadata: node flag
ServiceMonitorAuthorization: credentials ConfigMapKeySelector; type text
ServiceMonitorBasicAuth: password ConfigMapKeySelector; username ConfigMapKeySelector
ServiceMonitorBinding: conditions [ServiceMonitorCondition](type); group! text(monitoring.coreos.com);
  name! text @{"minLength":1}; namespace! text @{"minLength":1};
  resource! text(prometheuses,prometheusagents)
ServiceMonitorClientId: configMap ConfigMapKeySelector; secret SecretKeySelector
ServiceMonitorCondition: lastTransitionTime! time; message text; observedGeneration int64; reason text;
  status! text @{"minLength":1}; type! text(Accepted) @{"minLength":1}
ServiceMonitorEndpoint: authorization ServiceMonitorAuthorization; basicAuth ServiceMonitorBasicAuth;
  bearerTokenFile text; bearerTokenSecret ConfigMapKeySelector; enableHttp2 flag; filterRunning flag;
  followRedirects flag; honorLabels flag; honorTimestamps flag;
  interval text @{"pattern":"^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$"};
  metricRelabelings [ServiceMonitorMetricRelabeling]; noProxy text; oauth2 ServiceMonitorOauth2;
  params {[text]}; path text; port text; proxyConnectHeader {[ConfigMapKeySelector]}atomic;
  proxyFromEnvironment flag; proxyUrl text @{"pattern":"^(http|https|socks5)://.+$"};
  relabelings [ServiceMonitorMetricRelabeling]; scheme text(http,https);
  scrapeTimeout text @{"pattern":"^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$"};
  targetPort intOrString; tlsConfig ServiceMonitorEndpointTlsConfig; trackTimestampsStaleness flag
ServiceMonitorEndpointTlsConfig: ca ServiceMonitorClientId; caFile text; cert ServiceMonitorClientId;
  certFile text; insecureSkipVerify flag; keyFile text; keySecret ConfigMapKeySelector;
  maxVersion text(TLS10,TLS11,TLS12,TLS13); minVersion text(TLS10,TLS11,TLS12,TLS13); serverName text
ServiceMonitorMetricRelabeling:
  action text(replace,Replace,keep,Keep,drop,Drop,hashmod,HashMod,labelmap,LabelMap,labeldrop,LabelDrop,labelkeep,LabelKeep,lowercase,Lowercase,uppercase,Uppercase,keepequal,KeepEqual,dropequal,DropEqual)=replace;
  modulus int64; regex text; replacement text; separator text;
  sourceLabels [text@{"pattern":"^[a-zA-Z_][a-zA-Z0-9_]*$"}]; targetLabel text
ServiceMonitorNamespaceSelector: any flag; matchNames [text]
ServiceMonitorOauth2: clientId! ServiceMonitorClientId; clientSecret! ConfigMapKeySelector;
  endpointParams {text}; noProxy text; proxyConnectHeader {[ConfigMapKeySelector]}atomic;
  proxyFromEnvironment flag; proxyUrl text @{"pattern":"^(http|https|socks5)://.+$"}; scopes [text];
  tlsConfig ServiceMonitorTlsConfig; tokenUrl! text @{"minLength":1}
ServiceMonitorSpec: attachMetadata ServiceMonitorAttachMetadata;
  bodySizeLimit text @{"pattern":"(^0|([0-9]*[.])?[0-9]+((K|M|G|T|E|P)i?)?B)$"};
  convertClassicHistogramsToNHCB flag; endpoints! [ServiceMonitorEndpoint];
  fallbackScrapeProtocol text(PrometheusProto,OpenMetricsText0.0.1,OpenMetricsText1.0.0,PrometheusText0.0.4,PrometheusText1.0.0);
  jobLabel text; keepDroppedTargets int64; labelLimit int64; labelNameLengthLimit int64;
  labelValueLengthLimit int64; namespaceSelector ServiceMonitorNamespaceSelector;
  nativeHistogramBucketLimit int64; nativeHistogramMinBucketFactor quantity; podTargetLabels [text];
  sampleLimit int64; scrapeClass text @{"minLength":1}; scrapeClassicHistograms flag;
  scrapeProtocols [text(PrometheusProto,OpenMetricsText0.0.1,OpenMetricsText1.0.0,PrometheusText0.0.4,PrometheusText1.0.0)]set;
  selector! LabelSelector; selectorMechanism text(RelabelConfig,RoleSelector); targetLabels [text];
  targetLimit int64
ServiceMonitorStatus: bindings [ServiceMonitorBinding]
ServiceMonitorTlsConfig: ca ServiceMonitorClientId; cert ServiceMonitorClientId; insecureSkipVerify flag;
  keySecret ConfigMapKeySelector; maxVersion text(TLS10,TLS11,TLS12,TLS13);
  minVersion text(TLS10,TLS11,TLS12,TLS13); serverName text
`;
