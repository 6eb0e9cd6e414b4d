/** Types of the API, version 1.34, in the notation of `notation.ts`: what is told of pods. */
export const podStatus = `
ContainerExtendedResourceRequest: containerName! text; requestName! text; resourceName! text
ContainerState: running ContainerStateRunning; terminated ContainerStateTerminated;
  waiting ContainerStateWaiting
ContainerStateRunning: startedAt time
ContainerStateTerminated: containerID text; exitCode! int32; finishedAt time; message text; reason text;
  signal int32; startedAt time
ContainerStateWaiting: message text; reason text
ContainerStatus: allocatedResources {quantity}; allocatedResourcesStatus [ResourceStatus](name);
  containerID text; image! text; imageID! text; lastState +ContainerState; name! text; ready! flag;
  resources ResourceRequirements; restartCount! int32; started flag; state +ContainerState;
  stopSignal text(SIGABRT,SIGALRM,SIGBUS,SIGCHLD,SIGCLD,SIGCONT,SIGFPE,SIGHUP,SIGILL,SIGINT,SIGIO,SIGIOT,SIGKILL,SIGPIPE,SIGPOLL,SIGPROF,SIGPWR,SIGQUIT,SIGRTMAX,SIGRTMAX-1,SIGRTMAX-10,SIGRTMAX-11,SIGRTMAX-12,SIGRTMAX-13,SIGRTMAX-14,SIGRTMAX-2,SIGRTMAX-3,SIGRTMAX-4,SIGRTMAX-5,SIGRTMAX-6,SIGRTMAX-7,SIGRTMAX-8,SIGRTMAX-9,SIGRTMIN,SIGRTMIN+1,SIGRTMIN+10,SIGRTMIN+11,SIGRTMIN+12,SIGRTMIN+13,SIGRTMIN+14,SIGRTMIN+15,SIGRTMIN+2,SIGRTMIN+3,SIGRTMIN+4,SIGRTMIN+5,SIGRTMIN+6,SIGRTMIN+7,SIGRTMIN+8,SIGRTMIN+9,SIGSEGV,SIGSTKFLT,SIGSTOP,SIGSYS,SIGTERM,SIGTRAP,SIGTSTP,SIGTTIN,SIGTTOU,SIGURG,SIGUSR1,SIGUSR2,SIGVTALRM,SIGWINCH,SIGXCPU,SIGXFSZ);
  user ContainerUser; volumeMounts [VolumeMountStatus](mountPath)
ContainerUser: linux LinuxContainerUser
HostIP: ip! text
LinuxContainerUser: gid! int64; supplementalGroups [int64]; uid! int64
PodCondition: lastProbeTime time; lastTransitionTime time; message text; observedGeneration int64;
  reason text; status! text; type! text
PodExtendedResourceClaimStatus: requestMappings! [ContainerExtendedResourceRequest]; resourceClaimName! text
PodIP: ip! text
PodResourceClaimStatus: name! text; resourceClaimName text
PodStatus: conditions [PodCondition](type); containerStatuses [ContainerStatus];
  ephemeralContainerStatuses [ContainerStatus]; extendedResourceClaimStatus PodExtendedResourceClaimStatus;
  hostIP text; hostIPs [HostIP]; initContainerStatuses [ContainerStatus]; message text;
  nominatedNodeName text; observedGeneration int64; phase text(Failed,Pending,Running,Succeeded,Unknown);
  podIP text; podIPs [PodIP](ip); qosClass text(BestEffort,Burstable,Guaranteed); reason text; resize text;
  resourceClaimStatuses [PodResourceClaimStatus](name); startTime time
ResourceHealth: health text; resourceID! text
ResourceStatus: name! text; resources [ResourceHealth](resourceID)
VolumeMountStatus: mountPath! text; name! text; readOnly flag; recursiveReadOnly text
`;
