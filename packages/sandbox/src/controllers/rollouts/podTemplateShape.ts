/**
 * The order in which Go writes the fields of a pod template (`k8s.io/api/core/v1` 0.34), because Argo Rollouts hashes
 * exactly these bytes. `!` is written even when empty, `{}` even as an empty object; `:` names the fields' own shape,
 * `:*` a map of quantities. Fields that are not here come after these, by name.
 */
export const shapes: Record<string, string> = {
  PodTemplate: 'metadata{}:Meta spec{}:PodSpec',
  Meta: 'name generateName namespace labels annotations finalizers',
  PodSpec:
    'volumes:Volume initContainers:Container containers!:Container ephemeralContainers:Container restartPolicy terminationGracePeriodSeconds? activeDeadlineSeconds? dnsPolicy nodeSelector serviceAccountName serviceAccount automountServiceAccountToken? nodeName hostNetwork hostPID hostIPC shareProcessNamespace? securityContext:PodSecurity imagePullSecrets:Reference hostname subdomain affinity:Affinity schedulerName tolerations:Toleration hostAliases:HostAlias priorityClassName priority? dnsConfig:Dns readinessGates runtimeClassName? enableServiceLinks? preemptionPolicy? overhead:* topologySpreadConstraints:Spread setHostnameAsFQDN? os hostUsers? schedulingGates resourceClaims resources:Resources hostnameOverride?',
  Volume:
    'name! hostPath:HostPath emptyDir:EmptyDir secret:SecretVolume nfs persistentVolumeClaim:Claim downwardAPI:Downward configMap:ConfigVolume projected:Projected csi ephemeral image',
  HostPath: 'path! type?',
  EmptyDir: 'medium sizeLimit:#',
  SecretVolume: 'secretName items:KeyToPath defaultMode? optional?',
  ConfigVolume: 'name items:KeyToPath defaultMode? optional?',
  KeyToPath: 'key! path! mode?',
  Claim: 'claimName! readOnly',
  Downward: 'items:DownwardFile defaultMode?',
  DownwardFile: 'path! fieldRef:FieldRef resourceFieldRef:ResourceRef mode?',
  FieldRef: 'apiVersion fieldPath!',
  ResourceRef: 'containerName resource! divisor{}:#',
  Projected: 'sources!:Projection defaultMode?',
  Projection:
    'secret:SecretProjection downwardAPI:Downward configMap:SecretProjection serviceAccountToken:TokenProjection',
  SecretProjection: 'name items:KeyToPath optional?',
  TokenProjection: 'audience expirationSeconds? path!',
  Container:
    'name! image command args workingDir ports:Port envFrom:EnvFrom env:Env resources{}:Resources resizePolicy restartPolicy? restartPolicyRules volumeMounts:Mount volumeDevices livenessProbe:Probe readinessProbe:Probe startupProbe:Probe lifecycle:Lifecycle terminationMessagePath terminationMessagePolicy imagePullPolicy securityContext:Security stdin stdinOnce tty targetContainerName',
  Port: 'name hostPort containerPort! protocol hostIP',
  EnvFrom: 'prefix configMapRef:OptionalReference secretRef:OptionalReference',
  OptionalReference: 'name optional?',
  Reference: 'name',
  Env: 'name! value valueFrom:EnvSource',
  EnvSource:
    'fieldRef:FieldRef resourceFieldRef:ResourceRef configMapKeyRef:KeyRef secretKeyRef:KeyRef fileKeyRef',
  KeyRef: 'name key! optional?',
  Resources: 'limits:* requests:* claims',
  Mount: 'name! readOnly recursiveReadOnly? mountPath! subPath mountPropagation? subPathExpr',
  Probe:
    'exec:Exec httpGet:Http tcpSocket:Tcp grpc:Grpc initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold terminationGracePeriodSeconds?',
  Exec: 'command',
  Http: 'path port! host scheme httpHeaders:Header',
  Header: 'name! value!',
  Tcp: 'port! host',
  Grpc: 'port! service!',
  Lifecycle: 'postStart:Handler preStop:Handler stopSignal?',
  Handler: 'exec:Exec httpGet:Http tcpSocket:Tcp sleep:Sleep',
  Sleep: 'seconds!',
  Security:
    'capabilities:Capabilities privileged? seLinuxOptions windowsOptions runAsUser? runAsGroup? runAsNonRoot? readOnlyRootFilesystem? allowPrivilegeEscalation? procMount? seccompProfile:Profile appArmorProfile:Profile',
  Capabilities: 'add drop',
  Profile: 'type! localhostProfile?',
  PodSecurity:
    'seLinuxOptions windowsOptions runAsUser? runAsGroup? runAsNonRoot? supplementalGroups supplementalGroupsPolicy? fsGroup? sysctls fsGroupChangePolicy? seccompProfile:Profile appArmorProfile:Profile seLinuxChangePolicy?',
  Affinity: 'nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAffinity',
  NodeAffinity:
    'requiredDuringSchedulingIgnoredDuringExecution:NodeSelector preferredDuringSchedulingIgnoredDuringExecution:PreferredTerm',
  NodeSelector: 'nodeSelectorTerms!:NodeTerm',
  NodeTerm: 'matchExpressions:Expression matchFields:Expression',
  PreferredTerm: 'weight! preference{}:NodeTerm',
  Expression: 'key! operator! values',
  PodAffinity:
    'requiredDuringSchedulingIgnoredDuringExecution:PodTerm preferredDuringSchedulingIgnoredDuringExecution:WeightedPodTerm',
  PodTerm:
    'labelSelector:Selector namespaces topologyKey! namespaceSelector:Selector matchLabelKeys mismatchLabelKeys',
  WeightedPodTerm: 'weight! podAffinityTerm{}:PodTerm',
  Selector: 'matchLabels matchExpressions:Expression',
  Toleration: 'key operator value effect tolerationSeconds?',
  HostAlias: 'ip! hostnames',
  Dns: 'nameservers searches options',
  Spread:
    'maxSkew! topologyKey! whenUnsatisfiable! labelSelector:Selector minDomains? nodeAffinityPolicy? nodeTaintsPolicy? matchLabelKeys',
};
