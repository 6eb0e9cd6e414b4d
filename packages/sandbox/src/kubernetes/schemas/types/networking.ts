/** Types of the API, version 1.34, in the notation of `notation.ts`: services, endpoints, ingresses, network policies. */
export const networking = `
ClientIPConfig: timeoutSeconds int32
Endpoint: addresses! [text]set; conditions +EndpointConditions; deprecatedTopology {text};
  hints EndpointHints; hostname text; nodeName text; targetRef ObjectReference; zone text
EndpointAddress atomic: hostname text; ip! text; nodeName text; targetRef ObjectReference
EndpointConditions: ready flag; serving flag; terminating flag
EndpointHints: forNodes [ForNode]; forZones [ForZone]
EndpointPort atomic: appProtocol text; name text; port! int32; protocol text(SCTP,TCP,UDP)
EndpointSlice: addressType! text(FQDN,IPv4,IPv6); endpoints! [Endpoint]; metadata +ObjectMeta;
  ports [EndpointSlicePort]
EndpointSlicePort atomic: appProtocol text; name text; port int32; protocol text(SCTP,TCP,UDP)
EndpointSubset: addresses [EndpointAddress]; notReadyAddresses [EndpointAddress]; ports [EndpointPort]
Endpoints: metadata +ObjectMeta; subsets [EndpointSubset]
ForNode: name! text
ForZone: name! text
HTTPIngressPath: backend! +IngressBackend; path text; pathType! text(Exact,ImplementationSpecific,Prefix)
HTTPIngressRuleValue: paths! [HTTPIngressPath]
IPBlock: cidr! text; except [text]
Ingress: metadata +ObjectMeta; spec +IngressSpec; status +IngressStatus
IngressBackend: resource TypedLocalObjectReference; service IngressServiceBackend
IngressClass: metadata +ObjectMeta; spec +IngressClassSpec
IngressClassParametersReference: apiGroup text; kind! text; name! text; namespace text; scope text
IngressClassSpec: controller text; parameters IngressClassParametersReference
IngressLoadBalancerIngress: hostname text; ip text; ports [IngressPortStatus]
IngressLoadBalancerStatus: ingress [IngressLoadBalancerIngress]
IngressPortStatus: error text; port! int32; protocol! text(SCTP,TCP,UDP)
IngressRule: host text; http HTTPIngressRuleValue
IngressServiceBackend: name! text; port +ServiceBackendPort
IngressSpec: defaultBackend IngressBackend; ingressClassName text; rules [IngressRule]; tls [IngressTLS]
IngressStatus: loadBalancer +IngressLoadBalancerStatus
IngressTLS: hosts [text]; secretName text
LoadBalancerIngress: hostname text; ip text; ipMode text; ports [PortStatus]
LoadBalancerStatus: ingress [LoadBalancerIngress]
NetworkPolicy: metadata +ObjectMeta; spec +NetworkPolicySpec
NetworkPolicyEgressRule: ports [NetworkPolicyPort]; to [NetworkPolicyPeer]
NetworkPolicyIngressRule: from [NetworkPolicyPeer]; ports [NetworkPolicyPort]
NetworkPolicyPeer: ipBlock IPBlock; namespaceSelector LabelSelector; podSelector LabelSelector
NetworkPolicyPort: endPort int32; port intOrString; protocol text(SCTP,TCP,UDP)
NetworkPolicySpec: egress [NetworkPolicyEgressRule]; ingress [NetworkPolicyIngressRule];
  podSelector +LabelSelector; policyTypes [text(Egress,Ingress)]
PortStatus: error text; port! int32; protocol! text(SCTP,TCP,UDP)
Service: metadata +ObjectMeta; spec +ServiceSpec; status +ServiceStatus
ServiceBackendPort atomic: name text; number int32
ServicePort: appProtocol text; name text; nodePort int32; port! int32; protocol text(SCTP,TCP,UDP)=TCP;
  targetPort intOrString
ServiceSpec: allocateLoadBalancerNodePorts flag; clusterIP text; clusterIPs [text]; externalIPs [text];
  externalName text; externalTrafficPolicy text(Cluster,Local); healthCheckNodePort int32;
  internalTrafficPolicy text(Cluster,Local); ipFamilies [text(IPv4,IPv6)];
  ipFamilyPolicy text(PreferDualStack,RequireDualStack,SingleStack); loadBalancerClass text;
  loadBalancerIP text; loadBalancerSourceRanges [text]; ports [ServicePort](port,protocol);
  publishNotReadyAddresses flag; selector {text}atomic; sessionAffinity text(ClientIP,None);
  sessionAffinityConfig SessionAffinityConfig; trafficDistribution text;
  type text(ClusterIP,ExternalName,LoadBalancer,NodePort)
ServiceStatus: conditions [Condition](type); loadBalancer +LoadBalancerStatus
SessionAffinityConfig: clientIP ClientIPConfig
`;
