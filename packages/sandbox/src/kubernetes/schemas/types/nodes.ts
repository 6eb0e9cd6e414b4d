/** Types of the API, version 1.34, in the notation of `notation.ts`: nodes. */
export const nodes = `
AttachedVolume: devicePath! text; name! text
ConfigMapNodeConfigSource: kubeletConfigKey! text; name! text; namespace! text; resourceVersion text;
  uid text
ContainerImage: names [text]; sizeBytes int64
DaemonEndpoint: Port! int32
Node: metadata +ObjectMeta; spec +NodeSpec; status +NodeStatus
NodeAddress: address! text; type! text
NodeCondition: lastHeartbeatTime time; lastTransitionTime time; message text; reason text; status! text;
  type! text
NodeConfigSource: configMap ConfigMapNodeConfigSource
NodeConfigStatus: active NodeConfigSource; assigned NodeConfigSource; error text;
  lastKnownGood NodeConfigSource
NodeDaemonEndpoints: kubeletEndpoint +DaemonEndpoint
NodeFeatures: supplementalGroupsPolicy flag
NodeRuntimeHandler: features NodeRuntimeHandlerFeatures; name text
NodeRuntimeHandlerFeatures: recursiveReadOnlyMounts flag; userNamespaces flag
NodeSpec: configSource NodeConfigSource; externalID text; podCIDR text; podCIDRs [text]set; providerID text;
  taints [Taint]; unschedulable flag
NodeStatus: addresses [NodeAddress](type); allocatable {quantity}; capacity {quantity};
  conditions [NodeCondition](type); config NodeConfigStatus; daemonEndpoints +NodeDaemonEndpoints;
  features NodeFeatures; images [ContainerImage]; nodeInfo +NodeSystemInfo;
  phase text(Pending,Running,Terminated); runtimeHandlers [NodeRuntimeHandler];
  volumesAttached [AttachedVolume]; volumesInUse [text]
NodeSwapStatus: capacity int64
NodeSystemInfo: architecture! text; bootID! text; containerRuntimeVersion! text; kernelVersion! text;
  kubeProxyVersion! text; kubeletVersion! text; machineID! text; operatingSystem! text; osImage! text;
  swap NodeSwapStatus; systemUUID! text
Taint: effect! text(NoExecute,NoSchedule,PreferNoSchedule); key! text; timeAdded time; value text
`;
