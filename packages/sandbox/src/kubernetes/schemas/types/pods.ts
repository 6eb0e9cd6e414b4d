/** Types of the API, version 1.34, in the notation of `notation.ts`: pods and what is in them. */
export const pods = `
AppArmorProfile: localhostProfile text; type! text(Localhost,RuntimeDefault,Unconfined)
Capabilities: add [text]; drop [text]
ConfigMapEnvSource: name text; optional flag
ConfigMapKeySelector atomic: key! text; name text; optional flag
Container: args [text]; command [text]; env [EnvVar](name); envFrom [EnvFromSource]; image text;
  imagePullPolicy text(Always,IfNotPresent,Never); lifecycle Lifecycle; livenessProbe Probe; name! text;
  ports [ContainerPort](containerPort,protocol); readinessProbe Probe; resizePolicy [ContainerResizePolicy];
  resources +ResourceRequirements; restartPolicy text; restartPolicyRules [ContainerRestartRule];
  securityContext SecurityContext; startupProbe Probe; stdin flag; stdinOnce flag;
  terminationMessagePath text; terminationMessagePolicy text(FallbackToLogsOnError,File); tty flag;
  volumeDevices [VolumeDevice](devicePath); volumeMounts [VolumeMount](mountPath); workingDir text
ContainerPort: containerPort! int32; hostIP text; hostPort int32; name text; protocol text(SCTP,TCP,UDP)=TCP
ContainerResizePolicy: resourceName! text; restartPolicy! text
ContainerRestartRule: action! text; exitCodes ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes: operator! text; values [int32]set
EnvFromSource: configMapRef ConfigMapEnvSource; prefix text; secretRef SecretEnvSource
EnvVar: name! text; value text; valueFrom EnvVarSource
EnvVarSource: configMapKeyRef ConfigMapKeySelector; fieldRef ObjectFieldSelector;
  fileKeyRef FileKeySelector; resourceFieldRef ResourceFieldSelector; secretKeyRef SecretKeySelector
EphemeralContainer: args [text]; command [text]; env [EnvVar](name); envFrom [EnvFromSource]; image text;
  imagePullPolicy text(Always,IfNotPresent,Never); lifecycle Lifecycle; livenessProbe Probe; name! text;
  ports [ContainerPort](containerPort,protocol); readinessProbe Probe; resizePolicy [ContainerResizePolicy];
  resources +ResourceRequirements; restartPolicy text; restartPolicyRules [ContainerRestartRule];
  securityContext SecurityContext; startupProbe Probe; stdin flag; stdinOnce flag; targetContainerName text;
  terminationMessagePath text; terminationMessagePolicy text(FallbackToLogsOnError,File); tty flag;
  volumeDevices [VolumeDevice](devicePath); volumeMounts [VolumeMount](mountPath); workingDir text
ExecAction: command [text]
FileKeySelector atomic: key! text; optional flag; path! text; volumeName! text
GRPCAction: port! int32; service text
HTTPGetAction: host text; httpHeaders [HTTPHeader]; path text; port! intOrString; scheme text(HTTP,HTTPS)
HTTPHeader: name! text; value! text
HostAlias: hostnames [text]; ip! text
Lifecycle: postStart LifecycleHandler; preStop LifecycleHandler;
  stopSignal text(SIGABRT,SIGALRM,SIGBUS,SIGCHLD,SIGCLD,SIGCONT,SIGFPE,SIGHUP,SIGILL,SIGINT,SIGIO,SIGIOT,SIGKILL,SIGPIPE,SIGPOLL,SIGPROF,SIGPWR,SIGQUIT,SIGRTMAX,SIGRTMAX-1,SIGRTMAX-10,SIGRTMAX-11,SIGRTMAX-12,SIGRTMAX-13,SIGRTMAX-14,SIGRTMAX-2,SIGRTMAX-3,SIGRTMAX-4,SIGRTMAX-5,SIGRTMAX-6,SIGRTMAX-7,SIGRTMAX-8,SIGRTMAX-9,SIGRTMIN,SIGRTMIN+1,SIGRTMIN+10,SIGRTMIN+11,SIGRTMIN+12,SIGRTMIN+13,SIGRTMIN+14,SIGRTMIN+15,SIGRTMIN+2,SIGRTMIN+3,SIGRTMIN+4,SIGRTMIN+5,SIGRTMIN+6,SIGRTMIN+7,SIGRTMIN+8,SIGRTMIN+9,SIGSEGV,SIGSTKFLT,SIGSTOP,SIGSYS,SIGTERM,SIGTRAP,SIGTSTP,SIGTTIN,SIGTTOU,SIGURG,SIGUSR1,SIGUSR2,SIGVTALRM,SIGWINCH,SIGXCPU,SIGXFSZ)
LifecycleHandler: exec ExecAction; httpGet HTTPGetAction; sleep SleepAction; tcpSocket TCPSocketAction
LocalObjectReference atomic: name text
ObjectFieldSelector atomic: apiVersion text; fieldPath! text
ObjectReference atomic: apiVersion text; fieldPath text; kind text; name text; namespace text;
  resourceVersion text; uid text
Pod: metadata +ObjectMeta; spec +PodSpec; status +PodStatus
PodDNSConfig: nameservers [text]; options [PodDNSConfigOption]; searches [text]
PodDNSConfigOption: name text; value text
PodOS: name! text
PodReadinessGate: conditionType! text
PodResourceClaim: name! text; resourceClaimName text; resourceClaimTemplateName text
PodSchedulingGate: name! text
PodSecurityContext: appArmorProfile AppArmorProfile; fsGroup int64;
  fsGroupChangePolicy text(Always,OnRootMismatch); runAsGroup int64; runAsNonRoot flag; runAsUser int64;
  seLinuxChangePolicy text; seLinuxOptions SELinuxOptions; seccompProfile SeccompProfile;
  supplementalGroups [int64]; supplementalGroupsPolicy text(Merge,Strict); sysctls [Sysctl];
  windowsOptions WindowsSecurityContextOptions
PodSpec: activeDeadlineSeconds int64; affinity Affinity; automountServiceAccountToken flag;
  containers! [Container](name); dnsConfig PodDNSConfig;
  dnsPolicy text(ClusterFirst,ClusterFirstWithHostNet,Default,None); enableServiceLinks flag;
  ephemeralContainers [EphemeralContainer](name); hostAliases [HostAlias](ip); hostIPC flag;
  hostNetwork flag; hostPID flag; hostUsers flag; hostname text; hostnameOverride text;
  imagePullSecrets [LocalObjectReference](name); initContainers [Container](name); nodeName text;
  nodeSelector {text}atomic; os PodOS; overhead {quantity};
  preemptionPolicy text(Never,PreemptLowerPriority); priority int32; priorityClassName text;
  readinessGates [PodReadinessGate]; resourceClaims [PodResourceClaim](name);
  resources ResourceRequirements; restartPolicy text(Always,Never,OnFailure); runtimeClassName text;
  schedulerName text; schedulingGates [PodSchedulingGate](name); securityContext PodSecurityContext;
  serviceAccount text; serviceAccountName text; setHostnameAsFQDN flag; shareProcessNamespace flag;
  subdomain text; terminationGracePeriodSeconds int64; tolerations [Toleration];
  topologySpreadConstraints [TopologySpreadConstraint](topologyKey,whenUnsatisfiable);
  volumes [Volume](name)
PodTemplate: metadata +ObjectMeta; template +PodTemplateSpec
PodTemplateSpec: metadata +ObjectMeta; spec +PodSpec
Probe: exec ExecAction; failureThreshold int32; grpc GRPCAction; httpGet HTTPGetAction;
  initialDelaySeconds int32; periodSeconds int32; successThreshold int32; tcpSocket TCPSocketAction;
  terminationGracePeriodSeconds int64; timeoutSeconds int32
ReplicationController: metadata +ObjectMeta; spec +ReplicationControllerSpec;
  status +ReplicationControllerStatus
ReplicationControllerCondition: lastTransitionTime time; message text; reason text; status! text; type! text
ReplicationControllerSpec: minReadySeconds int32; replicas int32=1; selector {text}atomic;
  template PodTemplateSpec
ReplicationControllerStatus: availableReplicas int32; conditions [ReplicationControllerCondition](type);
  fullyLabeledReplicas int32; observedGeneration int64; readyReplicas int32; replicas! int32
ResourceClaim: name! text; request text
ResourceFieldSelector atomic: containerName text; divisor quantity; resource! text
ResourceRequirements: claims [ResourceClaim](name); limits {quantity}; requests {quantity}
SELinuxOptions: level text; role text; type text; user text
ScopeSelector atomic: matchExpressions [ScopedResourceSelectorRequirement]
SeccompProfile: localhostProfile text; type! text(Localhost,RuntimeDefault,Unconfined)
SecretEnvSource: name text; optional flag
SecretKeySelector atomic: key! text; name text; optional flag
SecretReference atomic: name text; namespace text
SecurityContext: allowPrivilegeEscalation flag; appArmorProfile AppArmorProfile; capabilities Capabilities;
  privileged flag; procMount text(Default,Unmasked); readOnlyRootFilesystem flag; runAsGroup int64;
  runAsNonRoot flag; runAsUser int64; seLinuxOptions SELinuxOptions; seccompProfile SeccompProfile;
  windowsOptions WindowsSecurityContextOptions
SleepAction: seconds! int64
Sysctl: name! text; value! text
TCPSocketAction: host text; port! intOrString
TypedLocalObjectReference atomic: apiGroup text; kind! text; name! text
TypedObjectReference: apiGroup text; kind! text; name! text; namespace text
VolumeDevice: devicePath! text; name! text
VolumeMount: mountPath! text; mountPropagation text(Bidirectional,HostToContainer,None); name! text;
  readOnly flag; recursiveReadOnly text; subPath text; subPathExpr text
WindowsSecurityContextOptions: gmsaCredentialSpec text; gmsaCredentialSpecName text; hostProcess flag;
  runAsUserName text
`;
